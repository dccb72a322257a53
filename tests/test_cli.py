"""The list of commands, which loads none of them."""

import re
import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

from helpcenter.cli import CONTENT, main
from helpcenter.config import PACKAGE
from helpcenter.web.lazy_group import Entry

ROOMS = sorted(file.parent.name for file in PACKAGE.glob("*/commands.py"))
# What may be loaded before a command is known: no site, no database, no templates.
HEAVY = {"flask", "sqlalchemy", "jinja2", "babel", "helpcenter.app"}
PROGRAM = """
import sys
from click.testing import CliRunner
from helpcenter.cli import main
result = CliRunner().invoke(main, {words!r})
assert result.exit_code == 0, result.output
print(sorted({heavy!r} & set(sys.modules)))
"""


def _loaded_by(*words: str) -> str:
    program = PROGRAM.format(words=words, heavy=HEAVY)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("words", [("--help",), ("bounce", "--help"), ("content", "--help")], ids=" ".join)
def test_the_list_of_commands_loads_no_site(words: tuple[str, ...]) -> None:
    assert _loaded_by(*words) == "[]"


@pytest.mark.parametrize("entries", [main.entries, CONTENT], ids=["all", "content"])
def test_each_command_is_found_under_its_name_and_says_what_the_list_says(entries: dict[str, Entry]) -> None:
    for name, entry in entries.items():
        command = entry.load()
        assert command.name == name
        assert _beginning(command.help or "") == _beginning(entry.summary), name


def _beginning(text: str) -> list[str]:
    return re.findall(r"\w+", text)[:3]


def test_every_command_of_every_room_has_a_place() -> None:
    offered = {command for room in ROOMS for command in getattr(import_module(f"helpcenter.{room}.commands"), "COMMANDS", ())}

    assert {command.name for command in offered} <= set(main.entries)
    assert all(main.entries[str(command.name)].load() is command for command in offered)


@pytest.mark.parametrize("words", [("case", "link"), ("evidence", "bundle"), ("consent", "invite")], ids=" ".join)
def test_what_a_room_hangs_below_another_rooms_command_is_there_from_the_start(words: tuple[str, ...]) -> None:
    assert "sqlalchemy" in _loaded_by(*words, "--help")


def test_a_command_that_does_not_exist_is_named() -> None:
    result = CliRunner().invoke(main, ["contend"])

    assert result.exit_code == click.UsageError.exit_code
    assert "contend" in result.output
