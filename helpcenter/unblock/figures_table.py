"""The figures as one table that a spreadsheet opens: figure, group, number."""

from collections.abc import Iterator

from helpcenter.i18n.tables import write_table
from helpcenter.unblock.figures import Bar, Figures, Spread

HEAD = ("figure", "group", "value")
Row = tuple[str, str, str]


def write_figures(figures: Figures) -> str:
    """The table as CSV."""
    return write_table([HEAD, *_rows(figures)], separator=",")


def _rows(figures: Figures) -> Iterator[Row]:
    yield "since", "", figures.since.isoformat()
    yield "opened", "", str(figures.opened)
    yield from _spread("days_to_unblock", figures.unblocking)
    yield from _spread("days_to_answer", figures.answering)
    for row in figures.carriers:
        yield "codes_made", row.carrier.value, str(row.made)
        yield "codes_answered", row.carrier.value, str(row.answered)
        yield "codes_agreed", row.carrier.value, str(row.agreed)
    yield from _bars("kind", figures.kinds)
    yield from _bars("open_by_age_in_days", figures.ages)
    yield from _bars("ending", figures.endings)


def _spread(name: str, spread: Spread) -> Iterator[Row]:
    yield name, "number", str(spread.number)
    yield name, "median", _decimal(spread.median)
    yield name, "p90", _decimal(spread.p90)
    yield from _bars(f"{name}_up_to", spread.bars)


def _bars(name: str, bars: tuple[Bar, ...]) -> Iterator[Row]:
    return ((name, bar.key or "more", str(bar.value)) for bar in bars)


def _decimal(number: float | None) -> str:
    return "" if number is None else f"{number:.1f}"
