"""A family that is stuck: says where, gets help, leaves nothing of itself."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.labels.models import FlagReason
from tests.browsing import database, text_of
from tests.factories import make_organisation, make_sender_address
from tests.labels.samples import decide_everything, stored_flags

NEUTRAL = "/fr/tutorials/gmail-web-filter/stuck"
BRANDED = "/fr/o/tilleuls/gmail-web-filter/stuck"
STAMP = re.compile(r'name="stamp" value="([^"]+)"')


@pytest.fixture
def site(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser; the organisation `tilleuls` is public."""
    with database(app) as session:
        tilleuls = make_organisation(session, slug="tilleuls", contact_line="Accueil : 01 99 00 12 34")
        make_sender_address(session, organisation=tilleuls, address="bonjour@tilleuls.example")
    decide_everything(app)
    return client


def send(client: FlaskClient, url: str, reason: str = "not-found", **more: str) -> TestResponse:
    """Open the page of a step and send its form."""
    found = STAMP.search(client.get(url).get_data(as_text=True))
    assert found
    return client.post(url, data={"reason": reason, "stamp": found[1], **more})


def counts(app: Flask) -> list[tuple[str, str, FlagReason, int]]:
    return [(each.key, each.locale, each.reason, each.number) for each in stored_flags(app)]


@pytest.mark.parametrize("start", [NEUTRAL, BRANDED])
def test_one_chooses_the_step_says_what_is_wrong_and_gets_help(app: Flask, site: FlaskClient, start: str) -> None:
    assert f'href="{start}/tab"' in site.get(start).get_data(as_text=True)
    answer = send(site, f"{start}/tab")
    assert answer.status_code == 303
    assert answer.location == f"{start}/tab/help?reason=not-found"
    assert "Gmail" in text_of(site.get(answer.location))
    assert counts(app) == [("web.filter.tab", "fr", FlagReason.NOT_FOUND, 1)]


def test_help_names_the_organisations_telephone_and_the_way_for_its_clerks(site: FlaskClient) -> None:
    page = site.get(f"{BRANDED}/tab/help?reason=other").get_data(as_text=True)
    assert 'href="tel:0199001234"' in page
    assert 'href="/fr/assistance?tutorial=gmail-web-filter&amp;step=4"' in page
    assert 'href="/fr/o/tilleuls/gmail-web-not-spam"' in page
    assert 'href="/fr/o/tilleuls/generic"' in page
    assert "étape 4" in text_of(site.get("/fr/assistance?tutorial=gmail-web-filter&step=4"))
    for query in ("tutorial=nothing&step=4", "tutorial=gmail-web-filter&step=400", "tutorial=%00&step=x"):
        assert site.get(f"/fr/assistance?{query}").status_code == 200


def test_looking_writes_nothing_and_the_pages_are_the_same_for_everybody(app: Flask, site: FlaskClient) -> None:
    for url in (NEUTRAL, f"{NEUTRAL}/tab", f"{NEUTRAL}/tab/help?reason=not-found"):
        first, second = site.get(url), site.get(url)
        assert first.data == second.data
        assert "Set-Cookie" not in first.headers
        assert "noindex" in first.headers["X-Robots-Tag"]
        assert site.head(url).status_code == 200
    assert counts(app) == []


def test_a_screen_in_another_language_flags_the_label_of_that_language(app: Flask, site: FlaskClient) -> None:
    answer = send(site, f"{NEUTRAL}/tab?screen=de")
    assert answer.location.endswith("?reason=not-found&screen=de")
    assert counts(app) == [("web.filter.tab", "de", FlagReason.NOT_FOUND, 1)]


def test_a_step_without_label_is_counted_too(app: Flask, site: FlaskClient) -> None:
    send(site, f"{NEUTRAL}/open", "looks-different")
    assert counts(app) == [("", "fr", FlagReason.LOOKS_DIFFERENT, 1)]


def test_nothing_chosen_is_explained(app: Flask, site: FlaskClient) -> None:
    for reason in ("", "nonsense"):
        answer = send(site, f"{NEUTRAL}/tab", reason)
        assert answer.status_code == 422
        assert 'id="reason-error"' in answer.get_data(as_text=True)
    assert counts(app) == []


def test_whoever_is_not_counted_is_helped_all_the_same(app: Flask, site: FlaskClient) -> None:
    other = STAMP.search(site.get(f"{NEUTRAL}/open").get_data(as_text=True))
    assert other
    for data in ({"topic": "x"}, {"stamp": "forged"}, {"stamp": other[1]}, {"stamp": ""}):
        assert send(site, f"{NEUTRAL}/tab", **data).status_code == 303
    assert counts(app) == []


def test_one_network_counts_so_often_at_one_step_and_no_more(app: Flask, site: FlaskClient) -> None:
    for _ in range(14):
        assert send(site, f"{NEUTRAL}/tab").status_code == 303
    assert counts(app) == [("web.filter.tab", "fr", FlagReason.NOT_FOUND, 10)]


def test_a_page_of_another_site_reports_nothing(app: Flask, site: FlaskClient) -> None:
    answer = site.post(f"{NEUTRAL}/tab", data={"reason": "other"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert counts(app) == []


def test_families_are_asked_in_their_language(site: FlaskClient) -> None:
    for locale in FAMILY_LOCALES:
        if site.get(f"/{locale}/tutorials/gmail-web-filter").status_code == 200:
            for end in ("", "/tab", "/tab/help"):
                assert f'<html lang="{locale}"' in site.get(f"/{locale}/tutorials/gmail-web-filter/stuck{end}").get_data(as_text=True)


def test_what_does_not_exist_is_not_found(site: FlaskClient) -> None:
    for url in (f"{NEUTRAL}/nothing", "/fr/tutorials/nothing/stuck", "/fr/o/nobody/gmail-web-filter/stuck", f"{NEUTRAL}/tab/help/x"):
        assert site.get(url).status_code == 404
    assert site.post(f"{NEUTRAL}/nothing", data={"reason": "other"}).status_code == 404


def test_the_generic_sheet_has_the_same_way(app: Flask, site: FlaskClient) -> None:
    page = site.get("/fr/tutorials/generic/stuck").get_data(as_text=True)
    step = re.search(r'href="(/fr/tutorials/generic/stuck/[a-z-]+)"', page)
    assert step
    assert send(site, step[1], "no-effect").status_code == 303
    assert counts(app) == [("", "fr", FlagReason.NO_EFFECT, 1)]
