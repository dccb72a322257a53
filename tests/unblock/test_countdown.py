"""The countdown of a block that ends by itself."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from helpcenter.unblock.countdown import count_down
from helpcenter.unblock.workflow import Ending, ProviderTrack
from tests.consent.persons import make_case

TODAY = date(2026, 11, 2)


def test_the_days_are_counted_to_the_last_one_and_no_further(session: Session) -> None:
    case = make_case(session)
    assert count_down(case, TODAY) is None
    case.blocked_until_on = TODAY + timedelta(days=3)
    found = count_down(case, TODAY)
    assert (found and found.days_left, found and found.until) == (3, date(2026, 11, 5))
    last = count_down(case, date(2026, 11, 5))
    assert last is not None
    assert last.days_left == 0
    assert count_down(case, date(2026, 11, 6)) is None


def test_nothing_counts_down_once_the_block_is_lifted_or_the_case_closed(session: Session) -> None:
    case = make_case(session)
    case.blocked_until_on = TODAY
    case.provider_track = ProviderTrack.DONE
    assert count_down(case, TODAY) is None
    case.provider_track, case.ending = ProviderTrack.READY, Ending.VERIFIED
    assert count_down(case, TODAY) is None
