"""What can be done with people: enter them, give them roles, change what they say of themselves."""

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import Role, RoleName, User
from helpcenter.accounts.queries import find_role, find_user
from helpcenter.accounts.sign_ins import end_all
from helpcenter.db import Clock
from helpcenter.db.upserts import insert_into


class EmailError(ValueError):
    """This text is not the address of a mailbox."""


def normalise_email(text: str) -> str:
    """The address in small letters; EmailError when it is none."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise EmailError(text) from error


def add_person(session: Session, clock: Clock, email: str, *, name: str = "", locale: str = "fr") -> User:
    """The person with this address: the one we know, or a new one without password."""
    address = normalise_email(email)
    # Known is no mistake: one person may work for several organisations, and for the vendor too.
    user = find_user(session, address)
    if user is not None:
        return user
    # Two presses of the same button at once: whoever is later waits here, and finds the person.
    fresh = insert_into(session, User).values(email=address, name=name, locale=locale, created_at=clock())
    session.execute(fresh.on_conflict_do_nothing(index_elements=["email"]))
    return session.scalars(select(User).where(User.email == address)).one()


def grant_role(session: Session, user: User, name: RoleName) -> None:
    """Give someone a role of the vendor's people; twice is once."""
    if not user.has_role(name):
        user.roles.append(find_role(session, name) or Role(name=name.value))
        session.flush()


def end_work(session: Session, user: User) -> None:
    """Take all roles of the vendor's people; whoever is signed in as this person is so no longer."""
    user.roles.clear()
    end_all(session, user)


def describe_person(user: User, *, name: str, locale: str) -> None:
    """Change how somebody is called and which language the site and its mails speak to them."""
    user.name = " ".join(name.split())
    user.locale = locale
