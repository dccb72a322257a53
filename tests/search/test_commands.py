import json

from click.testing import CliRunner, Result
from flask import Flask

from helpcenter.search.commands import search


def run(app: Flask, *words: str) -> Result:
    with app.app_context():
        return CliRunner().invoke(search, words)


def test_each_query_gets_one_line_of_json(app: Flask) -> None:
    done = run(app, "erreur permanente", "gmail", "recette de crêpes", "--locale", "fr", "--json")
    assert done.exit_code == 0, done.output
    first, second, third = map(json.loads, done.output.splitlines())
    assert list(first) == ["query", "results"]
    assert list(first["results"][0]) == ["kind", "slug", "title", "heading", "anchor", "url", "score"]
    assert first["query"] == "erreur permanente"
    assert second["results"][0]["kind"] == "tutorial"
    assert third == {"query": "recette de crêpes", "results": []}


def test_people_get_words(app: Flask) -> None:
    output = run(app, "gmail", "crêpes recette").output
    assert "/fr/tutorials/gmail-web-filter" in output
    assert "nothing found" in output


def test_english_is_answered_in_english(app: Flask) -> None:
    output = run(app, "permanent error", "--locale", "en").output
    assert "/en/articles/" in output


def test_a_language_that_does_not_exist_is_named(app: Flask) -> None:
    assert run(app, "x", "--locale", "xx").exit_code == 2
