"""The mail that tells an organisation that somebody wrote: once a day at most, and nothing of what was written."""

from datetime import date

from sqlalchemy.orm import Session

from helpcenter.mail.service import Mailer
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import list_memberships

NAME = "message-waits"


def tell_members(session: Session, mailer: Mailer, organisation: Organisation, link: str, today: date) -> None:
    """Tell each member today, unless they were told today already; does not commit."""
    for membership in list_memberships(session, organisation):
        user, variables = membership.user, {"organisation": organisation.name, "link": link}
        key = f"{NAME}:{organisation.id}:{user.id}:{today.isoformat()}"
        mailer.send(NAME, user.email, user.locale, variables, session=session, key=key)
