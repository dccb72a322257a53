"""Commands: open and list cases, and make an invitation for one."""

from datetime import date, datetime

import click

from helpcenter.consent.codes import group_code
from helpcenter.consent.commands import consent
from helpcenter.consent.models import Carrier
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation
from helpcenter.providers.setup import the_policy
from helpcenter.unblock.family_addresses import TooManyAddressesError, add_address
from helpcenter.unblock.mails import CaseMails
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import list_cases
from helpcenter.unblock.reminding import remind_now
from helpcenter.unblock.service import CaseError, NewCase, NotInvitableError, invite_person, open_case
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services
from helpcenter.web.qr import qr_svg

ACTOR = "command"
PROBLEMS = {
    "label": "the label must be one line of 1 to 80 letters",
    "address": "this is not a mail address",
    "future": "the last mail cannot have been sent on a day that has not come",
    "too_old": "the last mail was sent more than a year ago",
    "duplicate": "there is an open case for this address",
}


@click.group("case")
def case_group() -> None:
    """Unblock cases."""


@case_group.command("open")
@click.option("--organisation", "slug", required=True, help="Short name of the organisation.")
@click.option("--label", required=True, help="How the organisation knows the family; private.")
@click.option("--address", required=True, help="Mail address that receives nothing.")
@click.option("--last-mail", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day of the last mail, as 2026-11-03.")
@click.option("--locale", type=click.Choice(FAMILY_LOCALES), help="Language of the family, when known.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def open_(slug: str, label: str, address: str, last_mail: datetime, locale: str | None, as_json: bool) -> None:
    """Open a case."""
    new = NewCase(label, address, last_mail.date(), locale)
    try:
        case = open_case(db.session, current_desk(), _organisation(slug), new, ACTOR, the_policy())
    except CaseError as error:
        raise click.ClickException(PROBLEMS[error.problem.value]) from None
    db.session.commit()
    answer({"case": case.id}, f"Case {case.id} is open.", as_json=as_json)


@case_group.command("add-address")
@click.option("--case", "case_id", type=int, required=True, help="Number of the case of the family's first address.")
@click.option("--address", required=True, help="Another address of the same family that receives nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def add_address_(case_id: int, address: str, as_json: bool) -> None:
    """Ask a family at another address too: its own codes, record and request."""
    case = db.session.get(UnblockCase, case_id)
    if case is None:
        raise click.ClickException(f"there is no case {case_id}")
    try:
        added = add_address(db.session, current_desk(), case, address, the_policy(), ACTOR)
    except CaseError as error:
        raise click.ClickException(PROBLEMS[error.problem.value]) from None
    except TooManyAddressesError as error:
        raise click.ClickException(f"this family has {error} addresses already") from None
    db.session.commit()
    answer({"case": added.id, "beside": added.beside_id}, f"Case {added.id} is open beside {added.beside_id}.", as_json=as_json)


@case_group.command("list")
@click.option("--organisation", "slug", help="Only the cases of this organisation.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def list_(slug: str | None, as_json: bool) -> None:
    """List the cases, the newest first."""
    cases = list_cases(db.session, _organisation(slug) if slug else None)
    lines = [f"{case.id}\t{case.organisation.slug}\t{case.label}\t{case.address}\t{case.status.value}" for case in cases]
    answer([_describe(case) for case in cases], "\n".join(lines) or "No cases.", as_json=as_json)


@case_group.command("remind")
@click.option("--organisation", "slug", help="Only this organisation.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would be sent.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def remind(slug: str | None, is_dry: bool, as_json: bool) -> None:
    """Remind organisations now of requests that have waited for them for a week, at most once a day.

    The queue process does this by itself after one and three weeks.
    """
    mails = CaseMails(services().mail, services().settings.public_url)
    wanted = _organisation(slug) if slug else None
    reminded = remind_now(db.session, services().clock(), mails, wanted, is_dry=is_dry)
    db.session.commit()
    value = [
        {"organisation": each.organisation.slug, "cases": [case.id for case in each.cases], "readers": each.readers} for each in reminded
    ]
    lines = [f"{each.organisation.slug}\t{len(each.cases)} requests\t{each.readers} readers" for each in reminded]
    answer(value, "\n".join(lines) or "Nothing waits.", as_json=as_json)


@consent.command("invite")
@click.option("--case", "case_id", type=int, required=True, help="Number of the case.")
@click.option("--carrier", type=click.Choice([carrier.value for carrier in Carrier]), required=True, help="How the code is handed over.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def invite(case_id: int, carrier: str, as_json: bool) -> None:
    """Make a code for the person of a case, with the text to hand over."""
    case = db.session.get(UnblockCase, case_id)
    if case is None:
        raise click.ClickException(f"there is no case {case_id}")
    try:
        made = invite_person(db.session, current_desk(), case, Carrier(carrier), ACTOR)
    except NotInvitableError as error:
        raise click.ClickException(f"this person cannot be invited any more: {error}") from None
    db.session.commit()
    result = {"code": made.code, "url": made.url, "qr_svg": qr_svg(made.url), "text": made.text}
    lines = [group_code(made.code), made.url, *([f"digits, on paper only: {made.digits}"] if made.digits else [])]
    answer(result, "\n".join([*lines, "", made.text]), as_json=as_json)


def _organisation(slug: str) -> Organisation:
    found = find_organisation(db.session, slug)
    if found is None:
        raise click.ClickException(f"there is no organisation {slug}")
    return found


def _describe(case: UnblockCase) -> dict[str, str | int | None]:
    last_mail: date = case.last_mail_on
    return {
        "case": case.id,
        "organisation": case.organisation.slug,
        "label": case.label,
        "address": case.address,
        "last_mail": last_mail.isoformat(),
        "locale": case.locale,
        "consent": case.consent_track.value,
        "provider": case.provider_track.value,
        "status": case.status.value,
        "next_action": case.next_action.value,
        "beside": case.beside_id,
    }


COMMANDS = [case_group]
