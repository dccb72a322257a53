"""What happens by itself: who is told what and when, once, and how cases end by time."""

from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.consent.events import AddressCorrected, ConsentGiven
from helpcenter.consent.models import Carrier, Invitation, InvitationState
from helpcenter.consent.setup import current_desk
from helpcenter.db.engine import own_sessions
from helpcenter.organisations.models import Membership
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.commands import case_group
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import NewCase, advance, invite_person, open_case, reopen
from helpcenter.unblock.workflow import Ending, ProviderTrack, Status
from helpcenter.web.context import services
from tests.browsing import database, outbox, words_of
from tests.factories import make_member, make_organisation, make_staff
from tests.fakes import FakeClock

STAFF = "staff:1"
MEMBER_ADDRESS = "accueil@tilleuls.example"
STAFF_ADDRESS = "equipe@ani.example"


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Timers and the outbox are tested on both engines in their rooms."""
    return str(request.param)


class House:
    """An organisation with two members, one of the vendor's people, and a queue process that looks when it is told."""

    def __init__(self, app: Flask, clock: FakeClock, settings: Settings) -> None:
        self.app, self.clock, self.settings = app, clock, settings
        with database(app) as session:
            organisation = make_organisation(session)
            self.organisation_id = organisation.id
            self.opener = make_member(session, organisation=organisation, email=MEMBER_ADDRESS).user_id
            make_member(session, organisation=organisation, email="direction@tilleuls.example", locale="en")
            make_staff(session, email=STAFF_ADDRESS)

    def open(self, number: int = 1, kind: BlockKind = BlockKind.UNKNOWN, *, is_invited: bool = True) -> int:
        """A case, invited unless told otherwise."""
        with database(self.app) as session:
            membership = session.scalars(select(Membership).where(Membership.user_id == self.opener)).one()
            new = NewCase("Famille Secrète", f"famille{number}@courrier.example", date(2026, 10, 30), kind=kind)
            case = open_case(session, current_desk(), membership.organisation, new, f"member:{self.opener}")
            if is_invited:
                invite_person(session, current_desk(), case, Carrier.LETTER, f"member:{self.opener}")
            return case.id

    def act(self, case_id: int) -> "Acting":
        """Change a case in a transaction."""
        return Acting(self.app, case_id)

    def status(self, case_id: int) -> Status:
        """What people read."""
        with database(self.app) as session:
            return session.get_one(UnblockCase, case_id).status

    def wait(self, **amount: float) -> list[EmailMessage]:
        """Let time pass, with a look every six hours, as a queue process that rests now and then; the mails of that time."""
        before, end = len(outbox(self.settings)), self.clock.now + timedelta(**amount)
        timers = self.app.extensions["helpcenter"].timers
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + timedelta(hours=6))
            timers.fire_due(own_sessions(self.app), self.clock.now)
        return outbox(self.settings)[before:]


class Acting:
    """A session and a case in it."""

    def __init__(self, app: Flask, case_id: int) -> None:
        self._opened, self._case_id = database(app), case_id

    def __enter__(self) -> tuple[Session, UnblockCase]:
        session = self._opened.__enter__()
        return session, session.get_one(UnblockCase, self._case_id)

    def __exit__(self, *error: object) -> None:
        self._opened.__exit__(None, None, None)


@pytest.fixture
def house(app: Flask, clock: FakeClock, settings: Settings) -> House:
    """The organisation, at 9:30 UTC on Monday 2 November 2026."""
    return House(app, clock, settings)


def said_in(mail: EmailMessage) -> str:
    """The words of a mail, with plain spaces."""
    return words_of(mail).replace("\xa0", " ")


def lift(session: Session, case: UnblockCase) -> None:
    for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DONE):
        if case.provider_track is not step:
            advance(session, current_desk(), case, step, STAFF)


def test_an_organisation_is_reminded_after_one_and_three_weeks_then_the_code_expires(house: House) -> None:
    first, second = house.open(1), house.open(2)
    assert house.wait(days=6) == []
    (week,) = house.wait(days=2)
    assert week["To"] == MEMBER_ADDRESS
    assert f"Demandes n° {first}, {second}" in said_in(week)
    # The second time everybody there reads it, each in their language.
    three_weeks = house.wait(days=14)
    assert sorted(mail["To"] for mail in three_weeks) == [MEMBER_ADDRESS, "direction@tilleuls.example"]
    assert any("the family has a code and has not answered" in said_in(mail) for mail in three_weeks)
    (expired,) = house.wait(days=9)
    assert "a expiré" in said_in(expired)
    assert (house.status(first), house.status(second)) == (Status.CLOSED_EXPIRED, Status.CLOSED_EXPIRED)
    assert house.wait(days=60) == []


def test_no_mail_names_a_family_or_an_address(house: House) -> None:
    case_id = house.open(1)
    with house.act(case_id) as (session, case):
        services().events.publish(session, AddressCorrected(case.id, case.record_id, house.clock(), "autre@courrier.example"))
    mails = house.wait(days=40)
    assert len(mails) >= 3
    assert not [mail for mail in mails if "courrier.example" in str(mail) or "Secrète" in said_in(mail)]


