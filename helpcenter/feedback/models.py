"""Votes, remarks and counts. None of them knows who it came from."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.accounts.models import User
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.feedback.wording import WORDS_LENGTH

SLUG_LENGTH = 80
LOCALE_LENGTH = 10
DIGEST_LENGTH = 12
ADDRESS_LENGTH = 254
COMMENT_LENGTH = 1000
NOTE_LENGTH = 1000


class Reason(StrEnum):
    """What could be better, in the reader's eyes."""

    MORE = "more"
    """Needs more information."""
    HARD = "hard"
    """Hard to understand."""
    WRONG = "wrong"
    """Something is not right."""
    LINK = "link"
    """A link does not work."""
    UNSOLVED = "unsolved"
    """The problem is not solved: the reader is led to Assistance."""
    OTHER = "other"
    """Something else, or only a comment."""


class RemarkState(StrEnum):
    """Where a remark stands in the staff's inbox."""

    NEW = "new"
    """Nobody has looked at it."""
    PLANNED = "planned"
    """The article will be changed."""
    ANSWERED = "answered"
    """The article was changed."""
    DISMISSED = "dismissed"
    """Nothing will be done about it."""


OPEN_STATES = (RemarkState.NEW, RemarkState.PLANNED)


class Decision(StrEnum):
    """What staff did about words that were searched in vain."""

    SYNONYM = "synonym"
    """They mean the same as other words."""
    ANSWER = "answer"
    """An article was named as the best answer."""
    DRAFT = "draft"
    """An article was begun."""
    DISMISSED = "dismissed"
    """Nothing is to be done."""


class ArticleText(Base):
    """One version of an article's text that stood on the site: votes belong to a version."""

    __tablename__ = "article_texts"
    __table_args__ = (UniqueConstraint("slug", "locale", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH))
    locale: Mapped[str] = mapped_column(String(LOCALE_LENGTH))
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Vote(Base):
    """One press on Yes or No. Only the day is kept: more is not needed."""

    __tablename__ = "votes"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("article_texts.id", ondelete="CASCADE"), index=True)
    is_helpful: Mapped[bool]
    voted_on: Mapped[date] = mapped_column(Date, index=True)
    text: Mapped[ArticleText] = relationship()


class Remark(Base):
    """What a reader wrote after a No, and what staff did with it."""

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    # One remark a vote: sent again, it replaces the first.
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id", ondelete="CASCADE"), unique=True)
    reason: Mapped[Reason] = mapped_column(stored_enum(Reason))
    comment: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[RemarkState] = mapped_column(stored_enum(RemarkState), default=RemarkState.NEW, index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    # Grows with each change: two people cannot overwrite each other unknowingly.
    version: Mapped[int] = mapped_column(default=1)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vote: Mapped[Vote] = relationship()
    changed_by: Mapped[User | None] = relationship()


class CorrectionRequest(Base):
    """Somebody wants one mail when an article changes. Apart from the remark, so that staff do not see who wrote it."""

    __tablename__ = "correction_requests"
    __table_args__ = (UniqueConstraint("text_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("article_texts.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), index=True)
    locale: Mapped[str] = mapped_column(String(LOCALE_LENGTH))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    text: Mapped[ArticleText] = relationship()


class ArticleViews(Base):
    """How often an article was opened on one day, in one language of the interface."""

    __tablename__ = "article_views"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), primary_key=True)
    locale: Mapped[str] = mapped_column(String(LOCALE_LENGTH), primary_key=True)
    number: Mapped[int]


class SearchedWords(Base):
    """How often words were searched on one day: with results, in vain, and how often a result was opened."""

    __tablename__ = "searched_words"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    locale: Mapped[str] = mapped_column(String(LOCALE_LENGTH), primary_key=True)
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH), primary_key=True)
    found: Mapped[int] = mapped_column(default=0)
    vain: Mapped[int] = mapped_column(default=0)
    clicks: Mapped[int] = mapped_column(default=0)


class WordsDecision(Base):
    """What was done about words; later searches show whether it helped."""

    __tablename__ = "words_decisions"

    locale: Mapped[str] = mapped_column(String(LOCALE_LENGTH), primary_key=True)
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH), primary_key=True)
    decision: Mapped[Decision] = mapped_column(stored_enum(Decision))
    decided_on: Mapped[date] = mapped_column(Date)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)


class IngestedTally(Base):
    """A file of counts that is in the database: read again after a crash, it counts no second time."""

    __tablename__ = "ingested_tallies"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    ingested_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
