"""The reading behind each page that lists events or their counts. A room that adds such a page adds its reading here."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from benchmarks.event_rows import NOW
from helpcenter.events.queries import count_nobodys, has_events_on, list_arrivals, list_last_arrivals, list_latest, list_of_address

TODAY = NOW.date()
ADDRESS = "famille-7919@example.org"


def _staff_page(session: Session) -> None:
    since = TODAY - timedelta(days=13)
    list_arrivals(session, since)
    list_last_arrivals(session)
    count_nobodys(session, since)
    list_latest(session)


def _address(session: Session) -> None:
    list_of_address(session, 2, ADDRESS)
    has_events_on(session, 2, TODAY)


PAGES: dict[str, Callable[[Session], object]] = {
    "what arrives (/staff/events)": _staff_page,
    "what became of the mails to one address": _address,
}
