"""Signing in makes a row and the cookie names it: signing out removes the row, and every copy of that cookie is worth nothing."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session, joinedload

from helpcenter.accounts.models import SignIn, User
from helpcenter.db import Clock

# A cookie that remembers somebody lasts a year: an older row has none left.
KEPT = timedelta(days=366)
# Asked for on every page of somebody who is signed in: put together once. A new `fs_uniquifier` ends all of a person's at once.
BY_SIGN_IN = (
    select(User)
    .join(SignIn, (SignIn.user_id == User.id) & (SignIn.era == User.fs_uniquifier))
    .where(SignIn.name == bindparam("name"), User.active)
    .options(joinedload(User.roles))
)


def find_signed_in(session: Session, name: str) -> User | None:
    """The person who signed in under this name, and has not signed out since."""
    return session.scalars(BY_SIGN_IN, {"name": name}).unique().one_or_none()


def begin(session: Session, clock: Clock, user: User) -> str:
    """Somebody signs in; returns the name for the cookie. What cannot be used any more goes by the way."""
    session.flush()
    now = clock()
    # Only this person's own rows: no job has to clean a table that everybody's every page looks into.
    over = or_(SignIn.era != user.fs_uniquifier, SignIn.signed_in_at < now - KEPT)
    session.execute(delete(SignIn).where(SignIn.user_id == user.id, over))
    signed_in = SignIn(name=uuid4().hex, user_id=user.id, era=user.fs_uniquifier, signed_in_at=now)
    session.add(signed_in)
    session.flush()
    return signed_in.name


def end(session: Session, name: str) -> None:
    """Somebody signs out."""
    session.execute(delete(SignIn).where(SignIn.name == name))


def end_others(session: Session, user: User, name: str) -> None:
    """Sign a person out everywhere but here."""
    session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.name != name))


def end_all(session: Session, user: User) -> None:
    """Whoever is signed in as this person is so no longer; links to set a password end too."""
    user.fs_uniquifier = uuid4().hex
    session.execute(delete(SignIn).where(SignIn.user_id == user.id))
    session.flush()
