"""Commands: open the cases of a table, and make a link as the vendor's software does."""

from pathlib import Path
from secrets import token_urlsafe

import click

from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.i18n.tables import TableError
from helpcenter.i18n.workbooks import read_file
from helpcenter.intake.desk import the_reading
from helpcenter.intake.importing import import_cases, plan_import
from helpcenter.intake.links import LONGEST_LIFE, VendorLink, seal_link
from helpcenter.intake.plans import JOINED, LET_PASS, OPENED, Entry, Plan
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation
from helpcenter.providers.setup import the_policy
from helpcenter.unblock.commands import ACTOR, case_group
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services
from helpcenter.web.table_words import COMMAND_PROBLEMS

PROBLEMS = {
    **COMMAND_PROBLEMS,
    "empty": "there is no line with a family in it",
    "columns": "the first line must name the columns family, address, last mail",
    "long": "more than 1,000 lines: divide the table",
}


@case_group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", "slug", required=True, help="Short name of the organisation.")
@click.option("--dry-run", is_flag=True, help="Only say what each line would become.")
@click.option("--pass-doubtful", "passes", is_flag=True, help="Open the lines with an advice or a doubt too.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def import_(file: Path, slug: str, *, dry_run: bool, passes: bool, as_json: bool) -> None:
    """Open a case for each right line of a table (.xlsx, .ods, CSV). Exit code 1 when a line was left."""
    organisation = _organisation(slug)
    plan = _plan(file, organisation)
    cases = [] if dry_run else import_cases(db.session, current_desk(), organisation, plan, ACTOR, passes=passes, policy=the_policy())
    db.session.commit()
    lines = [_describe(entry) for entry in plan.entries]
    value = {"dry_run": dry_run, "opened": [case.id for case in cases], "lines": lines}
    text = [f"line {line['line']}: {line['finding']} {line['other']}".rstrip() for line in lines]
    end = f"{plan.to_open} would be opened, {plan.to_join} further addresses would join." if dry_run else f"{len(cases)} opened."
    answer(value, "\n".join([*text, end]), as_json=as_json)
    wanted = OPENED | JOINED | (LET_PASS if passes else frozenset())
    if any(entry.finding not in wanted for entry in plan.entries):
        click.get_current_context().exit(1)


@case_group.command("link")
@click.option("--organisation", "slug", required=True, help="Short name of the organisation.")
@click.option("--family", default="", help="How the organisation knows the family.")
@click.option("--address", default="", help="Mail address that receives nothing.")
@click.option("--other", "others", multiple=True, help="Another address of the family that receives nothing; up to three times.")
@click.option("--last-mail", default="", help="Day of the last mail, as 2026-11-03.")
@click.option("--ticket", default="", help="Number of the help desk.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def link(slug: str, *, others: tuple[str, ...], as_json: bool, **said: str) -> None:
    """Make the link that the vendor's software would make, to try it: it opens the form filled in, for 15 minutes."""
    settings, now = services().settings, services().clock()
    if not settings.link_secrets:
        raise click.ClickException("HELPCENTER_LINK_SECRETS is not set")
    made = VendorLink(_organisation(slug).slug, token_urlsafe(12), int((now + LONGEST_LIFE).timestamp()), others=others, **said)
    url = f"{settings.public_url}/{DEFAULT_LOCALE}/assistance/with/{seal_link(settings.link_secrets[0], made)}"
    answer({"url": url}, url, as_json=as_json)


def _plan(file: Path, organisation: Organisation) -> Plan:
    try:
        return plan_import(db.session, current_desk(), organisation, read_file(file.read_bytes()).text, the_reading())
    except TableError as error:
        raise click.ClickException(PROBLEMS[error.problem]) from None


def _describe(entry: Entry) -> dict[str, str | int]:
    return {"line": entry.line.number, "finding": entry.finding.value, "other": entry.other}


def _organisation(slug: str) -> Organisation:
    found = find_organisation(db.session, slug)
    if found is None:
        raise click.ClickException(f"there is no organisation {slug}")
    return found


COMMANDS: list[click.Command] = []
