"""INSERT … ON CONFLICT, which SQLite and PostgreSQL share and SQLAlchemy words for each of them."""

from typing import TypeAlias

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from helpcenter.db.base import Base

Insert: TypeAlias = postgresql.Insert | sqlite.Insert


def insert_into(session: Session, model: type[Base]) -> Insert:
    """An INSERT for this session's database that knows what to do when the row is there already."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)
