"""Demo events: the mails of the last two weeks one by one, to invented addresses, as a provider would have told them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random

from helpcenter.bounces.explanation import Cause
from helpcenter.delivery.counts import Counts
from helpcenter.delivery.demo import HABITS, invent_day
from helpcenter.events.event import Event, EventKind
from helpcenter.i18n.formats import HOUSE_ZONE

# Before these, the counts by day tell enough; and nobody waits for a demo to load.
DAYS = 14
# An organisation writes to the same people again and again; some of them cannot be reached.
FAMILIES, UNREACHABLE = 300, 12
FIRST_MAIL = time(9, 0)
# kind → cause, whether the provider holds back further mails, what it says.
FAILURES = {
    EventKind.PERMANENT: (Cause.RECIPIENT, True, "recipient: user unknown"),
    EventKind.TEMPORARY: (Cause.RECIPIENT, False, "recipient: quota exceeded"),
    EventKind.BLOCKED: (Cause.SUPPRESSED, True, "preblocked"),
    EventKind.COMPLAINT: (Cause.REPORTED, True, ""),
}


def invent_events(today: date) -> list[Event]:
    """Everything of the last two weeks, for all demo organisations."""
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    return [event for slug in HABITS for day in days for event in _of_day(slug, day, invent_day(slug, day, today))]


def _of_day(slug: str, day: date, counts: Counts) -> Iterator[Event]:
    chance = Random(f"{slug} {day.isoformat()} events")  # noqa: S311 (invented data, the same each time)
    for number, kind in enumerate(_kinds(counts)):
        at = datetime.combine(day, FIRST_MAIL, HOUSE_ZONE) + timedelta(seconds=number * 40)
        yield _make(slug, kind, at, _address(slug, kind, chance), number)


def _kinds(counts: Counts) -> Sequence[EventKind]:
    numbers = {
        EventKind.DELIVERED: counts.delivered,
        EventKind.TEMPORARY: counts.temporary,
        EventKind.PERMANENT: counts.permanent,
        EventKind.BLOCKED: counts.blocked,
        EventKind.COMPLAINT: counts.complaints,
    }
    return [kind for kind, number in numbers.items() for _each in range(number)]


def _make(slug: str, kind: EventKind, at: datetime, address: str, number: int) -> Event:
    cause, is_blocking, detail = FAILURES.get(kind, (Cause.UNKNOWN, False, ""))
    key = sha256(f"demo {slug} {at.date().isoformat()} {number}".encode()).hexdigest()
    return Event(
        provider="mailjet",
        key=key,
        kind=kind,
        happened_at=at,
        address=address,
        message_id=str(int(key[:15], 16)),
        cause=cause,
        is_blocking=is_blocking,
        detail=detail,
        organisation_hint=slug,
    )


def _address(slug: str, kind: EventKind, chance: Random) -> str:
    """Whoever is blocked today could not be reached before: both come from the same few."""
    is_hard = kind in (EventKind.PERMANENT, EventKind.BLOCKED)
    number = chance.randrange(UNREACHABLE) if is_hard else UNREACHABLE + chance.randrange(FAMILIES)
    return f"famille{number}.{slug.split('-')[0]}@exemple.example"
