"""What `content check` says of the words of the reasons."""

from pathlib import Path

import pytest

from helpcenter.articles.content import ARTICLES
from helpcenter.bounces.content import check_reason_words
from helpcenter.config import HOUSE
from helpcenter.documents.library import Library

WORDS = "  title: Une adresse\n  why: Parce que.\n  to_do: [Appelez]\n"
REASONS = 'unclear: {article: "help"}\nfull: {article: "help#room"}\n'
ARTICLE = """---
title: Aide
summary: Un résumé assez long pour la règle de la maison.
section: why
order: 10
updated_on: 2026-11-27
review_on: 2027-05-27
owner: assistance
---

## De la place {#room}

Voilà.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("bounces", "articles/help"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "bounces" / "reasons.yaml").write_text(REASONS, encoding="utf-8")
    for locale in ("fr", "en"):
        (tmp_path / "articles" / "help" / f"{locale}.md").write_text(ARTICLE, encoding="utf-8")
        (tmp_path / "bounces" / f"{locale}.yaml").write_text(f"unclear:\n{WORDS}full:\n{WORDS}", encoding="utf-8")
    return tmp_path


def check(content: Path) -> list[str]:
    found = check_reason_words(Library(content, [ARTICLES]))
    return [f"{problem.file.name}:{problem.line}: {problem.message}" for problem in found]


def write(content: Path, name: str, text: str) -> None:
    (content / "bounces" / name).write_text(text, encoding="utf-8")


def test_words_in_both_languages_and_an_article_that_exists_are_right(content: Path) -> None:
    assert check(content) == []


def test_a_reason_without_words_and_words_without_a_reason_are_named(content: Path) -> None:
    write(content, "en.yaml", f"unclear:\n{WORDS}empty:\n{WORDS}")
    assert check(content) == [
        "en.yaml:1: has no words for the reason full of reasons.yaml",
        "en.yaml:5: has words for empty, which is no reason of reasons.yaml",
    ]


@pytest.mark.parametrize("target", ["nowhere", "help#nowhere", ""])
def test_an_article_or_heading_that_does_not_exist_is_named_in_each_language(content: Path, target: str) -> None:
    write(content, "reasons.yaml", f'unclear: {{article: "help"}}\nfull: {{article: "{target}"}}\n')
    assert check(content) == [
        f"reasons.yaml:2: full leads to “{target}”, which is no article or heading in {locale}" for locale in ("fr", "en")
    ]


def test_an_unknown_variable_and_a_long_sentence_are_named(content: Path) -> None:
    write(
        content,
        "fr.yaml",
        f"unclear:\n{WORDS.replace('Appelez', '{{ nobody }}')}full:\n{WORDS.replace('Parce', 'bla ' * 26)}".replace("[{{", '["{{').replace(
            "}}]", '}}"]'
        ),
    )
    unknown, long = check(content)
    assert unknown.startswith("fr.yaml:1: uses the unknown variable {{ nobody }}")
    assert long == "fr.yaml:5: full has a sentence of 27 words: 25 at most"


def test_the_words_of_the_house_are_right() -> None:
    library = Library(HOUSE / "content", [ARTICLES])
    assert [str(problem) for problem in check_reason_words(library)] == []
