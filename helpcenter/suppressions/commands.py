"""Commands: what is blocked."""

import click

COMMANDS: tuple[click.Command, ...] = ()
