"""The inbox: filters, pages, states, two people at once, hostile words."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpcenter.feedback.models import Reason, Remark, RemarkState
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.factories import make_member, make_staff
from tests.feedback.readers import field_of, make_remark, make_text

INBOX = "/staff/feedback"


@pytest.fixture
def staff(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of one of the vendor's people."""
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    sign_in(client, "equipe@ani.example")
    return client


def add_remark(app: Flask, reason: Reason = Reason.HARD, comment: str = "Pas clair", state: RemarkState = RemarkState.NEW) -> int:
    with database(app) as session:
        count = session.query(Remark).count()
        return make_remark(session, text=make_text(session, digest=f"{count:012x}"), reason=reason, comment=comment, state=state).id


def stored(app: Flask, number: int) -> tuple[RemarkState, str, int]:
    with database(app) as session:
        found = session.get_one(Remark, number)
        return found.state, found.note, found.version


def work(client: FlaskClient, number: int, state: str, note: str = "", go: str = "inbox", query: str = "") -> TestResponse:
    url = f"{INBOX}/{number}"
    version = field_of(client.get(url), "version")
    return submit(client, url + query, {"state": state, "note": note, "version": version, "go": go}, at=url)


def test_only_staff_read_what_readers_wrote(app: Flask, client: FlaskClient) -> None:
    number = add_remark(app)
    for url in (INBOX, f"{INBOX}/{number}", "/staff/figures"):
        assert "sign-in" in client.get(url).location
    with database(app) as session:
        make_member(session, email="direction@tilleuls.example")
    sign_in(client, "direction@tilleuls.example")
    for url in (INBOX, f"{INBOX}/{number}", "/staff/figures"):
        assert client.get(url).status_code == 403


def test_the_overview_counts_what_is_new(app: Flask, staff: FlaskClient) -> None:
    add_remark(app)
    add_remark(app, state=RemarkState.PLANNED)
    assert "1 Nouvelle remarque d’un lecteur" in text_of(staff.get("/staff/"))


def test_the_inbox_shows_what_is_open_and_filters_the_rest(app: Flask, staff: FlaskClient) -> None:
    add_remark(app, comment="Mot ouvert")
    add_remark(app, reason=Reason.LINK, comment="Mot prévu", state=RemarkState.PLANNED)
    add_remark(app, comment="Mot fini", state=RemarkState.ANSWERED)

    def shown(query: str) -> list[str]:
        words = text_of(staff.get(INBOX + query))
        return [each for each in ("Mot ouvert", "Mot prévu", "Mot fini") if each in words]

    assert shown("") == ["Mot ouvert", "Mot prévu"]
    assert shown("?state=answered") == ["Mot fini"]
    assert shown("?state=all") == ["Mot ouvert", "Mot prévu", "Mot fini"]
    assert shown("?state=all&reason=link") == ["Mot prévu"]
    assert shown("?article=mail-delivery") == ["Mot ouvert", "Mot prévu"]
    assert shown("?article=other") == []
    assert shown("?state=invented&reason=invented&page=x") == ["Mot ouvert", "Mot prévu"]


def test_a_long_inbox_has_pages(app: Flask, staff: FlaskClient) -> None:
    with database(app) as session:
        text = make_text(session)
        for number in range(45):
            make_remark(session, text=text, comment=f"Mot {number:02}.")
    words = [text_of(staff.get(f"{INBOX}?page={page}")) for page in (1, 2, 3, 99)]
    assert "Mot 19." in words[0]
    assert "Mot 20." not in words[0]
    assert "Mot 20." in words[1]
    assert "Mot 44." in words[2]
    assert "Page 3 sur 3" in words[3]


def test_words_of_readers_are_shown_as_words_and_make_no_link(app: Flask, staff: FlaskClient) -> None:
    number = add_remark(app, comment='<a href="https://ailleurs.example">ici</a> <script>x</script> {{ 7*7 }}')
    for url in (INBOX, f"{INBOX}/{number}"):
        page = staff.get(url).text
        assert "&lt;script&gt;x" in page
        assert 'href="https://ailleurs' not in page
        assert "{{ 7*7 }}" in page


