"""`helpcenter evidence stamp` and `stamps`: the head of the ledger, stamped by an authority outside the house."""

from pathlib import Path

import click

from helpcenter.consent.commands import evidence
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.retention.models import HeadStamp
from helpcenter.retention.time_stamps import Authority, Checked, TimeStampError, check_stamps, stamp_head
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services


@evidence.command("stamp")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def stamp(as_json: bool) -> None:
    """Have the head stamped now; the queue process does this every night when an authority is configured."""
    try:
        made = stamp_head(db.session, _authority())
    except TimeStampError as error:
        raise click.ClickException(str(error)) from None
    if made is None:
        answer({"stamped": False}, "The head was stamped before; the chain has not grown since.", as_json=as_json)
        return
    value = {"stamped": True, "head": made.head, "at": made.stamped_at.isoformat(), "authority": made.authority}
    answer(value, f"{made.head} stamped at {made.stamped_at.isoformat()}", as_json=as_json)


@evidence.command("stamps")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Write each stamp here, for `openssl ts -verify`.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def stamps(output: Path | None, as_json: bool) -> None:
    """Check every stamp against the chain as it is today; exit code 1 when one does not hold."""
    try:
        # Each stamp is checked against the chain: nobody waits for that with an answer.
        with only_looking(db.session):
            checked = check_stamps(db.session, _authority())
    except TimeStampError as error:
        raise click.ClickException(str(error)) from None
    # Both files, so that `openssl ts -verify` needs nothing of ours.
    if output:
        _write(output, [each.stamp for each in checked])
    value = [{"head": each.stamp.head, "at": each.stamp.stamped_at.isoformat(), "problem": each.problem} for each in checked]
    answer(value, "\n".join(map(_in_words, checked)) or "No stamps.", as_json=as_json)
    if any(each.problem for each in checked):
        raise SystemExit(1)


def _authority() -> Authority:
    settings = services().settings
    if not settings.timestamp_url or not settings.timestamp_roots:
        raise click.ClickException("no authority is configured (HELPCENTER_TIMESTAMP_URL, HELPCENTER_TIMESTAMP_ROOTS)")
    return Authority.read(settings.timestamp_url, settings.timestamp_roots)


def _write(folder: Path, made: list[HeadStamp]) -> None:
    """Each head as the very bytes that were stamped, beside the authority's answer."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in made:
        (folder / f"{each.head_seq}.head").write_text(each.head, encoding="ascii")
        (folder / f"{each.head_seq}.tsr").write_bytes(each.answer)


def _in_words(each: Checked) -> str:
    return f"{each.stamp.stamped_at.isoformat()}\t{each.stamp.head}\t{each.problem or 'holds'}"
