"""The mail to an organisation when somebody withdraws: their mails to this family stop, and who reads this must know another way."""

from sqlalchemy.orm import Session

from helpcenter.mail.service import Mailer
from helpcenter.organisations.queries import list_memberships
from helpcenter.unblock.models import UnblockCase

NAME = "consent-withdrawn"


def tell_members(session: Session, mail: Mailer, case: UnblockCase, link: str) -> None:
    """Tell the members, without naming the family: a mail is read in many places, the page only signed in."""
    for membership in list_memberships(session, case.organisation):
        variables = {"organisation": case.organisation.name, "number": str(case.id), "link": link}
        mail.send(NAME, membership.user.email, membership.user.locale, variables, session=session)
