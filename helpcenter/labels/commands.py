"""`helpcenter label`: what must be looked at again; the decision about labels from memory, without a browser."""

from typing import Any

import click

from helpcenter.db import db
from helpcenter.documents.errors import ContentError
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.labels.deciding import decide_all
from helpcenter.labels.desk import the_worklist
from helpcenter.labels.models import NOTE_LENGTH
from helpcenter.labels.quotations import the_quoting_room
from helpcenter.labels.urgency import State
from helpcenter.labels.worklist import ALL, TO_CHECK, UNDECIDED, Row, Wanted
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services

CHOICES = [*(state.value for state in State), UNDECIDED, ALL]


@click.group()
def label() -> None:
    """Names of buttons that tutorials quote: what must be checked on a screen, what may be published."""


@label.command("list")
@click.option("--client", default="", help="Of this mail client only, such as gmail.")
@click.option("--screen", default="", metavar="LOCALE", help="Of screens in this language only, such as fr.")
@click.option("--state", type=click.Choice(CHOICES), help="In this state only; all that are overdue when left out.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def list_labels(client: str, screen: str, state: str | None, as_json: bool) -> None:
    """The labels to check on a real screen, the most urgent first."""
    rows = the_worklist(DEFAULT_LOCALE).select(Wanted(client, screen, state or TO_CHECK))
    answer([_value(row) for row in rows], "\n".join(map(_line, rows)), as_json=as_json)


@label.command("decide")
@click.option("--all-memory", "is_all", is_flag=True, required=True, help="Every label that is known from memory only.")
@click.option("--note", default="", help="Why, for the team.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def decide(is_all: bool, note: str, as_json: bool) -> None:
    """Let labels be published although nobody has seen them; sheets say that the name may differ."""
    if len(note) > NOTE_LENGTH:
        raise click.UsageError(f"--note: at most {NOTE_LENGTH} characters")
    found = services()
    try:
        # Without a person: a command of the installation decided.
        number = decide_all(db.session, found.clock, found.events, the_quoting_room(), None, note)
    except ContentError as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    answer({"decided": number}, f"{number} labels may be published from now on.", as_json=as_json)


def _value(row: Row) -> dict[str, Any]:
    client, key, locale = row.name
    known = row.label.model_dump(mode="json", include={"text", "evidence", "verified_on", "verified_by"})
    steps = [{"tutorial": each.tutorial, "step": each.step} for each in row.quotations]
    judged = {"state": row.state.value, "stuck": row.readers, "is_published": not row.is_undecided}
    return {"client": client, "key": key, "screen": locale, **known, **judged, "steps": steps}


def _line(row: Row) -> str:
    client, key, locale = row.name
    return f"{row.state.value:8} {client:16} {locale:6} {key:32} {row.label.text}"


COMMANDS: tuple[click.Command, ...] = (label,)