def test_state_and_note_are_kept_with_who_gave_them(app: Flask, staff: FlaskClient) -> None:
    number = add_remark(app)
    assert work(staff, number, "planned", "On ajoute un dessin.").location == INBOX
    assert stored(app, number) == (RemarkState.PLANNED, "On ajoute un dessin.", 2)
    words = text_of(staff.get(f"{INBOX}/{number}"))
    assert "Équipe A" in words
    assert "Prévue" in words


def test_the_next_remark_of_the_same_filter_follows(app: Flask, staff: FlaskClient) -> None:
    first = add_remark(app, reason=Reason.LINK)
    add_remark(app, reason=Reason.HARD)
    third = add_remark(app, reason=Reason.LINK)
    assert work(staff, first, "answered", go="next", query="?reason=link").location == f"{INBOX}/{third}?reason=link"
    assert work(staff, third, "answered", go="next", query="?reason=link").location == f"{INBOX}?reason=link"


def test_the_second_of_two_people_is_told_and_loses_no_word(app: Flask, staff: FlaskClient) -> None:
    number = add_remark(app)
    page = staff.get(f"{INBOX}/{number}")
    fields = {"csrf_token": csrf_of(page), "version": field_of(page, "version")}
    assert work(staff, number, "planned", "Je m’en occupe.").status_code == 302
    answer = staff.post(f"{INBOX}/{number}", data={**fields, "state": "dismissed", "note": "Rien à faire."})
    assert answer.status_code == 409
    words = text_of(answer)
    for said in ("Quelqu’un d’autre a modifié ceci", "Je m’en occupe.", "Rien à faire."):
        assert said in words
    assert stored(app, number) == (RemarkState.PLANNED, "Je m’en occupe.", 2)
    again = {**fields, "version": field_of(answer, "version"), "state": "dismissed", "note": "Rien à faire."}
    assert staff.post(f"{INBOX}/{number}", data=again).status_code == 302
    assert stored(app, number) == (RemarkState.DISMISSED, "Rien à faire.", 3)


@pytest.mark.parametrize("fields", [{"state": "invented"}, {"state": "new", "note": "x" * 1001}, {"state": "new", "version": "x"}, {}])
def test_a_form_that_is_wrong_changes_nothing(app: Flask, staff: FlaskClient, fields: dict[str, str]) -> None:
    number = add_remark(app)
    answer = submit(staff, f"{INBOX}/{number}", {"version": "1", **fields})
    assert answer.status_code == 422
    assert stored(app, number) == (RemarkState.NEW, "", 1)


def test_without_the_token_of_the_session_nothing_is_stored(app: Flask, staff: FlaskClient) -> None:
    number = add_remark(app)
    assert staff.post(f"{INBOX}/{number}", data={"version": "1", "state": "dismissed"}).status_code == 400
    assert staff.post(f"{INBOX}/{number}/erase", data={"version": "1"}).status_code == 400
    assert stored(app, number)[2] == 1


def test_words_that_name_somebody_can_be_deleted_at_once(app: Flask, staff: FlaskClient) -> None:
    number = add_remark(app, comment="Madame Exemple, 12 rue")
    submit(staff, f"{INBOX}/{number}/erase", {"version": "1"}, at=f"{INBOX}/{number}")
    words = text_of(staff.get(f"{INBOX}/{number}"))
    assert "Madame" not in words
    assert "Le texte est effacé." in words
    answer = submit(staff, f"{INBOX}/{number}/erase", {"version": "1"}, at=f"{INBOX}/{number}")
    assert answer.status_code == 409


def test_a_remark_that_does_not_exist_is_not_found(app: Flask, staff: FlaskClient) -> None:
    assert staff.get(f"{INBOX}/999").status_code == 404
