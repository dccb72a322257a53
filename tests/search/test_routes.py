import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.config import Settings
from helpcenter.search.events import SearchAnswered, on_search
from tests.browsing import text_of


def test_an_answer_names_the_section_and_marks_the_words(client: FlaskClient) -> None:
    page = client.get("/fr/search?q=erreur+permanente")
    html = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "<mark>Erreur</mark> <mark>permanente</mark>" in html
    assert re.search(r'href="/fr/articles/mail-delivery#permanent"|href="/fr/articles/permanent-error"', html)


def test_a_results_page_is_nobody_elses_business(client: FlaskClient) -> None:
    page = client.get("/fr/search?q=spam")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in page.headers
    assert '<meta name="robots" content="noindex">' in page.get_data(as_text=True)


def test_without_a_query_the_page_says_how_to_search(client: FlaskClient) -> None:
    for address in ("/fr/search", "/fr/search?q=", "/fr/search?q=+++"):
        text = text_of(client.get(address))
        assert "Comment chercher" in text
        assert "Rien trouvé" not in text


def test_whoever_finds_nothing_learns_what_to_do(client: FlaskClient) -> None:
    text = text_of(client.get("/fr/search?q=recette+de+crêpes"))
    assert "Rien trouvé pour « recette de crêpes »" in text
    assert "Comment chercher" in text
    assert "Les bonnes pratiques" in text
    assert "Demander de l’aide" in text


def test_a_repair_is_told_and_can_be_taken_back(client: FlaskClient) -> None:
    html = client.get("/fr/search?q=erreur+permanante").get_data(as_text=True)
    assert "Résultats pour «\u00a0erreur permanente\u00a0»" in html
    assert "/fr/search?q=erreur+permanante&amp;exact=1" in html
    assert "Résultats pour" not in client.get("/fr/search?q=erreur+permanante&exact=1").get_data(as_text=True)


def test_results_in_another_language_say_so(client: FlaskClient) -> None:
    html = client.get("/fr/search?q=how+do+I+unblock+an+address").get_data(as_text=True)
    assert "Dans une autre langue" in html
    assert re.search(r'<li class="search-result" lang="en">\s*<h3><a href="/en/articles/', html)


def test_changing_the_language_keeps_the_query(client: FlaskClient) -> None:
    html = client.get("/fr/search?q=bo%C3%AEte+%26+spam").get_data(as_text=True)
    assert 'href="/en/search?q=bo%C3%AEte%20%26%20spam"' in html


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "a" * 5000, "\x00\x1f\x7f", "%F0%9F%98%80", "{{ 7*7 }}"])
def test_whatever_is_typed_is_shown_as_text(client: FlaskClient, query: str) -> None:
    page = client.get("/fr/search", query_string={"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.get_data(as_text=True)
    assert client.get("/fr/search/suggest", query_string={"q": query}).status_code == 200


def test_suggestions_are_rows_of_marked_text(client: FlaskClient) -> None:
    answer = client.get("/fr/search/suggest?q=tutoriel+gma")
    first = answer.get_json()["results"][0]
    assert set(first) == {"title", "heading", "kind", "url"}
    assert any(is_marked for _text, is_marked in first["title"])
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get("/fr/search/suggest?q=g").get_json() == {"results": []}


def test_tutorials_are_found_and_called_so(client: FlaskClient) -> None:
    html = client.get("/fr/search?q=gmail").get_data(as_text=True)
    assert 'href="/fr/tutorials/gmail-web-filter"' in html
    assert '<span class="badge">Tutoriel</span>' in html


def test_other_rooms_hear_of_answers_and_not_of_suggestions(app: Flask, client: FlaskClient) -> None:
    heard: list[SearchAnswered] = []
    on_search(app, heard.append)
    client.get("/fr/search/suggest?q=spam")
    client.get("/en/search")
    client.get("/fr/search?q=++crêpes++")
    assert heard == [SearchAnswered("crêpes", "fr", 0)]


def test_the_box_is_a_plain_form_on_every_public_page_and_not_where_people_answer(client: FlaskClient) -> None:
    for address in ("/fr/", "/fr/articles/", "/fr/tutorials/"):
        html = client.get(address).get_data(as_text=True)
        assert 'role="search" action="/fr/search" method="get"' in html
    assert 'role="search"' not in client.get("/c/ABCDEFGHJKLMNPQR").get_data(as_text=True)


def test_families_in_other_languages_get_no_box_that_would_find_nothing(client: FlaskClient) -> None:
    assert 'role="search"' in client.get("/en/tutorials/").text
    assert 'role="search"' not in client.get("/it/tutorials/").text


ERROR = "550 5.1.1 <famille.a@mail.example>: Recipient address rejected: User unknown"


def test_a_pasted_error_is_explained_and_its_words_go_nowhere(app: Flask, client: FlaskClient) -> None:
    heard: list[SearchAnswered] = []
    on_search(app, heard.append)
    page = client.get("/fr/search", query_string={"q": ERROR})
    text = text_of(page)
    for words in ("Erreur permanente", "Cette adresse n’existe pas", "Appelez la famille", "Voir toute la réponse"):
        assert words in text
    assert heard == []
    assert page.headers["Referrer-Policy"] == "no-referrer"
    # Neither the title, which a browser remembers, nor a link carries the address on.
    assert "mail.example" not in re.findall(r"<title>(.*?)</title>", page.text)[0]
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', page.text) if "mail.example" in link]


@pytest.mark.parametrize("query", ["que veut dire 550", "adresse inconnue", "mail bloqué", "boîte pleine", "spam"])
def test_a_question_is_searched_as_ever(client: FlaskClient, query: str) -> None:
    assert "Voir toute la réponse" not in text_of(client.get("/fr/search", query_string={"q": query}))


@pytest.fixture
def unwritable(settings: Settings) -> Path:
    """A file where the indexes should be: nothing can be written there."""
    place = settings.instance / "search"
    shutil.rmtree(place, ignore_errors=True)
    place.touch()
    return place


@pytest.mark.parametrize(("locale", "words"), [("fr", "La recherche n’est pas disponible"), ("en", "Search is not available")])
def test_where_no_index_can_be_written_the_page_says_so_and_shows_other_ways(
    app: Flask, client: FlaskClient, unwritable: Path, locale: str, words: str
) -> None:
    heard: list[SearchAnswered] = []
    on_search(app, heard.append)
    page = client.get(f"/{locale}/search?q=spam")
    assert (page.status_code, page.headers["Retry-After"], page.headers["Cache-Control"]) == (503, "30", "private, no-store")
    assert words in text_of(page)
    assert not re.search("Rien trouvé|Nothing found", page.text)
    assert f'href="/{locale}/articles/' in page.text
    # Nobody has looked in vain.
    assert heard == []
    assert client.get(f"/{locale}/articles/spam-folder").status_code == 200
    assert client.get(f"/{locale}/search").status_code == 200
    # Whoever asks next tries again.
    unwritable.unlink()
    assert "search-results" in client.get(f"/{locale}/search?q=spam").text


def test_where_no_index_can_be_written_nothing_is_suggested_and_errors_are_explained(client: FlaskClient, unwritable: Path) -> None:
    assert unwritable.is_file()
    answer = client.get("/fr/search/suggest?q=spam")
    assert (answer.status_code, answer.get_json()) == (200, {"results": []})
    page = client.get("/fr/search", query_string={"q": ERROR})
    assert page.status_code == 200
    assert "Cette adresse n’existe pas" in text_of(page)
