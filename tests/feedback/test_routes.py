"""What a reader can do below an article, without script or cookie; and what others try there."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.feedback.models import CorrectionRequest, Reason, Remark, Vote
from helpcenter.feedback.seals import Seals
from helpcenter.feedback.service import ask_for_mail
from tests.browsing import database, text_of
from tests.fakes import FakeClock
from tests.feedback.readers import ARTICLE, FEEDBACK, SLUG, field_of, make_text, open_reasons, vote, write


def votes_of(app: Flask) -> list[tuple[str, str, bool]]:
    with app.app_context():
        return [(each.text.slug, each.text.locale, each.is_helpful) for each in db.session.scalars(select(Vote).order_by(Vote.id))]


def remarks_of(app: Flask) -> list[tuple[Reason, str]]:
    with app.app_context():
        return [(each.reason, each.comment) for each in db.session.scalars(select(Remark).order_by(Remark.id))]


def addresses_of(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(each.address, each.locale) for each in db.session.scalars(select(CorrectionRequest).order_by(CorrectionRequest.id))]


def test_the_question_is_the_same_for_everybody(app: Flask, client: FlaskClient) -> None:
    page = client.get(ARTICLE)
    assert "Cet article vous a-t-il aidé ?" in text_of(page)
    assert "csrf" not in page.text
    assert "Set-Cookie" not in page.headers
    assert app.test_client().get(ARTICLE).data == page.data


def test_a_yes_is_thanked_and_counted(app: Flask, client: FlaskClient) -> None:
    answer = vote(client, "yes")
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Merci" in text_of(page)
    assert votes_of(app) == [(SLUG, "fr", True)]
    assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in page.headers


def test_a_no_is_kept_before_anything_else_is_asked(app: Flask, client: FlaskClient) -> None:
    page = open_reasons(client)
    assert votes_of(app) == [(SLUG, "fr", False)]
    assert "Désolés" in text_of(page)
    assert page.headers["Cache-Control"] == "no-store"


def test_an_english_reader_votes_for_the_english_text(app: Flask, client: FlaskClient) -> None:
    vote(client, "yes", at=f"/en/articles/{SLUG}")
    assert votes_of(app) == [(SLUG, "en", True)]


def test_what_a_reader_writes_stands_beside_the_vote(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    answer = write(client, clock, reason="hard", comment=" Trop\r\nlong. ")
    assert answer.status_code == 303
    assert "Quelqu’un de l’équipe lit" in text_of(client.get(answer.location))
    assert remarks_of(app) == [(Reason.HARD, "Trop\nlong.")]
    assert addresses_of(app) == []
    assert len(votes_of(app)) == 1


def test_a_vote_can_be_continued_in_the_other_language(app: Flask, client: FlaskClient) -> None:
    page = open_reasons(client)
    other = page.request.path.replace("/fr/", "/en/")
    assert f'href="{other}"' in page.text
    assert "Sorry" in text_of(client.get(other))


def test_a_comment_alone_is_something_else(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    write(client, clock, comment="Il manque une image.")
    assert remarks_of(app) == [(Reason.OTHER, "Il manque une image.")]


def test_who_has_an_unsolved_problem_is_led_to_assistance(client: FlaskClient, clock: FakeClock) -> None:
    answer = write(client, clock, reason="unsolved")
    page = client.get(answer.location)
    assert f"/fr/assistance?article={SLUG}" in page.text


def test_an_address_waits_apart_from_the_remark(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    answer = write(client, clock, at=f"/en/articles/{SLUG}", reason="wrong", address=" Lea@Courrier.Example ")
    assert "we write to you once" in text_of(client.get(answer.location))
    assert addresses_of(app) == [("Lea@courrier.example", "en")]


def test_an_address_may_be_all_that_is_left(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    write(client, clock, address="lea@courrier.example")
    assert remarks_of(app) == []
    assert len(addresses_of(app)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choisissez ce qui pourrait être mieux"),
        ({"comment": "x" * 1001, "address": "lea@courrier.example"}, "1 000 caractères au plus"),
        ({"comment": "Mon texte", "address": "lea(at)courrier"}, "pas une adresse mail"),
        ({"reason": "invented", "comment": "Mon texte"}, "Mon texte"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    app: Flask, client: FlaskClient, clock: FakeClock, fields: dict[str, str], said: str
) -> None:
    path = open_reasons(client).request.path
    clock.advance(seconds=20)
    page = client.post(path, data=fields)
    assert page.status_code == 422
    assert said in text_of(page)
    for typed in fields.values():
        assert typed in page.text or typed == "invented"
    assert remarks_of(app) == []
    assert len(votes_of(app)) == 1


def test_a_thousand_characters_with_line_ends_of_windows_fit(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    assert write(client, clock, comment="\r\n".join(["x" * 9] * 100)).status_code == 303
    assert len(remarks_of(app)[0][1]) == 999


def test_hostile_words_are_words(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} \x00\u202e https://ailleurs.example"
    page = write(client, clock, comment=hostile, address="x")
    assert "<script>alert" not in page.text
    assert "{{ 7*7 }}" in page.text
    write(client, clock, comment=hostile)
    assert "\x00" not in remarks_of(app)[0][1]


def test_a_second_sending_replaces_the_first(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    page = open_reasons(client)
    clock.advance(seconds=30)
    for comment in ("Premier jet", "Deuxième jet"):
        client.post(page.request.path, data={"comment": comment})
    assert remarks_of(app) == [(Reason.OTHER, "Deuxième jet")]


@pytest.mark.parametrize("name", ["stamp", "answer"])
def test_a_form_that_is_none_of_ours_is_refused(app: Flask, client: FlaskClient, name: str) -> None:
    fields = {"stamp": field_of(client.get(ARTICLE), "stamp"), "answer": "yes", name: "forged"}
    assert client.post(FEEDBACK, data=fields).status_code == 400
    assert client.post(FEEDBACK, data={}).status_code == 400
    assert votes_of(app) == []


def test_the_field_of_one_article_serves_no_other(app: Flask, client: FlaskClient) -> None:
    stamp = field_of(client.get(ARTICLE), "stamp")
    assert client.post("/fr/articles/other/feedback", data={"stamp": stamp, "answer": "yes"}).status_code == 400
    assert votes_of(app) == []


def test_a_signed_field_of_an_unknown_text_is_refused(app: Flask, client: FlaskClient, settings: Settings, clock: FakeClock) -> None:
    seals = Seals(settings.secret_key, clock)
    for slug, digest in ((SLUG, "000000000000"), ("nothing", "000000000000")):
        answer = client.post(f"/fr/articles/{slug}/feedback", data={"stamp": seals.seal_text(slug, "fr", digest), "answer": "no"})
        assert answer.status_code == 409
        assert "n’a donc pas été comptée" in text_of(answer)
    assert votes_of(app) == []


def test_a_program_that_fills_in_everything_is_thanked_for_nothing(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    assert vote(client, "no", topic="SEO").status_code == 303
    assert votes_of(app) == []
    assert write(client, clock, comment="Buy", topic="SEO").status_code == 303
    assert remarks_of(app) == []


def test_a_program_that_is_too_quick_is_asked_again_and_a_person_gets_through(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    path = open_reasons(client).request.path
    clock.advance(seconds=1)
    page = client.post(path, data={"comment": "Vite"})
    assert page.status_code == 422
    assert "très rapide" in text_of(page)
    assert remarks_of(app) == []
    clock.advance(seconds=3)
    client.post(page.request.path, data={"comment": "Vite"})
    assert remarks_of(app) == [(Reason.OTHER, "Vite")]


def test_a_vote_cannot_be_continued_with_a_forged_foreign_or_old_field(
    app: Flask, client: FlaskClient, settings: Settings, clock: FakeClock
) -> None:
    token = open_reasons(client).request.path.rpartition("/")[2]
    vote(client, "yes")
    seals = Seals(settings.secret_key, clock)
    elsewhere = Seals("another secret", clock)
    for bad in (
        "x",
        token[:-1] + "A",
        elsewhere.seal_vote(1),
        seals.seal_vote(2),
        seals.seal_vote(999),
        seals.seal_text(SLUG, "fr", "x"),
    ):
        assert client.get(f"{FEEDBACK}/why/{bad}").status_code == 410
        assert client.post(f"{FEEDBACK}/why/{bad}", data={"comment": "x"}).status_code == 410
    assert client.get(f"/fr/articles/other/feedback/why/{token}").status_code == 410
    clock.advance(hours=25)
    answer = client.post(f"{FEEDBACK}/why/{token}", data={"comment": "x"})
    assert answer.status_code == 410
    assert "trop longtemps" in text_of(answer)
    assert remarks_of(app) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 303),
        ({}, 303),
    ],
)
def test_another_site_cannot_vote_in_its_visitors_names(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    fields = {"stamp": field_of(client.get(ARTICLE), "stamp"), "answer": "yes"}
    assert client.post(FEEDBACK, data=fields, headers=headers).status_code == status


def test_one_network_votes_so_often_and_no_more(client: FlaskClient) -> None:
    fields = {"stamp": field_of(client.get(ARTICLE), "stamp"), "answer": "yes"}
    statuses = [
        client.post(FEEDBACK, data=fields, environ_base={"REMOTE_ADDR": f"203.0.113.{number}"}).status_code for number in range(121)
    ]
    assert statuses == [303] * 120 + [429]
    assert client.post(FEEDBACK, data=fields, environ_base={"REMOTE_ADDR": "198.51.100.1"}).status_code == 303


def test_a_remark_that_comes_too_many_keeps_its_words(client: FlaskClient, clock: FakeClock) -> None:
    path = open_reasons(client).request.path
    clock.advance(seconds=30)
    answers = [client.post(path, data={"comment": f"Mot {number}"}) for number in range(31)]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]
    assert "Mot 30" in answers[-1].text


def test_an_address_that_somebody_else_types_in_gets_few_mails(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    with database(app) as session:
        asked = [ask_for_mail(session, clock, make_text(session, slug=f"a-{number}"), "lea@courrier.example", "fr") for number in range(8)]
    assert asked == [True] * 5 + [False] * 3


def test_pages_of_feedback_are_not_listed_anywhere(client: FlaskClient) -> None:
    page = client.get(f"{FEEDBACK}/thanks/yes")
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "feedback" not in client.get("/sitemap.xml").text
