"""Staff at work: one case, many cases, two staff at once, merging."""

from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.unblock.models import CaseChange, UnblockCase
from helpcenter.unblock.service import end_case, reopen
from helpcenter.unblock.workflow import Ending, Status
from tests.browsing import csrf_of, database, sign_in, text_of
from tests.consent.persons import make_case
from tests.factories import make_organisation, make_staff

STAFF, OTHER = "equipe@ani.example", "autre@ani.example"


@pytest.fixture
def staff(app: Flask, client: FlaskClient) -> FlaskClient:
    """One of the vendor's people, signed in."""
    with database(app) as session:
        make_staff(session, email=STAFF)
        make_staff(session, email=OTHER)
    sign_in(client, STAFF)
    return client


def make_many(app: Flask, number: int) -> list[int]:
    with database(app) as session:
        organisation = make_organisation(session)
        return [make_case(session, organisation=organisation, address=f"famille{place}@courrier.example").id for place in range(number)]


def step(client: FlaskClient, case_id: int, name: str, *, subject: str = "", version: int | None = None) -> TestResponse:
    token = csrf_of(client.get(f"/staff/cases/{case_id}"))
    data = {"csrf_token": token, "step": name, "subject": subject, "version": str(version or version_of(client.application, case_id))}
    return client.post(f"/staff/cases/{case_id}/step", data=data)


def steps(client: FlaskClient, picked: Sequence[str], name: str, subject: str = "") -> TestResponse:
    token = csrf_of(client.get("/staff/cases"))
    return client.post("/staff/cases/steps?stage=ready", data={"csrf_token": token, "cases": picked, "step": name, "subject": subject})


def version_of(app: Flask, case_id: int) -> int:
    with app.app_context():
        return db.session.get_one(UnblockCase, case_id).version


def read(app: Flask, case_id: int) -> UnblockCase:
    with app.app_context():
        case = db.session.get_one(UnblockCase, case_id)
        assert case.assigned_to is None or case.assigned_to.email
        return case


def test_staff_take_a_case_hand_it_on_and_give_it_back(app: Flask, staff: FlaskClient) -> None:
    [case_id] = make_many(app, 1)
    step(staff, case_id, "take")
    assert "Équipe A s’occupe de la demande" in text_of(staff.get(f"/staff/cases/{case_id}"))
    mine = read(app, case_id).assigned_to_id
    assert mine
    assert "Famille" in text_of(staff.get("/staff/cases?assigned=mine")).split("Ouverte le")[1]
    step(staff, case_id, "assign", subject=str(mine + 1))
    assert read(app, case_id).assigned_to_id == mine + 1
    step(staff, case_id, "assign")
    assert read(app, case_id).assigned_to_id is None
    assert step(staff, case_id, "assign", subject="4711").status_code == 400
    assert step(staff, case_id, "explode").status_code == 400


def test_two_staff_on_one_case_the_second_is_told(app: Flask, staff: FlaskClient) -> None:
    [case_id] = make_many(app, 1)
    seen = version_of(app, case_id)
    second = app.test_client()
    sign_in(second, OTHER)
    assert step(second, case_id, "arrived").status_code == 302
    answer = step(staff, case_id, "self_healed", version=seen)
    assert answer.status_code == 409
    assert "Quelqu’un d’autre a modifié cette demande" in text_of(answer)
    assert read(app, case_id).ending is Ending.VERIFIED


def test_one_step_for_many_leaves_out_what_somebody_else_changed_and_names_it(app: Flask, staff: FlaskClient) -> None:
    ids = make_many(app, 20)
    picked = [f"{case_id}:{version_of(app, case_id)}" for case_id in ids]
    step(staff, ids[3], "take")
    answer = steps(staff, [*picked, "4711", "x:y", picked[0]], "self_healed")
    assert answer.status_code == 409
    assert f'<a href="/staff/cases/{ids[3]}">' in answer.get_data(as_text=True).split('role="alert"')[1]
    assert [read(app, case_id).ending for case_id in ids if case_id != ids[3]] == [Ending.SELF_HEALED] * 19
    assert read(app, ids[3]).ending is None
    # Nobody ticked: said, and nothing done; the choice of the list stays.
    empty = steps(staff, [], "take")
    assert (empty.status_code, "stage=ready" in empty.location) == (302, True)


def test_a_step_that_does_not_fit_is_refused(app: Flask, staff: FlaskClient) -> None:
    [case_id] = make_many(app, 1)
    step(staff, case_id, "arrived")
    for name in ("arrived", "self_healed"):
        step(staff, case_id, name)
    assert [change.after for change in history(app, case_id)][-1] == "verified"
    step(staff, case_id, "reopen")
    assert read(app, case_id).status is Status.NEEDS_ORGANISATION


def history(app: Flask, case_id: int) -> list[CaseChange]:
    with app.app_context():
        return list(db.session.get_one(UnblockCase, case_id).changes)


def test_two_cases_of_one_mailbox_are_merged_and_others_never(app: Flask, staff: FlaskClient) -> None:
    with database(app) as session:
        first = make_case(session)
        end_case(session, current_desk(), first, Ending.SELF_HEALED, "timer")
        second = make_case(session, organisation=first.organisation)
        # Somebody reopened the first one at the same moment: now two are open.
        reopen(session, current_desk(), first, "staff:1")
        foreign = make_case(session)
        ids = first.id, second.id, foreign.id
    page = text_of(staff.get(f"/staff/cases/{ids[0]}"))
    assert f"Fusionner cette demande dans la n° {ids[1]}" in page
    assert f"n° {ids[2]}" not in page
    step(staff, ids[0], "merge", subject=str(ids[2]))
    step(staff, ids[0], "merge", subject=str(ids[0]))
    assert read(app, ids[0]).ending is None
    step(staff, ids[0], "merge", subject=str(ids[1]))
    merged = read(app, ids[0])
    assert (merged.ending, merged.duplicate_of_id) == (Ending.DUPLICATE, ids[1])
    # No circle: what has ended as a duplicate takes nothing in.
    step(staff, ids[1], "merge", subject=str(ids[0]))
    assert read(app, ids[1]).ending is None


def test_the_board_shows_every_stage_and_keeps_the_choice(app: Flask, staff: FlaskClient) -> None:
    make_many(app, 2)
    page = staff.get("/staff/cases/board?kind=unknown")
    assert "À demander au prestataire" in text_of(page)
    assert "stage=ready&amp;kind=unknown" in page.get_data(as_text=True)
    assert "Rien ici" in text_of(page)
