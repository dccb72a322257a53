"""The reading behind each page that lists events, their counts or blocks. A room that adds such a page adds its reading here."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.event_rows import NOW
from helpcenter.delivery.pace import history_of
from helpcenter.delivery.picture import read_picture, read_recent
from helpcenter.delivery.queries import has_counts, read_days
from helpcenter.delivery.ranking import rank
from helpcenter.events.history import first_delivery, list_events
from helpcenter.events.queries import count_nobodys, list_arrivals, list_last_arrivals, list_latest
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.lines import make_lines
from helpcenter.suppressions.models import Suppression
from helpcenter.suppressions.places import Place
from helpcenter.suppressions.queries import BlockFilter, Shown, count_blocks, find_page, search_blocks

TODAY = NOW.date()
ADDRESS = "famille-1@example.org"
OWN = 2
"""The organisation with the most blocks."""


def _staff_page(session: Session) -> None:
    since = TODAY - timedelta(days=13)
    list_arrivals(session, since)
    list_last_arrivals(session)
    count_nobodys(session, since)
    list_latest(session)


def _address(session: Session) -> None:
    list_events(session, OWN, [ADDRESS], 20)
    first_delivery(session, OWN, ADDRESS, NOW - timedelta(days=30))


def _own_blocks(session: Session) -> None:
    page = find_page(session, BlockFilter(OWN))
    make_lines(session, page.blocks, TODAY)
    for shown in Shown:
        count_blocks(session, BlockFilter(OWN, shown=shown))


def _own_blocks_of_a_kind(session: Session) -> None:
    make_lines(session, find_page(session, BlockFilter(OWN, kind=BlockKind.SPAM)).blocks, TODAY)


def _second_page(session: Session) -> None:
    # Of the oldest: a page far from the first one.
    own = select(Suppression.since_at, Suppression.id).where(Suppression.organisation_id == OWN, Suppression.lifted_at.is_(None))
    since, number = session.execute(own.order_by(Suppression.since_at, Suppression.id).offset(60).limit(1)).one()
    make_lines(session, find_page(session, BlockFilter(OWN), before=Place(since, number)).blocks, TODAY)


def _all_blocks(session: Session) -> None:
    page = find_page(session, BlockFilter())
    make_lines(session, page.blocks, TODAY)
    count_blocks(session, BlockFilter())


def _blocks_that_are_over(session: Session) -> None:
    make_lines(session, find_page(session, BlockFilter(shown=Shown.OVER)).blocks, TODAY)


def _own_delivery(session: Session) -> None:
    read_picture(session, TODAY, OWN, 52)


def _all_delivery(session: Session) -> None:
    read_picture(session, TODAY, None, 52)
    rank(session, TODAY)


def _pace(session: Session) -> None:
    read_days(session, OWN, *history_of(TODAY))


def _home(session: Session) -> None:
    read_recent(session, TODAY, OWN)
    has_counts(session, OWN)


def _staff_home(session: Session) -> None:
    count_blocks(session, BlockFilter())
    rank(session, TODAY)


PAGES: dict[str, Callable[[Session], object]] = {
    "what arrives (/staff/events)": _staff_page,
    "what became of the mails to one address (a request)": _address,
    "an organisation's blocks (/organisation/suppressions)": _own_blocks,
    "the same, of one kind": _own_blocks_of_a_kind,
    "the same, an earlier page": _second_page,
    "an organisation's search for one address": lambda session: search_blocks(session, OWN, "famille-80@example.org"),
    "all blocks (/staff/suppressions)": _all_blocks,
    "all blocks that are over": _blocks_that_are_over,
    "staff's search for one address": lambda session: search_blocks(session, None, "famille-80@example.org"),
    "an organisation's picture (/organisation/delivery)": _own_delivery,
    "the vendor's picture (/staff/delivery)": _all_delivery,
    "the pace check (/organisation/pace)": _pace,
    "an organisation's home": _home,
    "staff's home": _staff_home,
    "a search for a name in an address": lambda session: search_blocks(session, OWN, "80@"),
    "staff's search for a name in an address": lambda session: search_blocks(session, None, "80@"),
    "a search for all at one provider": lambda session: search_blocks(session, OWN, "@example.org"),
    "staff's search for all at one provider": lambda session: search_blocks(session, None, "@example.org"),
    "a search for letters inside a word": lambda session: search_blocks(session, OWN, "amille-80@"),
    "staff's search for letters inside a word": lambda session: search_blocks(session, None, "amille-80@"),
}
