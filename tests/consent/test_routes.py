"""The pages of a code: what they say, what they refuse, what they never give away."""

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.consent.codes import hash_code
from helpcenter.consent.models import Evidence, EvidenceKind
from helpcenter.consent.stamps import Stamps
from helpcenter.db import db
from helpcenter.web.context import services
from tests.browsing import database, text_of
from tests.consent.persons import ADDRESS, LABEL, LOCAL_PART, Invited, answer_page, make_invitation, stamp_on, withdraw_on_page
from tests.fakes import FakeClock

WRONG = "7K2M9QXD4TRW0PZ5"


@pytest.fixture
def invited(app: Flask) -> Invited:
    """A code on its way to a French-speaking person."""
    with database(app) as session:
        return make_invitation(session)


def count(app: Flask, kind: EvidenceKind) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Evidence).where(Evidence.kind == kind)) or 0


def receipt_of(page: TestResponse) -> str:
    found = re.search(r"\b2026-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text_of(page))
    assert found, "no receipt number on this page"
    return found[0]


def test_the_page_says_who_asks_what_for_whom_and_shows_the_address_only_in_part(client: FlaskClient, invited: Invited) -> None:
    words = text_of(client.get(invited.url))
    for said in ("Centre social Les Tilleuls", "ANI", "Mailjet (France)", "ne-pas-repondre@ani.example", "CNIL", "c…@courrier.example"):
        assert said in words
    for hidden in (ADDRESS, LOCAL_PART, LABEL):
        assert hidden not in words


def test_at_most_150_words_stand_before_the_answers(client: FlaskClient, invited: Invited) -> None:
    for locale in ("fr", "en"):
        page = client.get(f"{invited.url}?locale={locale}").get_data(as_text=True)
        before = page[page.index("<main") : page.index("<fieldset")]
        assert len(unescape(re.sub(r"<[^>]+>", " ", before)).split()) <= 150


def test_nothing_is_chosen_ticked_or_filled_in_beforehand(client: FlaskClient, invited: Invited) -> None:
    page = client.get(invited.url).get_data(as_text=True)
    assert page.count('type="radio"') == 4
    assert "checked" not in page
    assert re.findall(r'name="(?:proof|new_address)"[^>]*value="([^"]+)"', page) == []


@pytest.mark.parametrize("url", ["/c/", f"/c/{WRONG}", "{invited}"])
def test_no_answer_is_kept_found_framed_or_passed_on(client: FlaskClient, invited: Invited, url: str) -> None:
    for method in ("GET", "HEAD"):
        headers = client.open(url.replace("{invited}", invited.url), method=method).headers
        assert headers["Cache-Control"] == "no-store"
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "Set-Cookie" not in headers


def test_a_yes_shows_the_receipt_and_a_second_click_the_same_one(app: Flask, client: FlaskClient, invited: Invited) -> None:
    stamp = stamp_on(client.get(invited.url))
    data = {"stamp": stamp, "decision": "yes", "proof": LOCAL_PART, "understood": "y"}
    first = client.post(invited.url, data=data)
    second = client.post(invited.url, data={**data, "decision": "no"})
    assert (first.status_code, second.status_code) == (200, 200)
    assert "Vous avez dit oui" in text_of(first)
    assert receipt_of(first) == receipt_of(second) == receipt_of(client.get(invited.url))
    assert re.search(r"\b2:[0-9a-f]{64}\b", text_of(first)), "the head of the chain is not on the receipt"
    assert (count(app, EvidenceKind.GIVEN), count(app, EvidenceKind.REFUSED)) == (1, 0)


def test_the_receipt_shows_neither_family_nor_whole_address(client: FlaskClient, invited: Invited) -> None:
    words = text_of(answer_page(client, invited))
    for hidden in (LABEL, "Zébulon", ADDRESS, LOCAL_PART):
        assert hidden not in words
    assert "c…@courrier.example" in words
    assert "2 novembre 2026 à 10:30" in words


@pytest.mark.parametrize(
    ("decision", "said"),
    [("no", "Vous avez dit non"), ("not_me", "ce n’est pas moi"), ("moved", "Vous avez indiqué une autre adresse")],
)
def test_every_answer_has_its_receipt_and_only_a_yes_can_be_withdrawn(
    client: FlaskClient, invited: Invited, decision: str, said: str
) -> None:
    page = answer_page(client, invited, decision, new_address="camille@free.fr")
    assert page.status_code == 200
    assert said in text_of(page)
    assert 'value="withdraw"' not in page.get_data(as_text=True)
    assert "camille@free.fr" not in text_of(page)


@pytest.mark.parametrize("missing", ["decision", "proof", "understood"])
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(client: FlaskClient, invited: Invited, missing: str) -> None:
    data = {"stamp": stamp_on(client.get(invited.url)), "decision": "no", "proof": LOCAL_PART, "understood": "y"}
    del data[missing]
    page = client.post(invited.url, data=data)
    body = page.get_data(as_text=True)
    assert page.status_code == 422
    assert 'class="error"' in body
    assert "pas encore partie" in text_of(page)
    # A phone opens the page where it says so, not at its top.
    assert 'id="answer" method="post" action="/c/' in body
    assert '#answer" novalidate' in body
    assert ("checked" in body) == (missing != "decision") or missing == "decision"
    if missing != "proof":
        assert f'value="{LOCAL_PART}"' in body


def test_a_wrong_beginning_is_said_beside_its_box(client: FlaskClient, invited: Invited) -> None:
    page = answer_page(client, invited, proof="dominique")
    assert page.status_code == 422
    assert "Ce n’est pas l’adresse que nous connaissons" in text_of(page)


def test_a_new_address_is_needed_for_one_answer_only(client: FlaskClient, invited: Invited) -> None:
    assert answer_page(client, invited, "moved").status_code == 422
    assert answer_page(client, invited, "no", new_address="not an address").status_code == 200


def test_another_address_leads_to_a_question_and_to_no_ending(app: Flask, client: FlaskClient, invited: Invited) -> None:
    question = answer_page(client, invited, proof="camille@gmial.com")
    assert question.status_code == 200
    assert "Est-ce votre adresse ?" in text_of(question)
    assert "camille@gmail.com" in text_of(question), "the typing mistake is not named"
    data = {"stamp": stamp_on(question), "action": "confirm"}
    again = client.post(invited.url, data={**data, "proof": "camille@gmial.com"})
    assert (again.status_code, count(app, EvidenceKind.ADDRESS_CORRECTED)) == (422, 0)
    done = client.post(invited.url, data={**data, "proof": "camille"})
    assert "Vous avez indiqué une autre adresse" in text_of(done)
    assert count(app, EvidenceKind.ADDRESS_CORRECTED) == 1
    assert count(app, EvidenceKind.GIVEN) == 0


def test_a_doubtful_new_address_is_asked_about_first(app: Flask, client: FlaskClient, invited: Invited) -> None:
    page = answer_page(client, invited, "moved", new_address="camille@gmial.com")
    assert "Est-ce votre adresse ?" in text_of(page)
    assert count(app, EvidenceKind.ADDRESS_CORRECTED) == 0


def test_a_confirmation_cannot_smuggle_in_another_address(app: Flask, client: FlaskClient, invited: Invited) -> None:
    stamp = stamp_on(client.get(invited.url))
    page = client.post(invited.url, data={"stamp": stamp, "action": "confirm", "proof": "camille", "other": "camille@free.fr"})
    assert page.status_code == 422
    assert count(app, EvidenceKind.ADDRESS_CORRECTED) == 0


def test_a_post_without_our_stamp_is_refused(app: Flask, client: FlaskClient, invited: Invited, clock: FakeClock) -> None:
    with database(app) as session:
        other = make_invitation(session)
    data = {"decision": "yes", "proof": LOCAL_PART, "understood": "y"}
    foreign = Stamps("another site", clock).make("x", "y", "fr")
    for stamp in ({}, {"stamp": ""}, {"stamp": "x"}, {"stamp": foreign}, {"stamp": stamp_on(client.get(other.url))}):
        assert client.post(invited.url, data={**data, **stamp}).status_code == 400
    assert count(app, EvidenceKind.GIVEN) == 0


def test_a_notice_that_changed_meanwhile_is_read_again(
    app: Flask, settings: Settings, tmp_path: Path, clock: FakeClock, invited: Invited
) -> None:
    content = shutil.copytree(settings.content, tmp_path / "content")
    changed = create_app(replace(settings, content=content), clock)
    client = changed.test_client()
    data = {"stamp": stamp_on(client.get(invited.url)), "decision": "yes", "proof": LOCAL_PART, "understood": "y"}
    file = content / "consent" / "2026-11" / "fr.md"
    file.write_text(file.read_text("utf-8").replace("Quelques-uns par mois", "Un par jour"), "utf-8")
    page = client.post(invited.url, data=data)
    assert page.status_code == 409
    assert "a changé" in text_of(page)
    assert "Un par jour" in text_of(page)
    assert count(app, EvidenceKind.GIVEN) == 0
    assert client.post(invited.url, data={**data, "stamp": stamp_on(page)}).status_code == 200
    with changed.app_context():
        db.engine.dispose()


def test_the_language_changes_without_losing_the_code_and_the_evidence_names_it(app: Flask, client: FlaskClient, invited: Invited) -> None:
    page = client.get(invited.url)
    assert f'href="{invited.url}?locale=en"' in page.get_data(as_text=True)
    english = client.get(f"{invited.url}?locale=en")
    assert 'lang="en"' in english.get_data(as_text=True)
    assert "Do you want to receive" in text_of(english)
    client.post(invited.url, data={"stamp": stamp_on(english), "decision": "yes", "proof": LOCAL_PART, "understood": "y"})
    with app.app_context():
        given = db.session.scalars(select(Evidence).where(Evidence.kind == EvidenceKind.GIVEN)).one()
        assert given.payload["notice"]["locale"] == "en"


def test_without_a_known_language_the_browser_decides(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        unknown = make_invitation(session, locale=None)
    assert "Do you want" in text_of(client.get(unknown.url, headers={"Accept-Language": "en"}))
    assert "Voulez-vous" in text_of(client.get(unknown.url, headers={"Accept-Language": "ja"}))
    assert "هل تريد" in text_of(client.get(unknown.url, headers={"Accept-Language": "ar"}))


def test_a_withdrawal_is_one_step_with_the_same_proof(app: Flask, client: FlaskClient, invited: Invited) -> None:
    answer_page(client, invited)
    wrong = withdraw_on_page(client, invited, "dominique")
    assert (wrong.status_code, count(app, EvidenceKind.WITHDRAWN)) == (422, 0)
    page = withdraw_on_page(client, invited)
    assert "Vous avez retiré votre accord" in text_of(page)
    assert count(app, EvidenceKind.WITHDRAWN) == 1
    again = client.post(invited.url, data={"stamp": stamp_of(app, invited), "action": "withdraw", "proof": LOCAL_PART, "understood": "y"})
    assert (again.status_code, count(app, EvidenceKind.WITHDRAWN)) == (200, 1)


def stamp_of(app: Flask, invited: Invited) -> str:
    """A stamp as an old tab still holds it."""
    with app.app_context():
        return Stamps(services().settings.secret_key, services().clock).make(hash_code(invited.code), "old", "fr")


def test_an_old_tab_never_gives_again_after_a_withdrawal(app: Flask, client: FlaskClient, invited: Invited) -> None:
    data = {"stamp": stamp_on(client.get(invited.url)), "decision": "yes", "proof": LOCAL_PART, "understood": "y"}
    client.post(invited.url, data=data)
    withdraw_on_page(client, invited)
    page = client.post(invited.url, data=data)
    assert page.status_code == 200
    assert "Vous avez retiré votre accord" in text_of(page)
    assert count(app, EvidenceKind.GIVEN) == 1


def test_a_paused_code_says_so_and_is_answered_after_a_quarter_of_an_hour(client: FlaskClient, invited: Invited, clock: FakeClock) -> None:
    for _ in range(5):
        answer_page(client, invited, proof="dominique")
    assert "Trop d’essais" in text_of(client.get(invited.url))
    page = answer_page(client, invited)
    assert (page.status_code, "Trop d’essais" in text_of(page)) == (429, True)
    clock.advance(minutes=15)
    assert "Vous avez dit oui" in text_of(answer_page(client, invited))


def test_confirming_by_mail_is_offered_only_with_an_address_that_reads_mail(settings: Settings, clock: FakeClock, app: Flask) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    assert "mailto:" not in app.test_client().get(invited.url).get_data(as_text=True)
    offering = create_app(replace(settings, confirmation_address="accord@ani.example"), clock)
    page = offering.test_client().get(invited.url).get_data(as_text=True)
    link = re.search(r'href="(mailto:accord@ani\.example\?[^"]+)"', page)
    assert link
    assert invited.code[:4] in link[1]
    assert "%0D%0A" in link[1]
    with offering.app_context():
        db.engine.dispose()


def test_after_a_yes_the_person_is_led_to_the_sheets_of_their_mailbox(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        gmail = make_invitation(session, address="camille.martin@gmail.com")
        elsewhere = make_invitation(session)
    known = answer_page(client, gmail).get_data(as_text=True)
    assert re.search(r'href="/fr/o/[a-z0-9-]+/for/gmail/phone"', known)
    assert re.search(r'href="/fr/o/[a-z0-9-]+/for/gmail/computer"', known)
    unknown = answer_page(client, elsewhere).get_data(as_text=True)
    assert re.search(r'href="/fr/o/[a-z0-9-]+/for/generic/phone"', unknown)
    assert re.search(r'href="/fr/o/[a-z0-9-]+/"', unknown)


def test_the_device_in_hand_stands_first_and_the_other_one_stays(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited = make_invitation(session, address="camille.martin@gmail.com")
    answer_page(client, invited)
    phone = client.get(invited.url, headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Mobile"}).get_data(as_text=True)
    computer = client.get(invited.url, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0)"}).get_data(as_text=True)
    assert phone.index("/for/gmail/phone") < phone.index("/for/gmail/computer")
    assert computer.index("/for/gmail/computer") < computer.index("/for/gmail/phone")


def test_the_whole_page_is_small_enough_for_an_old_telephone(app: Flask, client: FlaskClient, invited: Invited) -> None:
    page = client.get(invited.url)
    size = len(page.data)
    for source in re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.get_data(as_text=True)):
        with client.get(source) as answer:
            size += len(answer.data)
    assert size < 50_000
    assert "<script" not in page.get_data(as_text=True)


def test_an_evil_host_gets_no_page(client: FlaskClient, invited: Invited) -> None:
    assert client.get(invited.url, headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(("decision", "words"), [("no", "Vous avez dit non"), ("not_me", "ce n’est pas moi")])
def test_whoever_pressed_the_wrong_answer_reads_whom_to_call(client: FlaskClient, invited: Invited, decision: str, words: str) -> None:
    said = text_of(answer_page(client, invited, decision))
    assert words in said
    assert "Appelez Centre social Les Tilleuls" in said
    assert "l’organisation peut vous reposer la question" in said


def test_whoever_withdrew_reads_whom_to_call_and_whoever_agreed_need_not(client: FlaskClient, invited: Invited) -> None:
    assert "vous reposer la question" not in text_of(answer_page(client, invited))
    assert "vous reposer la question" in text_of(withdraw_on_page(client, invited))


def test_number_and_seal_run_from_left_to_right_in_arabic_too(client: FlaskClient, invited: Invited) -> None:
    number = receipt_of(answer_page(client, invited))
    page = client.get(f"{invited.url}?locale=ar").get_data(as_text=True)
    assert f'<bdi dir="ltr">{number}</bdi>' in page
    assert re.search(r'class="seal"><bdi dir="ltr">\d+:[0-9a-f]{64}</bdi>', page)
