"""How the cases fare: time to unblock, answers by carrier, kinds of error, open cases by age; for all, or for one organisation."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from helpcenter.consent.models import ANSWERED, Carrier, Invitation
from helpcenter.i18n.formats import house_day
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.stages import in_statuses, is_open
from helpcenter.unblock.workflow import CLOSED, Status

# A year: what is older says little about today.
DAYS = 365
# Upper ends in days, the last one open; the first is the week in which a case is fresh.
AGES = (7, 14, 30, 60)
DURATIONS = (2, 5, 10, 20, 40)


@dataclass(frozen=True)
class Bar:
    """A number with what it counts: `key` is a word of an enum, or the upper end of a range of days ("" for the rest)."""

    key: str
    value: int


@dataclass(frozen=True)
class Spread:
    """How long something took, in days; None when nothing was measured."""

    number: int
    median: float | None
    p90: float | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class CarrierRow:
    """What became of the codes of one carrier."""

    carrier: Carrier
    made: int
    answered: int
    agreed: int


@dataclass(frozen=True)
class Figures:
    """The whole page."""

    since: date
    opened: int
    unblocking: Spread
    answering: Spread
    carriers: tuple[CarrierRow, ...]
    kinds: tuple[Bar, ...]
    ages: tuple[Bar, ...]
    endings: tuple[Bar, ...]


def read_figures(session: Session, now: datetime, organisation_id: int | None = None) -> Figures:
    """Everything about the cases of the last year; the open ones whatever their age."""
    since = now - timedelta(days=DAYS)
    scope = [] if organisation_id is None else [UnblockCase.organisation_id == organisation_id]
    recent = [*scope, UnblockCase.created_at >= since]
    return Figures(
        since=house_day(since),
        opened=session.scalar(select(func.count()).select_from(UnblockCase).where(*recent)) or 0,
        unblocking=spread(_days_to_unblock(session, recent)),
        answering=spread(_days_to_answer(session, since, organisation_id)),
        carriers=_carriers(session, since, organisation_id),
        kinds=_kinds(session, recent),
        ages=_ages(session, scope, now),
        endings=_endings(session, recent),
    )


def spread(days: Iterable[float]) -> Spread:
    """Median, ninth decile (the smallest value that nine in ten do not exceed) and how many took how long."""
    values = sorted(days)
    return Spread(len(values), quantile(values, 0.5), quantile(values, 0.9), in_ranges(values, DURATIONS))


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest of these sorted values that at least this share of them does not exceed."""
    return values[max(0, ceil(share * len(values)) - 1)] if values else None


def in_ranges(values: Iterable[float], ends: Sequence[int]) -> tuple[Bar, ...]:
    """How many values are at most each end, and above the one before; the rest last."""
    found = Counter(next((str(end) for end in ends if value <= end), "") for value in values)
    return tuple(Bar(key, found[key]) for key in (*map(str, ends), ""))


def _days_to_unblock(session: Session, conditions: Sequence[ColumnElement[bool]]) -> list[float]:
    rows = session.execute(select(UnblockCase.created_at, UnblockCase.done_at).where(*conditions, UnblockCase.done_at.is_not(None)))
    return [_days(opened, done) for opened, done in rows if done]


def _days_to_answer(session: Session, since: datetime, organisation_id: int | None) -> list[float]:
    """From the first code of a record to its answer."""
    first = func.min(Invitation.created_at)
    query = select(first, func.min(Invitation.answered_at)).where(Invitation.created_at >= since).group_by(Invitation.record_id)
    if organisation_id is not None:
        query = query.where(Invitation.organisation_id == organisation_id)
    return [_days(made, answered) for made, answered in session.execute(query) if answered]


def _carriers(session: Session, since: datetime, organisation_id: int | None) -> tuple[CarrierRow, ...]:
    query = select(Invitation.carrier, Invitation.state, func.count()).where(Invitation.created_at >= since)
    if organisation_id is not None:
        query = query.where(Invitation.organisation_id == organisation_id)
    rows = session.execute(query.group_by(Invitation.carrier, Invitation.state)).all()
    return tuple(_carrier(carrier, [(row.state.value, row[2]) for row in rows if row.carrier is carrier]) for carrier in Carrier)


def _carrier(carrier: Carrier, states: list[tuple[str, int]]) -> CarrierRow:
    answered = {state.value for state in ANSWERED}
    # Who withdrew later had agreed.
    agreed = {"given", "withdrawn"}
    made = sum(number for _state, number in states)
    return CarrierRow(
        carrier,
        made,
        sum(number for state, number in states if state in answered),
        sum(number for state, number in states if state in agreed),
    )


def _kinds(session: Session, conditions: Sequence[ColumnElement[bool]]) -> tuple[Bar, ...]:
    rows = session.execute(select(UnblockCase.kind, func.count()).where(*conditions).group_by(UnblockCase.kind))
    found = Counter({row.kind: row[1] for row in rows})
    return tuple(Bar(kind.value, found[kind]) for kind in BlockKind)


def _ages(session: Session, scope: Sequence[ColumnElement[bool]], now: datetime) -> tuple[Bar, ...]:
    opened = session.scalars(select(UnblockCase.created_at).where(*scope, is_open()))
    return in_ranges([_days(each, now) for each in opened], AGES)


def _endings(session: Session, conditions: Sequence[ColumnElement[bool]]) -> tuple[Bar, ...]:
    ends = [Status.UNBLOCKED, *(status for status in Status if status in CLOSED)]
    return tuple(Bar(status.value, _count(session, [*conditions, in_statuses([status])])) for status in ends)


def _count(session: Session, conditions: Sequence[ColumnElement[bool]]) -> int:
    return session.scalar(select(func.count()).select_from(UnblockCase).where(*conditions)) or 0


def _days(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds() / 86400)
