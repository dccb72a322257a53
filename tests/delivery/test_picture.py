"""The picture: weeks on both databases, the year earlier, what was not counted yet."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from helpcenter.delivery.counts import Counts
from helpcenter.delivery.picture import read_picture, read_recent
from helpcenter.delivery.queries import has_counts, read_days, read_totals, read_weeks
from helpcenter.delivery.weeks import monday_of
from helpcenter.events.counting import NOBODY
from tests.delivery.numbers import A_YEAR_EARLIER, LAST_WEEK, TODAY, add_counts
from tests.factories import make_organisation


def test_every_day_is_in_the_week_of_its_monday(session: Session) -> None:
    organisation = make_organisation(session)
    # Two turns of a year, one with 53 weeks, and a leap day.
    days = [start + timedelta(days=more) for start in (date(2023, 12, 20), date(2024, 2, 24), date(2026, 12, 20)) for more in range(20)]
    for day in days:
        add_counts(session, organisation, day, delivered=1)
    found = read_weeks(session, days[0])
    assert found == {monday: Counts(delivered=sum(monday_of(day) == monday for day in days)) for monday in map(monday_of, days)}


def test_reads_stay_within_an_organisation_and_its_days(session: Session) -> None:
    own, other = make_organisation(session), make_organisation(session)
    add_counts(session, own, LAST_WEEK, delivered=5, delayed=3)
    add_counts(session, own, LAST_WEEK + timedelta(days=6), permanent=1)
    add_counts(session, own, LAST_WEEK - timedelta(days=1), delivered=100)
    add_counts(session, other, LAST_WEEK, delivered=7, complaint=1)
    add_counts(session, None, LAST_WEEK, blocked=2)
    first, last = LAST_WEEK, LAST_WEEK + timedelta(days=6)
    assert read_weeks(session, first, own.id) == {LAST_WEEK: Counts(delivered=5, permanent=1)}
    assert read_days(session, own.id, first, last) == {first: Counts(delivered=5), last: Counts(permanent=1)}
    expected = {own.id: Counts(delivered=5, permanent=1), other.id: Counts(delivered=7, complaints=1), NOBODY: Counts(blocked=2)}
    assert read_totals(session, first, last) == expected
    assert has_counts(session, own.id)
    assert not has_counts(session, 999)


def test_each_week_stands_beside_the_same_one_a_year_earlier(session: Session) -> None:
    organisation = make_organisation(session)
    add_counts(session, organisation, LAST_WEEK, delivered=9, permanent=1)
    add_counts(session, organisation, A_YEAR_EARLIER, delivered=8, permanent=2)
    add_counts(session, organisation, TODAY, delivered=3)
    picture = read_picture(session, TODAY, organisation.id, 13)
    assert len(picture.weeks) == 13
    assert (picture.weeks[-1].monday, picture.weeks[-1].sunday) == (LAST_WEEK, date(2026, 11, 1))
    assert picture.weeks[-1].before == Counts(delivered=8, permanent=2)
    # The week that has just begun stands apart, and is in no sum.
    assert picture.current.counts == Counts(delivered=3)
    assert picture.total == Counts(delivered=9, permanent=1)
    assert picture.busiest is picture.weeks[-1]


def test_weeks_before_the_first_event_are_unknown_and_not_nought(session: Session) -> None:
    organisation = make_organisation(session)
    add_counts(session, organisation, A_YEAR_EARLIER, delivered=8)
    add_counts(session, organisation, LAST_WEEK, delivered=9)
    picture = read_picture(session, TODAY, organisation.id, 13)
    assert [week.before for week in picture.weeks] == [None] * 12 + [Counts(delivered=8)]
    # Three of the four weeks are unknown: one week against four would look like a bad year.
    assert picture.recent.before is None
    assert read_picture(session, TODAY, make_organisation(session).id).begins is None


def test_the_card_compares_with_a_year_earlier_only_when_the_page_does(session: Session) -> None:
    """Half of the weeks a year earlier were counted: the page says that there are no figures, and the card said better or worse."""
    organisation = make_organisation(session)
    for back in range(14):
        add_counts(session, organisation, TODAY - timedelta(days=back + 7), delivered=100)
        add_counts(session, organisation, TODAY - timedelta(days=back + 7 + 364 - 7), delivered=50, blocked=50)
    assert read_recent(session, TODAY, organisation.id) == read_picture(session, TODAY, organisation.id).recent
    assert read_recent(session, TODAY, organisation.id).before is None


def test_the_card_reads_the_same_four_weeks_as_the_page(session: Session) -> None:
    organisation = make_organisation(session)
    for back in range(60):
        add_counts(session, organisation, TODAY - timedelta(days=back), delivered=back + 1)
        add_counts(session, organisation, TODAY - timedelta(days=back + 364), delivered=1, blocked=back + 1)
    assert read_recent(session, TODAY, organisation.id) == read_picture(session, TODAY, organisation.id).recent
