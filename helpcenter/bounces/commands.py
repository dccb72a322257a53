"""`helpcenter bounce`: explain mails that came back, on the command line and to machines."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.mailboxes import Holds, open_messages
from helpcenter.bounces.reader import ReaderFailedError
from helpcenter.bounces.reason_words import FOLDER, Wordings
from helpcenter.bounces.wire import to_facts
from helpcenter.bounces.worker import Explainer, Refused
from helpcenter.config import SettingError, Settings, load_settings, variable_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.variables import site_variables
from helpcenter.i18n.locales import DEFAULT_LOCALE, INTERFACE_LOCALES

STANDARD_INPUT = "-"
SHOWN = ("kind", "recipients", "status", "reason", "cause", "who_acts", "article", "is_certain")
REFUSED = {
    "too_large": "too large, or nested too deeply, to be read",
    "too_slow": "takes too long to be read",
    "unreadable": "a damaged file of Outlook, or no mail",
}


@dataclass(frozen=True)
class Answer:
    """What is said about one message of one input; `problem` says why nothing is."""

    name: str
    explanation: Explanation | None
    problem: str = ""


@click.group()
def bounce() -> None:
    """Mails that came back."""


@bounce.command()
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per message.")
@click.option("--locale", type=click.Choice(INTERFACE_LOCALES), default=DEFAULT_LOCALE, show_default=True, help="Language of the words.")
@click.option("--lines", "holds", flag_value=Holds.LINES.value, help="Each line of the input is a message.")
@click.option("--mbox", "holds", flag_value=Holds.MAILS.value, help="The input holds many mails (a file named .mbox always does).")
@click.pass_context
def explain(context: click.Context, files: tuple[str, ...], as_json: bool, locale: str, holds: str | None) -> None:
    """Say what happened to a mail: which address, why, whose turn it is.

    A FILE is a mail as it came back (.eml, or .msg of Outlook), or one line of a server. Without FILE, or for -, standard input is read.
    Exit code 1 when a message could not be read.
    """
    settings = _settings()
    wordings = Wordings(settings.content, site_variables(settings))
    render = _as_json if as_json else _as_text
    explainer, unread = Explainer(settings.content / FOLDER), 0
    context.call_on_close(explainer.close)
    try:
        for answer in _answers(explainer, files, Holds(holds or Holds.MESSAGE.value)):
            click.echo(render(answer, wordings, locale))
            unread += answer.explanation is None
    except (ReaderFailedError, ContentError, FileNotFoundError) as error:
        raise click.ClickException(str(error)) from error
    context.exit(1 if unread else 0)


def _settings() -> Settings:
    """The settings of the environment; nothing is signed here, so no secret is made into an instance folder."""
    try:
        return load_settings({variable_of("secret_key"): "unused", **os.environ})
    except SettingError as error:
        raise click.ClickException(str(error)) from error


def _answers(explainer: Explainer, files: tuple[str, ...], holds: Holds) -> Iterator[Answer]:
    for name in files or (STANDARD_INPUT,):
        shown = click.format_filename(name) if files else ""
        try:
            for message in open_messages(name, holds):
                yield _answer(shown, explainer.explain(message))
        except OSError as error:
            yield Answer(shown, None, error.strerror or type(error).__name__)


def _answer(name: str, said: Explanation | Refused) -> Answer:
    return Answer(name, None, REFUSED[said.reason]) if isinstance(said, Refused) else Answer(name, said)


def _as_json(answer: Answer, wordings: Wordings, locale: str) -> str:
    facts: dict[str, Any] = {"file": answer.name} if answer.name else {}
    if found := answer.explanation:
        said = to_facts(found)
        facts |= {key: said[key] for key in SHOWN} | {"next_step": wordings.of(found.reason, locale).next_step}
    else:
        facts["error"] = answer.problem
    return json.dumps(facts, ensure_ascii=False)


def _as_text(answer: Answer, wordings: Wordings, locale: str) -> str:
    lines = [answer.name] if answer.name else []
    if found := answer.explanation:
        lines += _lines(found, wordings, locale)
    else:
        lines.append(f"not read: {answer.problem}")
    return "\n  ".join(lines) if answer.name else "\n".join(lines)


def _lines(found: Explanation, wordings: Wordings, locale: str) -> Iterator[str]:
    words = wordings.of(found.reason, locale)
    kind = found.kind if found.is_certain else f"{found.kind}, perhaps"
    yield " · ".join(part for part in (kind, found.status, found.reason, ", ".join(found.recipients)) if part)
    yield f"{words.title}. {words.why}"
    if found.quote:
        yield f"“{found.quote}”"
    yield f"cause: {found.cause} · turn: {found.who_acts} · article: {found.article or '-'}"
    yield from (f"→ {step}" for step in words.to_do)


COMMANDS: tuple[click.Command, ...] = (bounce,)
