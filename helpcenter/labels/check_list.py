"""Twenty labels in fifteen minutes: the most urgent ones of one mail client in one language, in the order in which one meets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from helpcenter.labels.mail_clients import Label
from helpcenter.labels.quotations import Quotation
from helpcenter.labels.worklist import ALL, TO_CHECK, Row, Wanted, Worklist

LONGEST = 20
# To find one and read it letter by letter.
SECONDS = 45


@dataclass(frozen=True)
class Line:
    """One label to look at; `where` is the step that leads to it."""

    number: int
    key: str
    label: Label
    step: int
    where: str


@dataclass(frozen=True)
class Stretch:
    """The labels that one meets on the way of one tutorial."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class CheckList:
    """What to look at, for one sitting in front of one mailbox; `left` labels must wait for the next one."""

    client: str
    client_name: str
    locale: str
    stretches: tuple[Stretch, ...]
    left: int

    @property
    def count(self) -> int:
        """How many labels."""
        return sum(len(each.lines) for each in self.stretches)

    @property
    def minutes(self) -> int:
        """How long it takes, preparation included: twenty labels are a quarter of an hour."""
        return -(-self.count * SECONDS // 60)


def make_check_list(found: Worklist, client: str, locale: str) -> CheckList | None:
    """The list for one client and language: what is overdue, else what was checked longest ago; None when no label is known there."""
    if not client or not locale:
        return None
    rows = found.select(Wanted(client, locale, TO_CHECK)) or _oldest(found.select(Wanted(client, locale, ALL)))
    if not rows:
        return None
    # Chosen by urgency, walked through in the order of the screens.
    chosen = sorted(rows[:LONGEST], key=lambda row: row.order)
    return CheckList(client, rows[0].client_name, locale, tuple(_stretches(chosen)), max(0, len(rows) - LONGEST))


def _oldest(rows: Iterable[Row]) -> list[Row]:
    # Those that nobody ever checked come first: False sorts before True.
    return sorted(rows, key=lambda row: (row.label.verified_on is not None, row.label.verified_on))


def _stretches(rows: Iterable[Row]) -> Iterable[Stretch]:
    numbered = enumerate(rows, 1)
    for title, group in groupby(numbered, key=lambda item: _place(item[1])[0].title):
        yield Stretch(title, tuple(_line(number, row) for number, row in group))


def _line(number: int, row: Row) -> Line:
    quotation, told = _place(row)
    return Line(number, row.name[1], row.label, quotation.number, told)


def _place(row: Row) -> tuple[Quotation, str]:
    """Where one meets the label first."""
    return row.quotations[0], row.steps[0]
