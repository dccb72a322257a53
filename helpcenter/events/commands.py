"""Commands: take in events from a file again."""

import click

COMMANDS: tuple[click.Command, ...] = ()
