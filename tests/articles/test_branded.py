"""An organisation's variant of an article; these pages ask the database, so they run on both engines."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.organisations.models import AddressState, Organisation, SenderAddress
from tests.browsing import database, text_of
from tests.documents.elements import elements_of, links_of
from tests.factories import make_organisation, make_sender_address

PAGE = "/fr/o/tilleuls/articles/mail-delivery"
NEUTRAL = "/fr/articles/mail-delivery"
HOSTILE = 'Maison <script>alert(1)</script> {{ 7*7 }} "B"'


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Unlike the rest of this room, these pages ask the database."""
    return str(request.param)


@pytest.fixture
def site(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser; the organisation `tilleuls` has a verified address of its own, `ormes` waits for its first one."""
    with database(app) as session:
        tilleuls = make_organisation(session, slug="tilleuls", colour="#2c6e49", contact_line="Accueil : 01 99 00 12 34")
        make_sender_address(session, organisation=tilleuls, address="bonjour@tilleuls.example")
        ormes = make_organisation(session, slug="ormes", name="Les Ormes")
        make_sender_address(session, organisation=ormes, address="bonjour@ormes.example", state=AddressState.PENDING)
    return client


def test_it_shows_the_organisations_own_address_name_and_colour(site: FlaskClient) -> None:
    html = site.get(PAGE).text
    assert "bonjour@tilleuls.example" in html
    assert "ne-pas-repondre@ani.example" not in html
    assert "Centre social Les Tilleuls" in html
    assert 'href="/o/tilleuls/colours-2c6e49.css"' in html
    assert "01\u00a099\u00a000\u00a012\u00a034" in html


def test_its_links_stay_with_the_organisation(site: FlaskClient) -> None:
    links = links_of(site.get(PAGE).text)
    assert "/fr/o/tilleuls/" in links
    assert f"{PAGE}.pdf" in links
    assert "/fr/assistance" in links
    assert "/fr/tutorials/" not in links
    for link in links:
        if link.startswith("/"):
            assert site.get(link, follow_redirects=True).status_code == 200, link


def test_search_engines_keep_to_the_neutral_article(site: FlaskClient) -> None:
    elements = elements_of(site.get(PAGE).text)
    assert ("meta", {"name": "robots", "content": "noindex"}) in elements
    canonical = [item["href"] for tag, item in elements if tag == "link" and item.get("rel") == "canonical"]
    assert canonical == [f"http://localhost{NEUTRAL}"]
    assert not [item for tag, item in elements if tag == "script" and "src" not in item]
    assert "/o/" not in site.get("/sitemap.xml").text


def test_the_neutral_article_knows_no_organisation(site: FlaskClient) -> None:
    site.get(PAGE)
    html = site.get(NEUTRAL).text
    assert "illeuls" not in html
    assert "/o/" not in html


def test_it_is_the_same_for_every_visitor_and_sets_no_cookie(site: FlaskClient) -> None:
    plain = site.get(PAGE)
    site.set_cookie("helpcenter", "whatever")
    assert site.get(PAGE).data == plain.data
    assert "Set-Cookie" not in plain.headers


def test_a_change_of_the_branding_is_seen_at_once(app: Flask, site: FlaskClient) -> None:
    site.get(PAGE)
    with database(app) as session:
        session.query(Organisation).filter_by(slug="tilleuls").one().name = "Les Grands Tilleuls"
    assert "Les Grands Tilleuls" in site.get(PAGE).text


def test_it_is_gone_at_once_while_its_only_address_is_checked_again(app: Flask, site: FlaskClient) -> None:
    assert [site.get(PAGE).status_code for _ in range(3)] == [200] * 3
    with database(app) as session:
        session.query(SenderAddress).filter_by(address="bonjour@tilleuls.example").one().state = AddressState.PENDING
    assert [site.open(PAGE, method=method).status_code for method in ("GET", "HEAD")] == [404] * 2
    with database(app) as session:
        session.query(SenderAddress).filter_by(address="bonjour@tilleuls.example").one().state = AddressState.VERIFIED
    assert site.get(PAGE).status_code == 200


@pytest.mark.parametrize("is_removed", [True, False])
def test_a_refused_or_removed_address_is_shown_no_more(app: Flask, site: FlaskClient, is_removed: bool) -> None:
    assert ["bonjour@tilleuls.example" in site.get(PAGE).text for _ in range(3)] == [True] * 3
    with database(app) as session:
        address = session.query(SenderAddress).filter_by(address="bonjour@tilleuls.example").one()
        if is_removed:
            session.delete(address)
        else:
            address.state = AddressState.REFUSED
    assert "bonjour@tilleuls.example" not in site.get(PAGE).text


@pytest.mark.parametrize("suffix", ["", ".pdf"])
def test_nothing_is_public_while_the_first_address_waits(site: FlaskClient, suffix: str) -> None:
    answer = site.get(f"/fr/o/ormes/articles/mail-delivery{suffix}")
    assert answer.status_code == 404
    assert "pas encore prête" in text_of(answer)
    assert "bonjour@ormes.example" not in answer.text


@pytest.mark.parametrize("page", ["nobody/articles/mail-delivery", "tilleuls/articles/nothing", "tilleuls/articles/nothing.pdf"])
def test_what_does_not_exist_is_not_found(site: FlaskClient, page: str) -> None:
    assert site.get(f"/fr/o/{page}").status_code == 404


def test_organisations_words_are_words(app: Flask, site: FlaskClient) -> None:
    with database(app) as session:
        make_organisation(session, slug="hostile", name=HOSTILE, contact_line=HOSTILE)
    html = site.get("/fr/o/hostile/articles/mail-delivery").text
    assert "<script>alert" not in html
    assert "{{ 7*7 }}" in html


def test_it_is_there_on_paper(site: FlaskClient) -> None:
    answer = site.get(f"{PAGE}.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Link"] == f'<http://localhost{NEUTRAL}>; rel="canonical"'


def test_the_language_switch_stays_with_the_organisation(site: FlaskClient) -> None:
    english = site.get("/en/o/tilleuls/articles/mail-delivery").text
    assert PAGE in links_of(english)
    assert "bonjour@tilleuls.example" in english


def test_feedback_and_data_for_machines_do_not_depend_on_the_organisation(site: FlaskClient) -> None:
    # The digest is that of the text as written: a vote on a variant is a vote on the article.
    block = site.get(NEUTRAL).text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    version = json.loads(block)["@graph"][0]["version"][:8]
    assert f"version {version}" in site.get(PAGE).text
