"""Cases: opened, invited, and moved along by what the person does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.events import ConsentGiven, InvitationsExpired
from helpcenter.consent.invitations import expire
from helpcenter.consent.models import Carrier
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_case, list_cases
from helpcenter.unblock.service import CaseError, CaseProblem, NewCase, NotInvitableError, advance, invite_person, open_case, reopen
from helpcenter.unblock.workflow import ConsentTrack, NextAction, ProviderTrack, Status
from helpcenter.web.context import services
from tests.browsing import database
from tests.consent.persons import answer_page, make_case, make_invitation, withdraw_on_page
from tests.factories import make_organisation
from tests.fakes import FakeClock

DAY = date(2026, 10, 30)


def tracks(app: Flask, case_id: int) -> tuple[ConsentTrack, ProviderTrack, Status]:
    with app.app_context():
        case = db.session.get_one(UnblockCase, case_id)
        return case.consent_track, case.provider_track, case.status


def test_a_new_case_asks_the_organisation_for_an_invitation(session: Session) -> None:
    case = make_case(session)
    assert (case.status, case.next_action) == (Status.NEEDS_ORGANISATION, NextAction.INVITE)
    assert case.provider_track is ProviderTrack.READY
    assert [(change.track, change.after, change.actor) for change in case.changes] == [
        ("consent", "to_invite", "member:1"),
        ("provider", "ready", "member:1"),
    ]


def test_an_invitation_waits_for_the_person_and_more_can_follow(session: Session) -> None:
    case = make_case(session)
    for carrier in (Carrier.LETTER, Carrier.SMS):
        invite_person(session, current_desk(), case, carrier, "member:1")
    assert case.status is Status.WAITING_PERSON
    assert [change.after for change in case.changes] == ["to_invite", "ready", "invited"]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("yes", (ConsentTrack.GIVEN, ProviderTrack.READY, Status.WAITING_PROVIDER)),
        ("no", (ConsentTrack.REFUSED, ProviderTrack.NONE, Status.CLOSED_REFUSED)),
        ("not_me", (ConsentTrack.WRONG_PERSON, ProviderTrack.NONE, Status.CLOSED_WRONG_PERSON)),
        ("moved", (ConsentTrack.NEEDS_CORRECTION, ProviderTrack.NONE, Status.NEEDS_ORGANISATION)),
    ],
)
def test_the_case_follows_what_the_person_answers(
    app: Flask, client: FlaskClient, decision: str, expected: tuple[ConsentTrack, ProviderTrack, Status]
) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    answer_page(client, invited, decision, new_address="camille@free.fr")
    assert tracks(app, invited.case_id) == expected
    with app.app_context():
        last = db.session.get_one(UnblockCase, invited.case_id).changes[-1]
        assert (last.actor, last.changed_at) == ("person", services().clock())


def test_a_withdrawal_before_the_block_is_lifted_cancels_the_request(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    answer_page(client, invited)
    withdraw_on_page(client, invited)
    assert tracks(app, invited.case_id) == (ConsentTrack.WITHDRAWN, ProviderTrack.NONE, Status.CLOSED_REFUSED)


def test_a_withdrawal_after_the_block_was_lifted_makes_the_vendor_stop_sending(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    answer_page(client, invited)
    with database(app) as session:
        case = session.get_one(UnblockCase, invited.case_id)
        for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DONE):
            advance(session, current_desk(), case, step, "staff:1")
        assert (case.status, case.next_action) == (Status.UNBLOCKED, NextAction.SEND)
    withdraw_on_page(client, invited)
    assert tracks(app, invited.case_id)[:2] == (ConsentTrack.WITHDRAWN, ProviderTrack.TO_SUPPRESS_AGAIN)


def test_a_person_who_answered_is_not_invited_again(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    answer_page(client, invited, "no")
    with app.app_context():
        case = db.session.get_one(UnblockCase, invited.case_id)
        with pytest.raises(NotInvitableError):
            invite_person(db.session, current_desk(), case, Carrier.SMS, "member:1")


def test_a_case_closes_when_no_code_was_answered_in_time(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    clock.advance(days=31)
    with database(app) as session:
        assert expire(session, current_desk()) == 1
    assert tracks(app, invited.case_id)[2] is Status.CLOSED_EXPIRED


def test_an_event_that_cannot_follow_changes_nothing_and_stops_nobody(session: Session) -> None:
    case = make_case(session)
    services().events.publish(session, ConsentGiven(case.id, "x", services().clock()))
    services().events.publish(session, InvitationsExpired(4711, "x", services().clock()))
    assert case.consent_track is ConsentTrack.TO_INVITE


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (NewCase(" ", "a.b@free.fr", DAY), CaseProblem.LABEL),
        (NewCase("x" * 81, "a.b@free.fr", DAY), CaseProblem.LABEL),
        (NewCase("a\nb", "a.b@free.fr", DAY), CaseProblem.LABEL),
        (NewCase("Famille A", "a.b@free", DAY), CaseProblem.ADDRESS),
        (NewCase("Famille A", "a.b@free.fr\r\nBcc: c@d.fr", DAY), CaseProblem.ADDRESS),
        (NewCase("Famille A", "a.b@free.fr", date(2026, 11, 3)), CaseProblem.FUTURE),
        (NewCase("Famille A", "a.b@free.fr", date(2025, 10, 1)), CaseProblem.TOO_OLD),
    ],
)
def test_what_cannot_be_a_case_is_refused_with_its_reason(session: Session, new: NewCase, problem: CaseProblem) -> None:
    with pytest.raises(CaseError) as caught:
        open_case(session, current_desk(), make_organisation(session), new, "member:1")
    assert caught.value.problem is problem


def test_today_is_the_day_of_the_house_and_not_of_utc(session: Session, clock: FakeClock) -> None:
    clock.advance(hours=14)
    # 23:30 UTC on 2 November is 0:30 on 3 November in Paris.
    open_case(session, current_desk(), make_organisation(session), NewCase("Famille A", "a.b@free.fr", date(2026, 11, 3)), "member:1")


def test_one_mailbox_has_one_open_case_per_organisation(session: Session) -> None:
    organisation = make_organisation(session)
    first = make_case(session, organisation=organisation, address="camille.martin@gmail.com")
    with pytest.raises(CaseError) as caught:
        make_case(session, organisation=organisation, address="CamilleMartin@googlemail.com")
    assert (caught.value.problem, caught.value.case) == (CaseProblem.DUPLICATE, first)
    make_case(session, address="camille.martin@gmail.com")


def test_a_case_of_another_organisation_does_not_exist(session: Session) -> None:
    case, other = make_case(session), make_organisation(session)
    assert find_case(session, other, case.id) is None
    assert list_cases(session, other) == []
    assert list(session.scalars(select(UnblockCase))) == list(list_cases(session))


def test_a_block_that_was_lifted_stays_lifted_when_nobody_answers_in_time_and_a_late_yes_is_worth_as_much(
    app: Flask, client: FlaskClient, clock: FakeClock
) -> None:
    with database(app) as session:
        invited = make_invitation(session)
        case = session.get_one(UnblockCase, invited.case_id)
        for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DONE):
            advance(session, current_desk(), case, step, "staff:1")
    clock.advance(days=31)
    with database(app) as session:
        expire(session, current_desk())
    assert tracks(app, invited.case_id) == (ConsentTrack.EXPIRED, ProviderTrack.DONE, Status.UNBLOCKED)
    with database(app) as session:
        anew = make_invitation(session, case=session.get_one(UnblockCase, invited.case_id))
    answer_page(client, anew)
    assert tracks(app, invited.case_id) == (ConsentTrack.GIVEN, ProviderTrack.DONE, Status.UNBLOCKED)
    # When mails fail again, the provider is asked once more.
    with database(app) as session:
        reopen(session, current_desk(), session.get_one(UnblockCase, invited.case_id), "member:1")
    assert tracks(app, invited.case_id) == (ConsentTrack.GIVEN, ProviderTrack.READY, Status.WAITING_PROVIDER)


def test_the_same_mailbox_opened_four_times_at_the_same_moment_is_one_case(app: Flask) -> None:
    with database(app) as session:
        number = make_organisation(session).id

    def press(_turn: int) -> str:
        try:
            with database(app) as session:
                new = NewCase("Famille A", "camille@free.fr", DAY)
                open_case(session, current_desk(), session.get_one(Organisation, number), new, "member:1")
        except CaseError as error:
            return error.problem.value
        return "opened"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == ["duplicate", "duplicate", "duplicate", "opened"]
