"""`helpcenter content`: checks what staff wrote; other rooms hang their commands below it."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from helpcenter.documents.checks import Check, Level, Problem, check_content
from helpcenter.documents.library import Library

# Opens the library of this installation, and names the checks of all rooms.
OpenContent = Callable[[], tuple[Library, Iterable[Check]]]


def make_content_commands(open_content: OpenContent, commands: Iterable[click.Command] = ()) -> click.Group:
    """The group `content`, for the library, the checks and the commands of higher rooms."""

    @click.group()
    def content() -> None:
        """Check and write the texts in the content folder."""

    content.add_command(make_check(open_content))
    for command in commands:
        content.add_command(command)
    return content


def make_check(open_content: OpenContent) -> click.Command:
    """The command that looks at everything in the content folder."""

    @click.command()
    @click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
    @click.pass_context
    def check(context: click.Context, as_json: bool) -> None:
        """Name every mistake with file and line; exit 1 when there is an error (warnings do not count)."""
        library, checks = open_content()
        problems = check_content(library, checks)
        click.echo(_as_json(problems) if as_json else _as_text(problems))
        if any(problem.level is Level.ERROR for problem in problems):
            context.exit(1)

    return check


def shown(file: Path) -> str:
    """A path as its reader would type it: from the current folder when it lies below."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def _as_json(problems: list[Problem]) -> str:
    rows = [{"level": item.level.value, "file": shown(item.file), "line": item.line, "message": item.message} for item in problems]
    return json.dumps(rows, ensure_ascii=False)


def _as_text(problems: list[Problem]) -> str:
    errors = sum(problem.level is Level.ERROR for problem in problems)
    lines = [str(Problem(Path(shown(item.file)), item.line, item.level, item.message)) for item in problems]
    return "\n".join([*lines, f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"])


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
