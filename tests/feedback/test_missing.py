"""Words that were searched in vain are shown from the third day on, until something was done about them."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from helpcenter.feedback.missing import decide, find_missing, find_words
from helpcenter.feedback.models import Decision, SearchedWords
from tests.factories import make_staff

DAY = date(2026, 11, 2)
SINCE = DAY - timedelta(days=90)


def searched(session: Session, words: str, *, back: int, found: int = 0, vain: int = 0, clicks: int = 0, locale: str = "fr") -> None:
    session.add(SearchedWords(day=DAY - timedelta(days=back), locale=locale, words=words, found=found, vain=vain, clicks=clicks))
    session.flush()


def shown(session: Session) -> list[str]:
    return [each.words for each in find_missing(session, SINCE)]


def test_words_of_two_days_stay_hidden_however_often_they_were_searched(session: Session) -> None:
    for back in (0, 1):
        searched(session, "famille martin", back=back, vain=50)
    assert shown(session) == []
    assert find_words(session, "fr", "famille martin", SINCE) is None
    searched(session, "famille martin", back=9, vain=1)
    assert shown(session) == ["famille martin"]


def test_days_count_in_one_language_only(session: Session) -> None:
    for back, locale in ((0, "fr"), (1, "fr"), (2, "en")):
        searched(session, "spam", back=back, vain=1, locale=locale)
    assert shown(session) == []


def test_words_that_led_somewhere_are_not_missing(session: Session) -> None:
    for back in range(5):
        searched(session, "opened", back=back, found=3, clicks=1)
        searched(session, "not opened", back=back, found=2)
        searched(session, "vain", back=back, vain=3)
        searched(session, "only clicked", back=back, clicks=1)
    found = find_missing(session, SINCE)
    assert [(each.words, each.searches, each.vain, each.days) for each in found] == [("vain", 15, 15, 5), ("not opened", 10, 0, 5)]
    assert found[0].last_on == DAY


def test_a_day_with_a_click_is_no_day_in_vain(session: Session) -> None:
    for back, clicks in ((0, 0), (1, 0), (2, 1), (3, 2)):
        searched(session, "mail", back=back, found=3, clicks=clicks)
    assert shown(session) == []


def test_days_before_the_window_do_not_count(session: Session) -> None:
    for back in (0, 1, 91):
        searched(session, "mail", back=back, vain=1)
    assert shown(session) == []


def test_after_a_decision_words_come_back_only_when_they_fail_again_on_three_days(session: Session) -> None:
    user = make_staff(session)
    for back in (20, 21, 22):
        searched(session, "mail", back=back, vain=1)
    found = find_words(session, "fr", "mail", SINCE)
    assert found
    decide(session, found, Decision.SYNONYM, DAY - timedelta(days=10), user.id)
    assert shown(session) == []
    for back in (1, 2):
        searched(session, "mail", back=back, vain=1)
    assert shown(session) == []
    searched(session, "mail", back=0, vain=1)
    assert shown(session) == ["mail"]
    again = find_words(session, "fr", "mail", SINCE)
    assert again
    assert again.days == 3
    decide(session, again, Decision.DISMISSED, DAY, user.id)
    assert shown(session) == []
