"""What the staff's page of figures shows: views and searches per week, how helpful each article is, what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from helpcenter.feedback import queries
from helpcenter.feedback.missing import Missing, find_missing
from helpcenter.feedback.queries import VersionVotes
from helpcenter.feedback.retention import WORDS
from helpcenter.feedback.versions import TextNow
from helpcenter.feedback.wilson import Share

# A quarter: as long as words are kept, and as many columns as a phone can show.
WEEKS = 12
# Those at the end help well enough.
MOST_RATINGS = 100


@dataclass(frozen=True)
class Series:
    """One number a week, in one language."""

    locale: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Rating:
    """How helpful an article is: the present text, and the one before it that had votes."""

    slug: str
    locale: str
    title: str
    before: Share | None
    after: Share | None
    views: int
    is_gone: bool = False

    @property
    def worst(self) -> float:
        """What to sort by: how good the text is at best. Without votes nothing is known."""
        return self.after.high if self.after else 1.0


@dataclass(frozen=True)
class Figures:
    """The whole page."""

    weeks: tuple[date, ...]
    views: tuple[Series, ...]
    searches: tuple[Series, ...]
    vain: tuple[Series, ...]
    rated: int
    ratings: tuple[Rating, ...]
    missing: tuple[Missing, ...]


def read_figures(session: Session, today: date, texts: Sequence[TextNow], locales: Sequence[str]) -> Figures:
    """Everything, as of today; `texts` are the articles that readers see now."""
    weeks = last_weeks(today)
    searches = queries.searches_by_day(session, weeks[0])
    ratings = rate(queries.votes_by_version(session), texts, queries.views_by_article(session, weeks[0]))
    return Figures(
        weeks=weeks,
        views=by_week(queries.views_by_day(session, weeks[0]), weeks, locales),
        searches=by_week(((day, locale, total) for day, locale, total, _vain in searches), weeks, locales),
        vain=by_week(((day, locale, vain) for day, locale, _total, vain in searches), weeks, locales),
        rated=len(ratings),
        ratings=tuple(ratings[:MOST_RATINGS]),
        missing=tuple(find_missing(session, first_day_of_words(today))),
    )


def last_weeks(today: date, number: int = WEEKS) -> tuple[date, ...]:
    """The Mondays of the last weeks, this one included."""
    monday = today - timedelta(days=today.weekday())
    return tuple(monday - timedelta(weeks=back) for back in reversed(range(number)))


def first_day_of_words(today: date) -> date:
    """The first day whose searches are looked at."""
    return today - WORDS


def by_week(rows: Iterable[tuple[date, str, int]], weeks: Sequence[date], locales: Sequence[str]) -> tuple[Series, ...]:
    """Sums per language and week; a week in which nothing happened is 0."""
    sums: dict[tuple[str, date], int] = {}
    for day, locale, number in rows:
        key = locale, day - timedelta(days=day.weekday())
        sums[key] = sums.get(key, 0) + number
    return tuple(Series(locale, tuple(sums.get((locale, week), 0) for week in weeks)) for locale in locales)


def rate(votes: Iterable[VersionVotes], texts: Iterable[TextNow], views: dict[tuple[str, str], int]) -> list[Rating]:
    """One rating for each article that was voted on: those that are surely bad first, those without votes for their text last."""
    now = {text.key: text for text in texts}
    versions: dict[tuple[str, str], list[VersionVotes]] = {}
    for each in votes:
        versions.setdefault((each.slug, each.locale), []).append(each)
    ratings = [_rate_one(key, found, now.get(key), views.get(key, 0)) for key, found in versions.items()]
    return sorted(ratings, key=lambda rating: (rating.is_gone, rating.worst, rating.slug, rating.locale))


def _rate_one(key: tuple[str, str], versions: list[VersionVotes], now: TextNow | None, views: int) -> Rating:
    present = [each for each in versions if now and each.digest == now.digest]
    # Also after the article is gone: its last opinions stay to be seen.
    earlier = [each for each in versions if each not in present]
    return Rating(
        *key,
        title=now.title if now else key[0],
        before=_share(earlier[-1]) if earlier else None,
        after=_share(present[-1]) if present else None,
        views=views,
        is_gone=now is None,
    )


def _share(votes: VersionVotes) -> Share:
    return Share(votes.positive, votes.total)
