"""First steps without the demo: enter an organisation, invite its people and the vendor's."""

import click
from flask import current_app

from helpcenter.accounts.mails import send_invitation
from helpcenter.accounts.models import RoleName, User
from helpcenter.accounts.service import EmailError, add_person, grant_role
from helpcenter.db import db
from helpcenter.organisations.models import NAME_LENGTH, MemberRole, Organisation
from helpcenter.organisations.queries import find_organisation
from helpcenter.organisations.service import LengthError, SlugError, SlugTakenError, add_member, create_organisation
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services

ROLES = [*RoleName, *MemberRole]


@click.group()
def organisation() -> None:
    """Organisations: social centres, associations, town halls."""


@organisation.command("create")
@click.option("--name", required=True, help="Name that families know.")
@click.option("--slug", required=True, help="Short name for addresses: small letters, digits, hyphens.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def create(name: str, slug: str, as_json: bool) -> None:
    """Enter an organisation."""
    try:
        made = create_organisation(db.session, services().clock, slug=slug, name=name)
    except SlugTakenError:
        raise click.ClickException(f"there is already an organisation {slug}") from None
    except SlugError:
        raise click.ClickException(f"{slug!r}: only small letters, digits and single hyphens between them") from None
    except LengthError:
        raise click.ClickException(f"a name has 1 to {NAME_LENGTH} characters, this one {len(name)}") from None
    db.session.commit()
    answer({"slug": made.slug, "name": made.name}, f"Organisation {made.slug} entered.", as_json=as_json)


@click.group()
def account() -> None:
    """People who sign in."""


@account.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in ROLES]), required=True, help="What the person may do.")
@click.option("--organisation", "slug", help="Short name of the organisation, for members and managers.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def invite(email: str, role: str, slug: str | None, as_json: bool) -> None:
    """Invite somebody by mail, and print the link as well."""
    place = _find_place(role, slug)
    user = _add(email)
    if place:
        add_member(db.session, services().clock, place, user, MemberRole(role))
    else:
        grant_role(db.session, user, RoleName(role))
    # Before the commit: membership and mail are stored together, or no link is printed.
    link = _send(user, place)
    db.session.commit()
    answer({"email": user.email, "role": role, "organisation": slug, "link": link}, f"Invited {user.email}: {link}", as_json=as_json)


def _find_place(role: str, slug: str | None) -> Organisation | None:
    """The organisation that this role needs; none for the vendor's people."""
    if role in set(RoleName):
        if slug:
            raise click.UsageError(f"--organisation does not go with the role {role}")
        return None
    if not slug:
        raise click.UsageError(f"the role {role} needs --organisation")
    found = find_organisation(db.session, slug)
    if found is None:
        raise click.ClickException(f"there is no organisation {slug}")
    return found


def _add(email: str) -> User:
    try:
        return add_person(db.session, services().clock, email)
    except EmailError:
        raise click.ClickException(f"{email!r} is not an e-mail address") from None


def _send(user: User, place: Organisation | None) -> str:
    # Links are made from routes, and Flask makes those inside a request only.
    with current_app.test_request_context(base_url=services().settings.public_url):
        return send_invitation(user, place.name if place else services().settings.vendor_name)


COMMANDS = [organisation, account]
