"""The `helpcenter` command: every room's commands under one roof."""

from datetime import date

import click
from flask import Flask

from helpcenter.app import content_checks, create_app, make_library
from helpcenter.articles import commands as articles
from helpcenter.batches import commands as batches
from helpcenter.bounces import commands as bounces
from helpcenter.config import SettingError, load_settings
from helpcenter.consent import commands as consent
from helpcenter.db.clock import utc_now
from helpcenter.documents.checks import Check
from helpcenter.documents.commands import make_content_commands
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.events import commands as events
from helpcenter.feedback import commands as feedback
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.intake import commands as intake
from helpcenter.labels import commands as labels
from helpcenter.operations import commands as operations
from helpcenter.organisations import commands as organisations
from helpcenter.replies import commands as replies
from helpcenter.retention import commands as retention
from helpcenter.search import commands as search
from helpcenter.suppressions import commands as suppressions
from helpcenter.tutorials import commands as tutorials
from helpcenter.unblock import commands as unblock
from helpcenter.writing import commands as writing

ROOMS = (
    operations,
    organisations,
    search,
    tutorials,
    labels,
    feedback,
    consent,
    unblock,
    intake,
    replies,
    batches,
    retention,
    bounces,
    events,
    suppressions,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Helpcenter: gets an organisation's mails to arrive again."""
    if context.obj is None:
        context.obj = make_app


def make_app() -> Flask:
    """The application of the settings in the environment; a setting that cannot work ends the command."""
    try:
        return create_app(load_settings())
    except (SettingError, ContentError) as error:
        raise click.ClickException(str(error)) from error


def open_content() -> tuple[Library, list[Check]]:
    """The texts of the settings in the environment, without starting the site: broken ones must be nameable."""
    try:
        return make_library(load_settings()), content_checks()
    except SettingError as error:
        raise click.ClickException(str(error)) from error


def today() -> date:
    """Today on the house's clock, as front matter counts days."""
    return utc_now().astimezone(HOUSE_ZONE).date()


for room in ROOMS:
    for command in room.COMMANDS:
        main.add_command(command)
text_commands = [command for texts in (articles, writing) for command in texts.make_commands(open_content, today)]
main.add_command(make_content_commands(open_content, [*text_commands, *operations.CONTENT_COMMANDS]))


if __name__ == "__main__":
    main()
