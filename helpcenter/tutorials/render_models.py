"""Sheets to be made ahead, and the run that makes all of them anew. Kept in tables, so that a restart loses nothing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.organisations.models import Organisation


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    """The queue works on it, or goes on with it after a restart."""
    DONE = "done"
    """Every sheet was tried."""
    CANCELLED = "cancelled"
    """Somebody stopped it; what is made stays."""


class ItemState(StrEnum):
    """Where one sheet of a run stands."""

    WAITING = "waiting"
    """Not tried yet."""
    DONE = "done"
    """Its PDF is kept."""
    FAILED = "failed"
    """It could not be made; the item says why."""


class RenderWish(Base):
    """The sheets of this organisation look different: make them before somebody asks. A newer wish takes a higher number."""

    __tablename__ = "render_wishes"
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    number: Mapped[int]
    wished_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RenderRun(Base):
    """All sheets of all organisations, made anew."""

    __tablename__ = "render_runs"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[RunState] = mapped_column(stored_enum(RunState))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RenderItem(Base):
    """One sheet of a run."""

    __tablename__ = "render_items"
    # What waits, and how many of each state: asked before every portion, and by every look at the page.
    __table_args__ = (Index("ix_render_items_run_id_state", "run_id", "state"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("render_runs.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    tutorial: Mapped[str] = mapped_column(String(120))
    locale: Mapped[str] = mapped_column(String(10))
    state: Mapped[ItemState] = mapped_column(stored_enum(ItemState), default=ItemState.WAITING)
    problem: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    organisation: Mapped[Organisation] = relationship(lazy="joined")
