"""Where Flask-Security finds people."""

from typing import Any

from flask_security import FSQLALiteUserDatastore, UserMixin
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from helpcenter.accounts.models import User

# Asked for on every page of somebody who is signed in: put together once.
BY_SESSION = select(User).where(User.fs_uniquifier == bindparam("name")).options(joinedload(User.roles))


class People(FSQLALiteUserDatastore):
    """The people of this database."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> UserMixin | None:
        """The person with this value; the name of a session comes with each request."""
        if case_insensitive or kwargs.keys() != {"fs_uniquifier"}:
            return super().find_user(case_insensitive, **kwargs)
        person: UserMixin | None = self.db.session.scalars(BY_SESSION, {"name": kwargs["fs_uniquifier"]}).unique().one_or_none()
        return person
