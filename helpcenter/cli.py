"""The `helpcenter` command: every room's commands under one roof."""

import importlib
import importlib.util

import click
from flask import Flask

from helpcenter.app import create_app
from helpcenter.config import SettingError, load_settings

ROOMS = ("documents", "articles", "organisations", "tutorials", "consent", "unblock")


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
    except SettingError as error:
        raise click.ClickException(str(error)) from error


def _add_rooms() -> None:
    # BUILDING PHASE ONLY: each room's commands.py lists its click groups in COMMANDS.
    for room in ROOMS:
        name = f"helpcenter.{room}.commands"
        if importlib.util.find_spec(name) is not None:
            for command in importlib.import_module(name).COMMANDS:
                main.add_command(command)


_add_rooms()
