"""Commands: give a received mail, read the mailbox now."""

from pathlib import Path

import click

from helpcenter.db import db
from helpcenter.replies.desk import the_tools
from helpcenter.replies.models import ReplySource
from helpcenter.replies.reading import UnreadableError
from helpcenter.replies.service import AlreadyHereError, Arrival, NothingMatchesError, examine, receive
from helpcenter.replies.tasks import fetch_now, the_plan
from helpcenter.web.cli import answer, with_app

PROBLEMS = {
    "empty": "the file is empty",
    "too_large": "the file is larger than 5 MB",
    "outlook": "this is an Outlook file (.msg), which has lost its signature: save the mail as .eml, or forward it as an attachment",
    "no_mail": "this is no mail: an .eml file begins with lines such as From: and Date:",
    "damaged": "this mail cannot be read",
}


@click.group()
def reply() -> None:
    """Answers that came as mails."""


@reply.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def add(file: Path, as_json: bool) -> None:
    """Take in a received mail (.eml); exit code 1 when it is about nothing here."""
    tools = the_tools()
    try:
        examined = examine(file.read_bytes(), tools.records)
        received = receive(db.session, tools.desk, tools.store, examined, Arrival(ReplySource.COMMAND, "command"))
    except UnreadableError as error:
        raise click.ClickException(PROBLEMS[error.problem]) from None
    except NothingMatchesError:
        raise click.ClickException("no code of ours stands in this mail, and its sender is in no single open case") from None
    except AlreadyHereError as error:
        raise click.ClickException(f"this mail is here already: number {error.reply.id}") from None
    db.session.commit()
    reasons = [reason.value for reason in received.reasons]
    result = {
        "reply": received.id,
        "case": received.case_id,
        "verdict": received.verdict.value,
        "reasons": reasons,
        "state": received.state.value,
    }
    answer(result, f"No. {received.id}: {received.verdict.value} {', '.join(reasons)} ({received.state.value})", as_json=as_json)


@reply.command("fetch")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def fetch(as_json: bool) -> None:
    """Read the mailbox of confirmations now; exit code 1 when it cannot be read."""
    if the_plan() is None:
        raise click.ClickException("no mailbox is configured (HELPCENTER_IMAP_URL)")
    done = fetch_now()
    if done.problem:
        raise click.ClickException(f"the mailbox cannot be read: {done.problem}")
    answer({"kept": done.kept, "left_alone": done.left_alone}, f"{done.kept} kept, {done.left_alone} left alone", as_json=as_json)


COMMANDS = [reply]
