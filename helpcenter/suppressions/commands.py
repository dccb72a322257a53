"""Commands: what is blocked, in and out as a table."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from helpcenter.consent.addresses import mask_address
from helpcenter.db import db
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.tables import TableError
from helpcenter.i18n.workbooks import read_file
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation
from helpcenter.suppressions.importing import NOTED, Plan, Reader, import_blocks, plan_import
from helpcenter.suppressions.lines import Line, stream_lines
from helpcenter.suppressions.policies import policy_of
from helpcenter.suppressions.queries import BlockFilter, Shown, stream_blocks
from helpcenter.suppressions.writing import Columns, write_blocks
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services
from helpcenter.web.table_words import COMMAND_PROBLEMS

ACTOR = "command"
PROBLEMS = {
    **COMMAND_PROBLEMS,
    "empty": "there is no line with an address in it",
    "columns": "the first line must name a column address",
    "long": "more than 5,000 lines: divide the table",
}


@click.group("suppression")
def suppression() -> None:
    """Blocked addresses: per organisation, since when, why, until when."""


@suppression.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", "slug", required=True, help="Short name of the organisation.")
@click.option("--dry-run", is_flag=True, help="Only say what each line would become.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def import_(file: Path, slug: str, *, dry_run: bool, as_json: bool) -> None:
    """Note the blocked addresses of a table (.xlsx, .ods, CSV). Exit code 1 when a line was left."""
    plan = _plan(file, _organisation(slug))
    noted = 0 if dry_run else import_blocks(db.session, plan, ACTOR)
    db.session.commit()
    lines = [{"line": each.line.number, "finding": each.finding.value, "other": each.other} for each in plan.entries]
    text = [f"line {line['line']}: {line['finding']} {line['other']}".rstrip() for line in lines]
    end = f"{plan.to_note} would be noted." if dry_run else f"{noted} noted."
    answer({"dry_run": dry_run, "noted": noted, "lines": lines}, "\n".join([*text, end]), as_json=as_json)
    if any(each.finding not in NOTED for each in plan.entries):
        click.get_current_context().exit(1)


@suppression.command("export")
@click.option("--organisation", "slug", required=True, help="Short name of the organisation.")
@click.option("--over", is_flag=True, help="Those that are no longer blocked.")
@click.option("--masked", is_flag=True, help="Show addresses in part only.")
@with_app
def export(slug: str, *, over: bool, masked: bool) -> None:
    """Write the blocked addresses of an organisation as a table (CSV) that the import reads."""
    wanted = BlockFilter(_organisation(slug).id, shown=Shown.OVER if over else Shown.ACTIVE)
    # Words of the program, not of a language: the import of another installation reads them.
    columns = Columns("en", lambda line: line.block.kind.value, lambda line: line.advice.step.value, is_masked=masked)
    for piece in write_blocks(_stream(wanted), columns):
        sys.stdout.write(piece)


@suppression.command("list")
@click.option("--organisation", "slug", help="Only those of this organisation.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON Lines.")
@with_app
def list_(slug: str | None, *, as_json: bool) -> None:
    """What is blocked now, the newest first, addresses in part."""
    for lines in _stream(BlockFilter(_organisation(slug).id if slug else None)):
        for line in lines:
            value = _describe(line)
            answer(value, " ".join(str(each) for each in value.values() if each), as_json=as_json)


def _stream(wanted: BlockFilter) -> Iterator[list[Line]]:
    return stream_lines(db.session, stream_blocks(db.session, wanted), _reader_day())


def _reader_day() -> date:
    return house_day(services().clock())


def _describe(line: Line) -> dict[str, object]:
    block = line.block
    return {
        "id": block.id,
        "organisation": block.organisation.slug if block.organisation else None,
        "address": mask_address(block.address),
        "kind": block.kind.value,
        "since": house_day(block.since_at).isoformat(),
        "until": block.until_on.isoformat() if block.until_on else None,
        "next_step": line.advice.step.value,
        "case": line.advice.case.id if line.advice.case else None,
    }


def _plan(file: Path, organisation: Organisation) -> Plan:
    try:
        reader = Reader(organisation, policy_of(services().settings.provider), services().clock())
        return plan_import(db.session, reader, read_file(file.read_bytes()).text)
    except TableError as error:
        raise click.ClickException(PROBLEMS[error.problem]) from None


def _organisation(slug: str) -> Organisation:
    found = find_organisation(db.session, slug)
    if found is None:
        raise click.ClickException(f"there is no organisation {slug}")
    return found


COMMANDS: tuple[click.Command, ...] = (suppression,)