def test_who_has_acted_is_not_reminded(house: House) -> None:
    case_id = house.open()
    with house.act(case_id) as (session, case):
        services().events.publish(session, ConsentGiven(case.id, case.record_id, house.clock()))
    assert house.wait(days=29) == []


def test_a_request_without_invitation_is_named_as_such(house: House) -> None:
    house.open(is_invited=False)
    (mail,) = house.wait(days=8)
    assert "préparez une invitation" in said_in(mail)


def test_a_later_code_keeps_the_case_alive_until_it_expires_too(house: House) -> None:
    case_id = house.open()
    house.wait(days=20)
    with house.act(case_id) as (session, case):
        invite_person(session, current_desk(), case, Carrier.SMS, STAFF)
    house.wait(days=15)
    assert house.status(case_id) is Status.WAITING_PERSON
    with house.act(case_id) as (session, case):
        states = session.scalars(select(Invitation.state).where(Invitation.case_id == case.id).order_by(Invitation.id)).all()
    assert states == [InvitationState.EXPIRED, InvitationState.OPEN]
    house.wait(days=16)
    assert house.status(case_id) is Status.CLOSED_EXPIRED


def test_what_staff_close_at_once_is_one_mail_that_asks_for_one_real_mail(house: House) -> None:
    numbers = [house.open(number) for number in (1, 2, 3)]
    for case_id in numbers:
        with house.act(case_id) as (session, case):
            lift(session, case)
    (mail,) = house.wait(hours=6)
    assert "Demandes n° " + ", ".join(map(str, numbers)) in said_in(mail)
    assert "Envoyez maintenant un vrai mail" in said_in(mail)
    assert [mail["Subject"] for mail in house.wait(days=6)] == []
    (quiet,) = house.wait(days=2)
    assert "arrivent-ils de nouveau" in quiet["Subject"]


def test_a_case_that_is_opened_again_is_not_called_quiet_and_news_that_is_over_is_not_told(house: House) -> None:
    case_id = house.open()
    with house.act(case_id) as (session, case):
        lift(session, case)
        reopen(session, current_desk(), case, STAFF)
    assert house.wait(days=6) == []
    assert [mail for mail in house.wait(days=3) if "arrivent-ils" in mail["Subject"]] == []


def test_staff_are_reminded_of_a_silent_provider_every_three_working_days_in_one_mail(house: House) -> None:
    numbers = [house.open(number) for number in (1, 2)]
    for case_id in numbers:
        with house.act(case_id) as (session, case):
            advance(session, current_desk(), case, ProviderTrack.IN_BATCH, STAFF)
            advance(session, current_desk(), case, ProviderTrack.ASKED, STAFF)
    assert [mail for mail in house.wait(days=2) if mail["To"] == STAFF_ADDRESS] == []
    (mail,) = [mail for mail in house.wait(days=2) if mail["To"] == STAFF_ADDRESS]
    assert f"2 novembre 2026 : demandes n° {numbers[0]}, {numbers[1]}" in said_in(mail)
    with house.act(numbers[0]) as (session, case):
        advance(session, current_desk(), case, ProviderTrack.DECLINED, STAFF)
    # Thursday 5 November, then Tuesday 10; the 11th is a holiday.
    again = [mail for mail in house.wait(days=5) if mail["To"] == STAFF_ADDRESS]
    assert [f"demande n° {numbers[1]}" in said_in(mail) for mail in again] == [True]


def test_a_block_that_ends_by_itself_closes_the_case_and_the_organisation_sends_one_mail(house: House) -> None:
    waiting, declined, expired = (house.open(number, BlockKind.HARD_BOUNCE, is_invited=number == 3) for number in (1, 2, 3))
    with house.act(declined) as (session, case):
        for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DECLINED):
            advance(session, current_desk(), case, step, STAFF)
    # Blocked for 90 days from 30 October: the last day is 28 January.
    house.wait(days=87)
    assert house.status(waiting) is Status.NEEDS_ORGANISATION
    mails = house.wait(days=1.5)
    assert {house.status(each) for each in (waiting, declined)} == {Status.CLOSED_SELF_HEALED}
    assert house.status(expired) is Status.CLOSED_EXPIRED
    assert f"Demandes n° {waiting}, {declined} : le blocage a pris fin" in said_in(mails[-1])


def test_a_case_that_was_settled_before_is_not_ended_by_time(house: House) -> None:
    case_id = house.open(kind=BlockKind.HARD_BOUNCE)
    with house.act(case_id) as (session, case):
        services().events.publish(session, ConsentGiven(case.id, case.record_id, house.clock()))
        lift(session, case)
    house.wait(days=100)
    assert house.status(case_id) is Status.UNBLOCKED
    with house.act(case_id) as (_session, case):
        assert case.ending is not Ending.SELF_HEALED


def test_reminding_by_hand_says_what_it_does_and_writes_one_mail_a_day(house: House) -> None:
    house.open()
    house.clock.advance(days=8)

    def remind(*options: str) -> str:
        with house.app.app_context():
            return CliRunner().invoke(case_group, ["remind", "--json", *options], obj=lambda: house.app).output

    assert '"readers": 1' in remind("--dry-run")
    assert outbox(house.settings) == []
    remind()
    remind()
    assert [mail["To"] for mail in outbox(house.settings)] == [MEMBER_ADDRESS]
