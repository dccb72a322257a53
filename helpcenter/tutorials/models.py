"""What organisations made of their sheets: one row per saved version."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.accounts.models import User
from helpcenter.db import Base, UtcDateTime
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.stamps import OnPublicPages
from helpcenter.tutorials.shape import Shape


class Version(OnPublicPages, Base):
    """A saved version; the newest is what families see, none is ever changed."""

    __tablename__ = "customisations"
    # Of two who save past the studio's lock, the second fails and overwrites nothing.
    __table_args__ = (UniqueConstraint("organisation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    # Counted from 1 within the organisation.
    number: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The version that was made new again, if that is how this one came about.
    restored_number: Mapped[int | None]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None for what was there before anybody used the studio, and when the person's account is gone.
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    organisation: Mapped[Organisation] = relationship()
    saved_by: Mapped[User | None] = relationship()

    @property
    def shape(self) -> Shape:
        """Its settings, checked."""
        return Shape.model_validate(self.settings)

    @property
    def public_slug(self) -> str:
        """Whose public pages it changes."""
        return self.organisation.slug
