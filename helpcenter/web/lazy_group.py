"""Groups of commands that load a command when it is asked for: no command waits for the modules of all the others."""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import click


@dataclass(frozen=True)
class Entry:
    """A command before it is loaded: what the list of commands says of it, and how to load it."""

    summary: str
    load: Callable[[], click.Command]


def at(place: str, *hung: str) -> Callable[[], click.Command]:
    """Loads the command at `module:name`, after the modules in which other rooms hang theirs below it."""

    def load() -> click.Command:
        for module in hung:
            pkgutil.resolve_name(module)
        found: click.Command = pkgutil.resolve_name(place)
        return found

    return load


class LazyGroup(click.Group):
    """A group whose commands are loaded one by one."""

    entries: Mapping[str, Entry]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return sorted({*self.entries, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded now."""
        entry = self.entries.get(cmd_name)
        return entry.load() if entry else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of the help, which loads none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.entries[name].summary) for name in sorted(self.entries)])


def make_group(name: str, summary: str, entries: Mapping[str, Entry]) -> LazyGroup:
    """A group of these commands."""
    group = LazyGroup(name, help=summary)
    group.entries = entries
    return group
