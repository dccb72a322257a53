"""The figures: weeks without holes, before and after, the surely bad first."""

from datetime import date

from sqlalchemy.orm import Session

from helpcenter.feedback.figures import Series, by_week, last_weeks, rate, read_figures
from helpcenter.feedback.models import ArticleViews, SearchedWords
from helpcenter.feedback.queries import VersionVotes, votes_by_version
from helpcenter.feedback.versions import TextNow
from helpcenter.feedback.wilson import Share
from tests.feedback.readers import make_text, make_votes

THURSDAY = date(2026, 11, 26)


def now(slug: str, digest: str = "2") -> TextNow:
    return TextNow(slug, "fr", digest, slug.title())


def test_weeks_begin_on_monday_and_none_is_left_out() -> None:
    weeks = last_weeks(THURSDAY, 3)
    assert weeks == (date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23))
    rows = [(date(2026, 11, 23), "fr", 2), (THURSDAY, "fr", 3), (date(2026, 11, 15), "en", 4)]
    assert by_week(rows, weeks, ("fr", "en")) == (Series("fr", (0, 0, 5)), Series("en", (4, 0, 0)))


def test_before_and_after_are_told_apart_by_the_text(session: Session) -> None:
    old, new = make_text(session, slug="a", digest="1"), make_text(session, slug="a", digest="2")
    make_votes(session, old, yes=15, no=22)
    make_votes(session, new, yes=14, no=4)
    rating = rate(votes_by_version(session), [now("a")], {("a", "fr"): 7})[0]
    assert (rating.before, rating.after, rating.views, rating.title) == (Share(15, 37), Share(14, 18), 7, "A")


def test_a_corrected_text_begins_without_votes() -> None:
    rating = rate([VersionVotes("a", "fr", "1", 2, 9)], [now("a")], {})[0]
    assert (rating.before, rating.after) == (Share(2, 9), None)


def test_surely_bad_comes_before_perhaps_bad_and_what_is_gone_comes_last() -> None:
    votes = [
        VersionVotes("good", "fr", "2", 50, 60),
        VersionVotes("one-no", "fr", "2", 0, 1),
        VersionVotes("bad", "fr", "2", 30, 100),
        VersionVotes("gone", "fr", "2", 0, 50),
        VersionVotes("corrected", "fr", "1", 0, 50),
    ]
    ratings = rate(votes, [now("good"), now("one-no"), now("bad"), now("corrected")], {})
    assert [each.slug for each in ratings] == ["bad", "one-no", "good", "corrected", "gone"]
    assert [each.is_gone for each in ratings][-1]


def test_the_whole_page_is_read(session: Session) -> None:
    session.add(ArticleViews(day=THURSDAY, slug="a", locale="fr", number=5))
    session.add(SearchedWords(day=THURSDAY, locale="en", words="spam", found=2, vain=1))
    session.flush()
    figures = read_figures(session, THURSDAY, [now("a")], ("fr", "en"))
    assert [each.values[-1] for each in figures.views] == [5, 0]
    assert [each.values[-1] for each in figures.searches] == [0, 3]
    assert [each.values[-1] for each in figures.vain] == [0, 1]
    assert (figures.ratings, figures.missing) == ((), ())
