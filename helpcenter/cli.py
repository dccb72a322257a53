"""The `helpcenter` command: every room's commands under one roof, each loaded when somebody asks for it."""

import pkgutil
import sqlite3
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from helpcenter.config import SettingError, load_settings
from helpcenter.documents.errors import ContentError
from helpcenter.web.lazy_group import Entry, LazyGroup, at, make_group

if TYPE_CHECKING:
    from flask import Flask

    from helpcenter.documents.checks import Check
    from helpcenter.documents.library import Library


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Helpcenter: gets an organisation's mails to arrive again."""
    if context.obj is None:
        context.obj = make_app


def make_app() -> "Flask":
    """The application of the settings in the environment; a setting that cannot work ends the command."""
    try:
        # By name, and only now: loading the site takes longer than most commands.
        app: Flask = pkgutil.resolve_name("helpcenter.app:create_app")(load_settings())
    except (SettingError, ContentError) as error:
        raise click.ClickException(str(error)) from error
    except (OSError, sqlite3.OperationalError) as error:
        raise click.ClickException(
            f"the folder of the instance cannot be used ({error}): has its disk room, and is it this user's?"
        ) from error
    return app


def open_content() -> "tuple[Library, list[Check]]":
    """The texts of the settings in the environment, without starting the site: broken ones must be nameable."""
    texts = pkgutil.resolve_name("helpcenter.texts")
    try:
        return texts.make_library(load_settings()), texts.content_checks()
    except SettingError as error:
        raise click.ClickException(str(error)) from error


def _check() -> click.Command:
    command: click.Command = pkgutil.resolve_name("helpcenter.documents.commands:make_check")(open_content)
    return command


def _text_command(room: str, name: str) -> Callable[[], click.Command]:
    """Loads a command of a room that writes texts: it is told where they are, and how to know the day."""

    def load() -> click.Command:
        today = pkgutil.resolve_name("helpcenter.articles.checks:today")
        made: Iterable[click.Command] = pkgutil.resolve_name(f"helpcenter.{room}.commands:make_commands")(open_content, today)
        return next(command for command in made if command.name == name)

    return load


CONTENT = {
    "accept": Entry("Say that translations still say the same as their originals.", _text_command("articles", "accept")),
    "check": Entry("Name every mistake with file and line.", _check),
    "import-freshdesk": Entry("Make drafts of the articles in a Freshdesk export.", _text_command("writing", "import-freshdesk")),
    "new": Entry("Begin the article SLUG.", _text_command("articles", "new")),
    "remind": Entry("Remind the owners of articles that must be read again.", _text_command("writing", "remind")),
    "serve": Entry("Show the content folder on this machine, drafts too.", at("helpcenter.operations.commands:serve_texts")),
}
TEXTS = make_group("content", "Check and write the texts in the content folder.", CONTENT)
main.entries = {
    "account": Entry("People who sign in.", at("helpcenter.organisations.commands:account")),
    "backup": Entry("Copy the database, the keys and the files into one file.", at("helpcenter.operations.custody_commands:backup")),
    "batch": Entry("Requests to the mail provider.", at("helpcenter.batches.commands:batch")),
    "bounce": Entry("Mails that came back.", at("helpcenter.bounces.commands:bounce")),
    "case": Entry("Unblock cases.", at("helpcenter.unblock.commands:case_group", "helpcenter.intake.commands")),
    "consent": Entry("Invitations and what became of them.", at("helpcenter.consent.commands:consent", "helpcenter.unblock.commands")),
    "content": Entry("Check and write the texts in the content folder.", lambda: TEXTS),
    "doctor": Entry("Name what is missing or misconfigured.", at("helpcenter.operations.commands:doctor")),
    "events": Entry("What mail providers said became of each mail.", at("helpcenter.events.commands:events_group")),
    "evidence": Entry(
        "The ledger that proves what was answered.", at("helpcenter.consent.commands:evidence", "helpcenter.retention.commands")
    ),
    "feedback": Entry("What readers say, and what they look for.", at("helpcenter.feedback.commands:feedback_group")),
    "init": Entry("Make the instance folder, create or upgrade the database.", at("helpcenter.operations.commands:init")),
    "label": Entry("Names of buttons that tutorials quote.", at("helpcenter.labels.commands:label")),
    "organisation": Entry("Organisations: social centres, associations, town halls.", at("helpcenter.organisations.commands:organisation")),
    "reply": Entry("Answers that came as mails.", at("helpcenter.replies.commands:reply")),
    "restore": Entry("Put a backup in the place of the database and the files.", at("helpcenter.operations.custody_commands:restore")),
    "retention": Entry("How long things are kept, and what is erased.", at("helpcenter.retention.commands:retention")),
    "search": Entry("What the site's search answers.", at("helpcenter.search.commands:search")),
    "serve": Entry("Run the production server, and the queue beside it.", at("helpcenter.operations.commands:serve")),
    "suppression": Entry("Blocked addresses per organisation, and why.", at("helpcenter.suppressions.commands:suppression")),
    "tutorial": Entry("Trusted-sender tutorials: list them, print them.", at("helpcenter.tutorials.commands:tutorial")),
    "work": Entry("Run the queue alone: mails and PDFs.", at("helpcenter.operations.commands:work")),
}


if __name__ == "__main__":
    main()
