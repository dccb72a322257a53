"""Demo data: plausible, the same each time, and never twice."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.delivery.comparing import Trend
from helpcenter.delivery.counts import FIELDS, Counts, add_up
from helpcenter.delivery.demo import HABITS, invent_day, load_counts, newsletter_day
from helpcenter.delivery.demo_events import invent_events
from helpcenter.delivery.pace import history_of, make_usual
from helpcenter.delivery.picture import read_picture
from helpcenter.delivery.queries import read_days
from helpcenter.events.models import DayCount
from tests.delivery.numbers import TODAY
from tests.factories import make_organisation


def total(session: Session) -> int:
    return session.scalar(select(func.sum(DayCount.count))) or 0


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_two_years_tell_a_story_and_loading_again_changes_nothing(session: Session) -> None:
    centre, mairie = make_organisation(session, slug="centre-social-demo"), make_organisation(session, slug="mairie-demo")
    load_counts(session, TODAY)
    before = total(session)
    load_counts(session, TODAY)
    assert total(session) == before
    assert read_picture(session, TODAY, centre.id).recent.trend is Trend.BETTER
    assert read_picture(session, TODAY, mairie.id).recent.trend is Trend.WORSE
    assert all(week.before for week in read_picture(session, TODAY, mairie.id, 52).weeks)
    # The newsletter is the spike that the pace check would have named.
    spike = newsletter_day(TODAY)
    usual = make_usual(read_days(session, mairie.id, *history_of(TODAY)), TODAY)
    assert usual.days[spike] > usual.limit
    load_counts(session, TODAY + timedelta(days=30))
    assert total(session) > before


def test_the_same_day_is_the_same_whenever_it_is_invented() -> None:
    day = TODAY - timedelta(days=400)
    assert invent_day("centre-social-demo", day, TODAY) == invent_day("centre-social-demo", day, TODAY)
    assert invent_day("centre-social-demo", TODAY - timedelta(days=4), TODAY).known > 0


def test_the_events_of_two_weeks_are_those_that_are_counted() -> None:
    events = invent_events(TODAY)
    assert events == invent_events(TODAY)
    assert len({event.key for event in events}) == len(events)
    days = [TODAY - timedelta(days=back) for back in range(1, 15)]
    expected = add_up(replace(invent_day(slug, day, TODAY), sent=0) for slug in HABITS for day in days)
    assert Counts(**{FIELDS[kind]: number for kind, number in Counter(event.kind for event in events).items()}) == expected
    assert all(event.address.endswith("@exemple.example") for event in events)
    assert {event.organisation_hint for event in events} == set(HABITS)
