"""Pages that belong to no feature."""

import re

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(("path", "words"), [("/fr/legal", "Mentions légales"), ("/en/privacy", "Privacy")])
def test_legal_pages_speak_the_language_of_their_url(client: FlaskClient, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert f'lang="{path[1:3]}"' in answer.text


def test_an_error_page_is_in_the_readers_language_and_not_kept(client: FlaskClient) -> None:
    answer = client.get("/nothing", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "This page does not exist" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_address_that_leads_nowhere_is_answered_in_the_language_that_it_begins_with(client: FlaskClient) -> None:
    answer = client.get("/pt/nothing", headers={"Accept-Language": "en"})
    assert 'lang="pt"' in answer.text
    assert "Esta página não existe" in answer.text


def test_a_static_file_may_be_kept_for_ever(client: FlaskClient) -> None:
    page = client.get("/fr/legal").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_sitemap_names_each_page_in_each_language(client: FlaskClient) -> None:
    text = client.get("/sitemap.xml").text
    assert "<loc>http://localhost/fr/legal</loc>" in text
    assert 'hreflang="x-default" href="http://localhost/fr/legal"' in text


def test_robots_are_kept_away_from_personal_pages(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert "Disallow: /c/" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_the_site_says_that_it_is_ready(client: FlaskClient) -> None:
    assert client.get("/readyz").text == "ready\n"


def test_figures_count_requests_without_naming_people(client: FlaskClient) -> None:
    client.get("/fr/legal")
    text = client.get("/metrics").text
    assert 'helpcenter_requests_total{endpoint="web.legal",status="200"} 1.0' in text


@pytest.mark.parametrize(
    ("path", "url", "said"), [("/fr/articles/", "/fr/articles/", "page"), ("/en/tutorials/gmail-web-filter", "/en/tutorials/", "true")]
)
def test_the_navigation_says_where_the_reader_is(client: FlaskClient, path: str, url: str, said: str) -> None:
    navigation = re.search(r'<nav class="site-nav".*?</nav>', client.get(path).get_data(as_text=True), re.DOTALL)
    assert navigation
    assert re.findall(r'href="([^"]*)" aria-current="([^"]*)"', navigation[0]) == [(url, said)]
