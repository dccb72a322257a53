"""Taking in events: once each, with the right owner, counted on the right day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.events.counting import EVERYBODY, NOBODY
from helpcenter.events.event import Event, EventKind, EventsReceived
from helpcenter.events.models import DayCount, EventArrival, ProviderEvent, WeekCount
from helpcenter.events.service import Stored, store
from helpcenter.organisations.models import AddressState
from tests.events.factories import make_event
from tests.factories import make_organisation, make_sender_address
from tests.fakes import START, FakeClock


class Listener:
    """Remembers what was published."""

    def __init__(self) -> None:
        self.heard: list[EventsReceived] = []

    def __call__(self, session: Session, event: object) -> None:
        assert isinstance(event, EventsReceived)
        self.heard.append(event)


def take_in(session: Session, *events: Event) -> tuple[Stored, list[EventsReceived]]:
    listener = Listener()
    stored = store(session, events, FakeClock(START + timedelta(hours=1)), listener)
    return stored, listener.heard


def day_counts(session: Session) -> dict[tuple[int, str, EventKind], int]:
    return {(row.organisation_id, row.day.isoformat(), row.kind): row.count for row in session.scalars(select(DayCount))}


def test_the_same_events_again_change_nothing_and_tell_nobody(session: Session) -> None:
    events = [make_event(), make_event(kind=EventKind.PERMANENT)]
    assert take_in(session, *events)[0] == Stored(new=2, known=0)
    before = day_counts(session)

    stored, heard = take_in(session, *events)

    assert stored == Stored(new=0, known=2)
    assert heard == []
    assert day_counts(session) == before
    assert session.scalar(select(func.count()).select_from(ProviderEvent)) == 2


def test_one_call_tells_once_and_only_of_what_is_new_in_the_order_of_time(session: Session) -> None:
    known, late, early = make_event(), make_event(), make_event(happened_at=START - timedelta(hours=2))
    take_in(session, known)

    stored, heard = take_in(session, late, known, early, late)

    assert stored == Stored(new=2, known=2)
    assert [each.event for each in heard[0].events] == [early, late]
    assert len(heard) == 1


def test_two_providers_may_use_the_same_key(session: Session) -> None:
    stored, _ = take_in(session, make_event(key="1"), make_event(key="1", provider="brevo"))
    assert stored == Stored(new=2, known=0)


def test_a_thousand_events_are_stored_with_all_that_they_say_and_those_known_before_are_left_out(session: Session) -> None:
    events = [make_event(address=f"famille-{number}@example.org") for number in range(1000)]
    take_in(session, *events[100:400])
    stored, heard = take_in(session, *events)
    assert stored == Stored(new=700, known=300)
    assert {each.event for each in heard[0].events} == {*events[:100], *events[400:]}
    row = session.scalars(select(ProviderEvent).where(ProviderEvent.address == "famille-999@example.org")).one()
    assert (row.kind, row.happened_at, row.organisation_id) == (EventKind.DELIVERED, START, None)


def test_any_text_comes_back_as_it_was_and_every_moment_to_its_parts_of_a_second(session: Session) -> None:
    words = r"""550 "5.1.1" {a,NULL} \N \u0000 'é' 漢字 🙂 %s"""
    happened, now = START + timedelta(microseconds=123_457), START + timedelta(hours=1, microseconds=7)
    event = replace(make_event(kind=EventKind.PERMANENT, happened_at=happened), detail=words, message_id="", is_blocking=True)

    store(session, [event], FakeClock(now), Listener())

    row = session.scalars(select(ProviderEvent)).one()
    assert (row.detail, row.message_id, row.is_blocking, row.happened_at) == (words, "", True, happened)
    assert session.scalars(select(EventArrival)).one().last_at == now


def test_the_attached_slug_names_the_organisation_before_the_sender_address_does(session: Session) -> None:
    named, sending = make_organisation(session, slug="mairie-a"), make_organisation(session)
    make_sender_address(session, organisation=sending, address="Accueil@mairie.example")
    by_both = make_event(organisation_hint="mairie-a", sender="accueil@mairie.example")
    by_sender = make_event(organisation_hint="something else", sender="ACCUEIL@mairie.example")

    _, heard = take_in(session, by_both, by_sender)

    owners = {each.event.key: each.organisation_id for each in heard[0].events}
    assert owners == {by_both.key: named.id, by_sender.key: sending.id}


def test_an_address_that_several_use_or_that_staff_did_not_verify_names_nobody(session: Session) -> None:
    for _ in range(2):
        make_sender_address(session, organisation=make_organisation(session), address="partage@example.org")
    make_sender_address(session, organisation=make_organisation(session), address="neuf@example.org", state=AddressState.PENDING)

    _, heard = take_in(session, make_event(sender="partage@example.org"), make_event(sender="neuf@example.org"), make_event())

    assert [each.organisation_id for each in heard[0].events] == [None, None, None]


def test_counts_add_up_by_organisation_kind_and_day_of_the_house_clock(session: Session) -> None:
    organisation = make_organisation(session, slug="mairie-a")
    # 23:30 UTC on 31 October is already 1 November in Paris.
    evening = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    take_in(session, make_event(organisation_hint="mairie-a", happened_at=evening), make_event())
    take_in(session, make_event(organisation_hint="mairie-a", happened_at=evening), make_event(kind=EventKind.TEMPORARY))

    assert day_counts(session) == {
        (organisation.id, "2026-11-01", EventKind.DELIVERED): 2,
        (NOBODY, "2026-11-02", EventKind.DELIVERED): 1,
        (NOBODY, "2026-11-02", EventKind.TEMPORARY): 1,
    }


def test_weeks_hold_each_organisation_and_all_together(session: Session) -> None:
    organisation = make_organisation(session, slug="mairie-a")
    sunday = datetime(2026, 11, 1, 12, tzinfo=UTC)
    known = make_event(organisation_hint="mairie-a", happened_at=sunday)
    take_in(session, known, make_event(), make_event(kind=EventKind.DELAYED))
    # One that is known comes again, between two that are not.
    again = [make_event(organisation_hint="mairie-a", happened_at=sunday - timedelta(days=6)), known, make_event(kind=EventKind.COMPLAINT)]
    assert take_in(session, *again)[0] == Stored(new=2, known=1)

    rows = session.scalars(select(WeekCount))
    assert {(row.organisation_id, row.monday.isoformat()): (row.delivered, row.complaint) for row in rows} == {
        (organisation.id, "2026-10-26"): (2, 0),
        (EVERYBODY, "2026-10-26"): (2, 0),
        (NOBODY, "2026-11-02"): (1, 1),
        (EVERYBODY, "2026-11-02"): (1, 1),
    }


def test_what_is_older_than_events_are_kept_is_neither_stored_nor_counted_again(session: Session) -> None:
    stored, heard = take_in(session, make_event(happened_at=START - timedelta(days=91)))
    assert (stored, heard, day_counts(session)) == (Stored(new=0, known=0, too_old=1), [], {})


def test_an_event_from_the_future_happened_now(session: Session) -> None:
    take_in(session, make_event(happened_at=START + timedelta(days=400)))
    assert session.scalars(select(ProviderEvent.happened_at)).one() == START + timedelta(hours=1)
