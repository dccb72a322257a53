"""What readers searched in vain: shown to staff only when it was searched on three days or more."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from helpcenter.db.upserts import insert_into
from helpcenter.feedback.models import Decision, SearchedWords, WordsDecision

# One person's words, a name perhaps, come on one day or two; a question that many have comes again.
FEWEST_DAYS = 3
MOST_SHOWN = 100


@dataclass(frozen=True)
class Missing:
    """Words that were searched, and did not lead to a text."""

    locale: str
    words: str
    days: int
    searches: int
    vain: int
    clicks: int
    last_on: date


def find_missing(session: Session, since: date) -> list[Missing]:
    """The words without result or click on three days or more, the most searched first.

    Days before a decision about the words do not count: what comes afterwards shows whether it helped.
    """
    days = func.count(SearchedWords.day)
    searches = func.sum(SearchedWords.found + SearchedWords.vain)
    decided = and_(WordsDecision.locale == SearchedWords.locale, WordsDecision.words == SearchedWords.words)
    query = (
        select(
            SearchedWords.locale,
            SearchedWords.words,
            days,
            searches,
            func.sum(SearchedWords.vain),
            func.sum(SearchedWords.clicks),
            func.max(SearchedWords.day),
        )
        .outerjoin(WordsDecision, decided)
        .where(SearchedWords.day >= since, or_(WordsDecision.decided_on.is_(None), SearchedWords.day > WordsDecision.decided_on))
        .where(SearchedWords.found + SearchedWords.vain > 0, _is_unanswered())
        .group_by(SearchedWords.locale, SearchedWords.words)
        .having(days >= FEWEST_DAYS)
        .order_by(searches.desc(), SearchedWords.locale, SearchedWords.words)
        .limit(MOST_SHOWN)
    )
    return [Missing(*row) for row in session.execute(query)]


def _is_unanswered() -> ColumnElement[bool]:
    # A day on which the words found nothing, or nobody opened what they found.
    return or_(SearchedWords.vain > 0, SearchedWords.clicks == 0)


def find_words(session: Session, locale: str, words: str, since: date) -> Missing | None:
    """Words that staff may decide about: those that they see."""
    return next((each for each in find_missing(session, since) if (each.locale, each.words) == (locale, words)), None)


def decide(session: Session, found: Missing, decision: Decision, today: date, user_id: int) -> None:
    """Note what was done, so that these words are shown again only when they are searched in vain afterwards."""
    values = {"decision": decision, "decided_on": today, "decided_by_id": user_id}
    # Two people who decide at once: the later one counts, and neither meets an error.
    statement = insert_into(session, WordsDecision).values(locale=found.locale, words=found.words, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["locale", "words"], set_=values))
