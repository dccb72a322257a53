"""Old weeks are summed up once; what can still change is read each time."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from helpcenter.delivery.counts import Counts, add_up
from helpcenter.delivery.queries import read_weeks
from helpcenter.delivery.settled import SettledWeeks
from tests.delivery.numbers import TODAY, add_counts
from tests.factories import make_organisation
from tests.fakes import FakeClock

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])
FIRST = TODAY - timedelta(weeks=104)


def test_the_sums_are_those_of_the_database_and_follow_what_may_change(session: Session, clock: FakeClock) -> None:
    organisation, settled = make_organisation(session), SettledWeeks(clock, keep_days=90)
    for back in range(0, 730, 5):
        add_counts(session, organisation, TODAY - timedelta(days=back), delivered=back + 1)
    assert settled(session, FIRST) == read_weeks(session, FIRST)
    # A late event of 89 days ago is still taken in.
    add_counts(session, None, TODAY - timedelta(days=89), permanent=4)
    assert settled(session, FIRST) == read_weeks(session, FIRST)
    assert settled(session, TODAY - timedelta(weeks=30)) == read_weeks(session, TODAY - timedelta(weeks=30))


def test_a_restored_database_is_seen_after_an_hour_and_older_weeks_when_they_are_asked_for(session: Session, clock: FakeClock) -> None:
    settled = SettledWeeks(clock, keep_days=90)
    assert settled(session, FIRST) == {}
    add_counts(session, None, FIRST, delivered=9)
    assert settled(session, FIRST) == {}
    assert add_up(settled(session, FIRST - timedelta(weeks=1)).values()) == Counts(delivered=9)
    add_counts(session, None, FIRST + timedelta(days=1), delivered=1)
    clock.advance(minutes=61)
    assert add_up(settled(session, FIRST).values()) == Counts(delivered=10)
