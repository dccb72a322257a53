"""Decisions of staff and reports of readers, on both databases."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.db.domain_events import DomainEvents
from helpcenter.labels.events import LabelChanged
from helpcenter.labels.models import FlagReason, LabelDecision
from helpcenter.labels.queries import decided_texts, decisions_about, open_flags
from helpcenter.labels.service import close_flags, decide, report_stuck, withdraw
from tests.factories import make_staff
from tests.fakes import FakeClock

NAME = ("mail", "web.rule.ok", "fr")
TUTORIAL = "mail-web-rule"


class Listener:
    """Hears what changed."""

    def __init__(self) -> None:
        self.events = DomainEvents()
        self.heard: list[LabelChanged] = []
        self.events.subscribe(LabelChanged, lambda _session, event: self.heard.append(event))


def report(session: Session, clock: FakeClock, reason: FlagReason = FlagReason.NOT_FOUND, key: str = NAME[1], step: str = "click") -> None:
    report_stuck(session, clock, ("mail", key, "fr"), TUTORIAL, step, reason)


def test_a_decision_holds_until_it_is_withdrawn_and_both_stay_known(session: Session, clock: FakeClock) -> None:
    user, told = make_staff(session), Listener()
    assert decide(session, clock, told.events, NAME, "D'accord", user, "sûr")
    assert decided_texts(session) == {(*NAME, "D'accord")}
    clock.advance(days=1)
    assert withdraw(session, clock, told.events, NAME, "D'accord", user)
    assert decided_texts(session) == frozenset()
    (kept,) = decisions_about(session, NAME)
    assert (kept.note, kept.decided_by, kept.revoked_by, kept.revoked_at) == ("sûr", user, user, clock())
    assert told.heard == [LabelChanged(*NAME)] * 2


def test_deciding_twice_decides_once_and_again_after_withdrawing(session: Session, clock: FakeClock) -> None:
    told = Listener()
    assert decide(session, clock, told.events, NAME, "D'accord", None)
    assert not decide(session, clock, told.events, NAME, "D'accord", None)
    assert withdraw(session, clock, told.events, NAME, "D'accord", None)
    assert not withdraw(session, clock, told.events, NAME, "D'accord", None)
    assert decide(session, clock, told.events, NAME, "D'accord", None)
    assert len(session.scalars(select(LabelDecision)).all()) == 2
    assert len(told.heard) == 3


def test_another_wording_needs_a_decision_of_its_own(session: Session, clock: FakeClock) -> None:
    decide(session, clock, DomainEvents(), NAME, "D'accord", None)
    assert (*NAME, "Valider") not in decided_texts(session)
    assert decide(session, clock, DomainEvents(), NAME, "Valider", None)


def test_readers_are_counted_per_day_and_reason(session: Session, clock: FakeClock) -> None:
    report(session, clock)
    report(session, clock)
    report(session, clock, FlagReason.OTHER)
    clock.advance(days=1)
    report(session, clock)
    found = open_flags(session)
    assert [(each.reason, each.number, each.last_on) for each in found] == [
        (FlagReason.NOT_FOUND, 3, clock().date()),
        (FlagReason.OTHER, 1, clock().date().replace(day=2)),
    ]


def test_closed_reports_are_not_counted_again_by_the_next_reader(session: Session, clock: FakeClock) -> None:
    user = make_staff(session)
    report(session, clock)
    report(session, clock)
    close_flags(session, clock, NAME, user)
    assert open_flags(session) == []
    report(session, clock)
    assert [each.number for each in open_flags(session)] == [1]


def test_closing_the_reports_about_one_step_without_label_leaves_the_others(session: Session, clock: FakeClock) -> None:
    for step in ("open", "wheel"):
        report(session, clock, key="", step=step)
    close_flags(session, clock, ("mail", "", "fr"), None, tutorial=TUTORIAL, step="open")
    assert [each.step for each in open_flags(session)] == ["wheel"]
