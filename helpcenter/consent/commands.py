"""Commands: what a code stands at, and the ledger."""

from pathlib import Path

import click

from helpcenter.consent import ledger
from helpcenter.consent.codes import clean_code, is_code
from helpcenter.consent.invitations import expire
from helpcenter.consent.queries import find_invitation, state_of
from helpcenter.consent.setup import current_desk
from helpcenter.consent.verifier import Finding, check_chain, describe, parse_head, read_export
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services


class HeadType(click.ParamType[tuple[int, str]]):
    """A head as a receipt prints it."""

    name = "SEQ:HASH"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> tuple[int, str]:
        """Read it, or say how it is written."""
        # Click may give a value that it has converted already.
        if isinstance(value, tuple):
            return value
        try:
            return parse_head(str(value))
        except ValueError as error:
            self.fail(str(error), param, context)


@click.group()
def consent() -> None:
    """Invitations and what became of them."""


@consent.command("show")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def show(code: str, as_json: bool) -> None:
    """Say what a code stands at; exit code 1 when there is no such code."""
    clean = clean_code(code)
    invitation = find_invitation(db.session, clean) if is_code(clean) else None
    if invitation is None:
        raise click.ClickException("there is no such code")
    state = state_of(invitation, services().clock())
    answer({"state": state.value}, state.value, as_json=as_json)


@consent.command("expire")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def expire_codes(as_json: bool) -> None:
    """Close the codes that nobody answered in time."""
    count = expire(db.session, current_desk())
    db.session.commit()
    answer({"expired": count}, f"{count} codes expired", as_json=as_json)


@click.group()
def evidence() -> None:
    """The ledger that proves what was answered."""


@evidence.command("verify")
@click.option("--file", "export", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Check an export instead.")
@click.option("--head", type=HeadType(), help="A head noted earlier, such as on a receipt: finds a missing end.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify(export: Path | None, head: tuple[int, str] | None, as_json: bool) -> None:
    """Check the whole chain; exit code 1 and the first bad seq when something is wrong."""
    # A file needs neither application nor database: whoever checks it may have nothing else of ours.
    finding = _check_file(export, head) if export else _check_database(head)
    result = {"ok": finding.is_sound, "rows": finding.rows, "erased": finding.erased, "bad_seq": finding.bad_seq}
    head_text = f"{finding.head_seq}:{finding.head_hash}"
    answer({**result, "reason": finding.reason, "head": head_text}, describe(finding), as_json=as_json)
    if not finding.is_sound:
        raise SystemExit(1)


@evidence.command("export")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; without it, standard output.")
@with_app
def export(output: Path | None) -> None:
    """Write the chain as JSON Lines, which verifier.py checks without this program."""
    with only_looking(db.session):
        if output is None:
            for line in ledger.export_lines(db.session):
                click.echo(line)
            return
        with output.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in ledger.export_lines(db.session))


def _check_file(file: Path, head: tuple[int, str] | None) -> Finding:
    # As verifier.py opens it: what is no UTF-8 is found at its event.
    with file.open(encoding="utf-8", errors="surrogateescape") as lines:
        return check_chain(read_export(lines), head)


@with_app
def _check_database(head: tuple[int, str] | None) -> Finding:
    # Years of evidence take minutes: on SQLite no family could answer meanwhile, were the write lock held.
    with only_looking(db.session):
        return ledger.verify(db.session, head)


COMMANDS = [consent, evidence]
