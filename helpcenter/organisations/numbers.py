"""Numbers of organisations are never given twice: evidence and counts outlive an organisation and are kept under its number."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.organisations.models import LastNumber, Organisation


def take_number(session: Session) -> int | None:
    """A number that no organisation ever had; None where the database sees to that itself.

    SQLite gives the number of the last row again once that row is deleted; PostgreSQL's sequences never do.
    """
    if session.get_bind().dialect.name != "sqlite":
        return None
    last = session.get(LastNumber, 1) or LastNumber(id=1, number=0)
    # The maximum also counts those that were there before this table.
    last.number = max(last.number, session.scalar(select(func.max(Organisation.id))) or 0) + 1
    session.add(last)
    return last.number
