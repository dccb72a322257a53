"""The picture as tables that a spreadsheet opens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from helpcenter.delivery.counts import Counts
from helpcenter.delivery.picture import Week
from helpcenter.delivery.ranking import Row
from helpcenter.i18n.tables import write_table

FIELDS = ("mails", "sent", "delivered", "temporary", "permanent", "blocked", "complaints", "open")


def write_weeks(weeks: Sequence[Week], names: Mapping[str, str]) -> str:
    """A line for each week; the year earlier at its end."""
    head = ["week", "until", *FIELDS, *(f"before_{name}" for name in FIELDS)]
    rows = ([*_days(week.monday, week.sunday), *_numbers(week.counts), *_numbers(week.before)] for week in weeks)
    return write_table([_named(head, names), *rows])


def write_organisations(rows: Sequence[Row], names: Mapping[str, str], nobody: str) -> str:
    """A line for each organisation."""
    head = ["organisation", "week", "until", *FIELDS, *(f"before_{name}" for name in FIELDS)]
    lines = (
        [
            row.organisation.name if row.organisation else nobody,
            *_days(row.period.first, row.period.last),
            *_numbers(row.period.counts),
            *_numbers(row.period.before),
        ]
        for row in rows
    )
    return write_table([_named(head, names), *lines])


def _named(head: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [names[each] for each in head]


def _days(first: date, last: date) -> list[str]:
    return [first.isoformat(), last.isoformat()]


def _numbers(counts: Counts | None) -> list[str]:
    # Nothing counted yet is not nought.
    return ["" if counts is None else str(getattr(counts, name)) for name in FIELDS]
