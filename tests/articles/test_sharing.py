from pathlib import Path

import pytest
from flask.testing import FlaskClient

from helpcenter.organisations.models import AddressState
from tests.articles.conftest import OpenSite
from tests.browsing import database, sign_in, text_of
from tests.documents.elements import elements_of, links_of
from tests.documents.texts import write_text
from tests.factories import make_member, make_organisation, make_sender_address

EMAIL = "accueil@tilleuls.example"
MATTER = {"summary": "A sentence that is long enough for a list.", "section": "families", "updated_on": "2026-11-02"}
SHARED = "/fr/o/tilleuls/articles/for-families"


@pytest.fixture
def site(open_site: OpenSite, guide_alone: Path) -> FlaskClient:
    """A site with one article for families, in French only, and the organisation `tilleuls`."""
    write_text(guide_alone, "articles/for-families/fr", title="Je ne reçois rien", **MATTER)
    site = open_site()
    with database(site.application) as session:
        make_member(session, organisation=make_organisation(session, slug="tilleuls"), email=EMAIL)
    return site


def test_a_member_finds_the_links_to_share(site: FlaskClient) -> None:
    sign_in(site, EMAIL)
    html = site.get("/organisation/").text
    assert {SHARED, f"{SHARED}.pdf"} <= set(links_of(html))
    buttons = [item for tag, item in elements_of(html) if tag == "button" and "data-copy" in item]
    assert [button["data-copy"] for button in buttons] == [f"http://localhost{SHARED}"]
    # Without script a button that copies would do nothing; the link itself can be copied.
    assert "hidden" in buttons[0]
    assert site.get(SHARED).status_code == 200


def test_there_is_nothing_to_share_while_the_address_waits(site: FlaskClient) -> None:
    with database(site.application) as session:
        waiting = make_organisation(session, slug="ormes")
        make_sender_address(session, organisation=waiting, address="a@ormes.example", state=AddressState.PENDING)
        make_member(session, organisation=waiting, email="accueil@ormes.example")
    sign_in(site, "accueil@ormes.example")
    page = site.get("/organisation/")
    assert "pas encore de lien à partager" in text_of(page)
    assert "/o/ormes/articles" not in page.text


def test_without_articles_for_families_nothing_is_said(site: FlaskClient, guide_alone: Path) -> None:
    (guide_alone / "articles" / "for-families" / "fr.md").unlink()
    sign_in(site, EMAIL)
    assert "à partager" not in text_of(site.get("/organisation/"))
