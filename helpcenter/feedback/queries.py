"""Reads about votes, remarks and views."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from helpcenter.feedback.models import (
    OPEN_STATES,
    ArticleText,
    ArticleViews,
    CorrectionRequest,
    Reason,
    Remark,
    RemarkState,
    SearchedWords,
    Vote,
)

T = TypeVar("T")
PAGE_SIZE = 20


@dataclass(frozen=True)
class Filter:
    """Which remarks the inbox shows; `states` empty means all."""

    states: tuple[RemarkState, ...] = OPEN_STATES
    slug: str = ""
    reason: Reason | None = None


@dataclass(frozen=True)
class InboxPage:
    """One page of remarks."""

    remarks: Sequence[Remark]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class VersionVotes:
    """The votes for one version of a text."""

    slug: str
    locale: str
    digest: str
    positive: int
    total: int


def find_vote(session: Session, vote_id: int) -> Vote | None:
    """A vote with its text."""
    return session.get(Vote, vote_id, options=[joinedload(Vote.text)])


def find_remark(session: Session, remark_id: int) -> Remark | None:
    """A remark with its vote, text and last worker."""
    loads = (joinedload(Remark.vote).joinedload(Vote.text), joinedload(Remark.changed_by))
    return session.get(Remark, remark_id, options=loads)


def list_remarks(session: Session, wanted: Filter, number: int) -> InboxPage:
    """The remarks of a filter, the oldest open ones first; a page that does not exist is the last one."""
    total = session.scalar(_filtered(select(func.count(Remark.id)), wanted)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(number, 1), pages)
    # The filter has joined them already: no question of its own for each row.
    query = _filtered(select(Remark), wanted).options(contains_eager(Remark.vote).contains_eager(Vote.text), joinedload(Remark.changed_by))
    query = query.order_by(Remark.received_at, Remark.id).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return InboxPage(session.scalars(query).all(), number, pages, total)


def next_remark_id(session: Session, wanted: Filter, after: Remark) -> int | None:
    """The remark that follows in the inbox."""
    # By the order of the inbox; the number decides between two of one moment.
    later = (Remark.received_at > after.received_at) | ((Remark.received_at == after.received_at) & (Remark.id > after.id))
    query = _filtered(select(Remark.id), wanted).where(later)
    return session.scalar(query.order_by(Remark.received_at, Remark.id).limit(1))


def slugs_with_remarks(session: Session) -> list[str]:
    """The articles about which something was said."""
    query = select(ArticleText.slug).join(Vote).join(Remark).distinct().order_by(ArticleText.slug)
    return list(session.scalars(query))


def count_new(session: Session) -> int:
    """Remarks that nobody has looked at."""
    return session.scalar(select(func.count(Remark.id)).where(Remark.state == RemarkState.NEW)) or 0


def count_waiting(session: Session, text_id: int) -> int:
    """How many readers of this version want a mail when it changes."""
    return session.scalar(select(func.count(CorrectionRequest.id)).where(CorrectionRequest.text_id == text_id)) or 0


def votes_by_version(session: Session) -> list[VersionVotes]:
    """Every version that was voted on, the oldest first."""
    positive = func.sum(case((Vote.is_helpful, 1), else_=0))
    query = select(ArticleText.slug, ArticleText.locale, ArticleText.digest, positive, func.count(Vote.id))
    query = query.join(Vote, Vote.text_id == ArticleText.id).group_by(ArticleText.id).order_by(ArticleText.seen_at, ArticleText.id)
    return [VersionVotes(slug, locale, digest, int(yes or 0), total) for slug, locale, digest, yes, total in session.execute(query)]


def views_by_day(session: Session, since: date) -> list[tuple[date, str, int]]:
    """(day, language, views) of all articles since a day."""
    query = select(ArticleViews.day, ArticleViews.locale, func.sum(ArticleViews.number)).where(ArticleViews.day >= since)
    return [(day, locale, int(number)) for day, locale, number in session.execute(query.group_by(ArticleViews.day, ArticleViews.locale))]


def views_by_article(session: Session, since: date) -> dict[tuple[str, str], int]:
    """Slug and language → views since a day."""
    query = select(ArticleViews.slug, ArticleViews.locale, func.sum(ArticleViews.number)).where(ArticleViews.day >= since)
    grouped = query.group_by(ArticleViews.slug, ArticleViews.locale)
    return {(slug, locale): int(number) for slug, locale, number in session.execute(grouped)}


def searches_by_day(session: Session, since: date) -> list[tuple[date, str, int, int]]:
    """(day, language, searches, searches in vain) since a day: sums only, whoever searched what."""
    total = func.sum(SearchedWords.found + SearchedWords.vain)
    query = select(SearchedWords.day, SearchedWords.locale, total, func.sum(SearchedWords.vain)).where(SearchedWords.day >= since)
    grouped = query.group_by(SearchedWords.day, SearchedWords.locale)
    return [(day, locale, int(searches), int(vain)) for day, locale, searches, vain in session.execute(grouped)]


def _filtered(query: Select[T], wanted: Filter) -> Select[T]:
    query = query.join(Remark.vote).join(Vote.text)
    if wanted.states:
        query = query.where(Remark.state.in_(wanted.states))
    if wanted.slug:
        query = query.where(ArticleText.slug == wanted.slug)
    return query.where(Remark.reason == wanted.reason) if wanted.reason else query
