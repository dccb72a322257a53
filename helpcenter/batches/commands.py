"""`helpcenter batch`: what waits for the provider, make a batch, fetch its dossier, note that it was sent, close it with the answers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from helpcenter.batches.answer_file import Line, TableError, read_answers
from helpcenter.batches.covering import covering_texts
from helpcenter.batches.desk import content_of, policy_of
from helpcenter.batches.dossier import make_dossier
from helpcenter.batches.dossier_files import pack, text_files
from helpcenter.batches.models import Batch, Dossier, ProviderRequest, RequestState
from helpcenter.batches.printing import make_documents
from helpcenter.batches.queries import find_batch, list_batches
from helpcenter.batches.readiness import Ready, find_ready
from helpcenter.batches.service import Answer, BatchStateError, PaceError, ask, make_batch, record_answer
from helpcenter.batches.tasks import REMOVE
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.pdf import PdfError
from helpcenter.providers.setup import the_policy, the_remover
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services
from helpcenter.web.table_words import COMMAND_PROBLEMS

ACTOR = "command"
TABLE_PROBLEMS = {
    "empty": "the table is empty",
    "too_large": "the table is larger than 1 MB",
    "unreadable": "this is no table (.xlsx, .ods, CSV)",
    "locked": COMMAND_PROBLEMS["locked"],
    "columns": "one column must be called address, one answer",
}


@click.group()
def batch() -> None:
    """Requests to the mail provider."""


@batch.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def list_(as_json: bool) -> None:
    """Say what may be asked of the provider now, and list the batches: those that somebody works on first."""
    ready = find_ready(db.session, the_policy(), services().clock())
    batches = list_batches(db.session)
    lines = [_waiting_in_words(ready), *(_in_words(each) for each in batches)]
    value = {"ready": len(ready.mailboxes), "held": len(ready.held), "left_today": ready.left_today, "batches": [*map(_describe, batches)]}
    answer(value, "\n".join(lines), as_json=as_json)


@batch.command("make")
@click.option("--case", "cases", type=int, multiple=True, help="Only the addresses of these cases; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def make(cases: tuple[int, ...], as_json: bool) -> None:
    """Put what is ready into a batch, as much as the provider takes today, with its first dossier; exit code 1 when nothing is."""
    desk = current_desk()
    made = make_batch(db.session, desk, the_policy(), _chosen(cases), ACTOR)
    # Something may have happened without a new batch: cases that follow a request which left before.
    if made.batch is None and not made.joined:
        raise click.ClickException("nothing is ready, or the provider takes no more today")
    if made.batch is not None:
        make_dossier(db.session, desk, made.batch, ACTOR)
    db.session.commit()
    value = {"batch": made.batch.id if made.batch else None, "requests": len(made.batch.requests) if made.batch else 0}
    text = f"Batch {value['batch']}: {value['requests']} addresses." if made.batch else "No new batch."
    joined = f" {made.joined} cases follow a request that the provider has already." if made.joined else ""
    answer({**value, "joined": made.joined}, text + joined, as_json=as_json)


@batch.command("dossier")
@click.argument("batch_id", type=int)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The ZIP to write.")
@with_app
def dossier(batch_id: int, output: Path) -> None:
    """Write the newest dossier of a batch as ZIP: what the provider's support gets."""
    found = _get_batch(batch_id)
    if not found.dossiers:
        raise click.ClickException(f"batch {batch_id} has no dossier")
    try:
        # Printing takes seconds, in which families want to answer: not with the write lock of SQLite.
        with only_looking(db.session):
            output.write_bytes(_pack(found.dossiers[-1]))
    except (PdfError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{output}: dossier of batch {batch_id}.")


@batch.command("ask")
@click.argument("batch_id", type=int)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def ask_(batch_id: int, as_json: bool) -> None:
    """Note that the provider was asked; where a program may, the queue process then lifts the blocks."""
    found = _get_batch(batch_id)
    try:
        asked = ask(db.session, current_desk(), found, policy_of(found, DEFAULT_LOCALE), ACTOR)
    except PaceError as error:
        raise click.ClickException(f"the provider takes only {error.left} more today") from None
    except BatchStateError:
        raise click.ClickException(f"batch {batch_id} was sent already") from None
    if the_remover() is not None:
        services().jobs.enqueue_after_commit(db.session, REMOVE)
    db.session.commit()
    answer({"batch": batch_id, "asked": asked}, f"Noted: the provider was asked about {asked} addresses.", as_json=as_json)


@batch.command("close")
@click.argument("batch_id", type=int)
@click.option("--all", "for_all", type=click.Choice([each.value for each in Answer]), help="One answer for all that have none.")
@click.option("--answers", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A table: address, answer.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def close(batch_id: int, for_all: str | None, table: Path | None, as_json: bool) -> None:
    """Store the provider's answers: from a table (.xlsx, .ods, CSV), then one for all the others. Exit code 1 when a line is left out."""
    if not for_all and not table:
        raise click.UsageError("give --answers FILE, --all ANSWER, or both")
    found = _get_batch(batch_id)
    lines = _read_table(table, found) if table else []
    # The table first: what it says of one address counts more than the answer for all the others.
    stored = _store((line.request, line.answer) for line in lines if line.request and line.answer)
    # Only when the table was understood: what it says about an address must not be overwritten by the answer for all.
    left_out = [line for line in lines if line.problem]
    if for_all and not left_out:
        stored += _store((each, Answer(for_all)) for each in found.requests if each.state is RequestState.ASKED)
    db.session.commit()
    for line in left_out:
        click.echo(f"line {line.number} is left out: {line.problem}", err=True)
    value = {"batch": batch_id, "stored": stored, "left_out": len(left_out), "open": len(found.open_requests)}
    answer(value, f"{stored} answers stored; {value['open']} addresses wait for one.", as_json=as_json)
    if left_out:
        raise SystemExit(1)


def _chosen(cases: tuple[int, ...]) -> set[str]:
    ready = find_ready(db.session, the_policy(), services().clock())
    return {box.key for box in ready.mailboxes if not cases or any(case.id in cases for case in box.cases)}


def _get_batch(batch_id: int) -> Batch:
    found = find_batch(db.session, batch_id)
    if found is None:
        raise click.ClickException(f"there is no batch {batch_id}")
    return found


def _pack(found: Dossier) -> bytes:
    content, vendor = content_of(found, DEFAULT_LOCALE), services().settings.vendor_name
    pdfs = {name: services().pdfs.render_secret(document) for name, document in make_documents(content, vendor).items()}
    texts = text_files(content, covering_texts(content, vendor))
    return pack([*pdfs.items(), *((name, text.encode()) for name, text in texts.items())], found.made_at)


def _read_table(table: Path, found: Batch) -> list[Line]:
    try:
        return read_answers(table.read_bytes(), found.requests)
    except TableError as error:
        raise click.ClickException(TABLE_PROBLEMS[error.problem.value]) from None


def _store(given: Iterable[tuple[ProviderRequest, Answer]]) -> int:
    desk, stored = current_desk(), 0
    for request, said in given:
        try:
            record_answer(db.session, desk, request, said, ACTOR)
            stored += 1
        except BatchStateError:
            # Not sent yet, or somebody else was quicker: what stands there stays.
            continue
    return stored


def _describe(each: Batch) -> dict[str, Any]:
    moments = {"made_at": each.created_at, "asked_at": each.asked_at, "closed_at": each.closed_at}
    counts = {state.value: sum(request.state is state for request in each.requests) for state in RequestState}
    return {
        "batch": each.id,
        "provider": each.provider,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "requests": counts,
    }


def _in_words(each: Batch) -> str:
    state = "closed" if each.closed_at else "asked" if each.asked_at else "not sent"
    return f"{each.id}\t{each.provider}\t{len(each.requests)} addresses\t{len(each.open_requests)} without answer\t{state}"


def _waiting_in_words(ready: Ready) -> str:
    pace = "" if ready.left_today is None else f", the provider takes {ready.left_today} more today"
    return f"Ready: {len(ready.mailboxes)} addresses; {len(ready.held)} cases still lack something{pace}."


COMMANDS = [batch]
