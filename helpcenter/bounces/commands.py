"""Commands: explain a mail that came back."""

import click

COMMANDS: tuple[click.Command, ...] = ()
