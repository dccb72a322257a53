"""Changes one label in the text of a mail client's file; every other line stays as somebody wrote it, comments too.

The lines of the label alone are read and written by ruamel.yaml, which keeps their comments and their order. The change is then
proved: read again, the file must say what it said and the new label, nothing else.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter

from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import FastLoader, parse_yaml
from helpcenter.labels.mail_clients import MailClient

# As wide as the lines of these files.
WIDTH = 112
Change = Callable[[dict[str, Any]], None]


class LabelFileError(ValueError):
    """The file is written in a way that this program cannot change; a person can."""


def change_label(text: str, file: Path, key: str, locale: str, change: Change) -> str:
    """The text of the file with this label changed; LabelFileError when that cannot be done safely."""
    try:
        before = parse_yaml(text, file, MailClient)
        start, end, indent = _place(text, key, locale)
        lines = text.split("\n")
        block = _changed([line[indent:] for line in lines[start:end]], locale, change)
        changed = "\n".join([*lines[:start], *(f"{' ' * indent}{line}" if line else "" for line in block), *lines[end:]])
        after = parse_yaml(changed, file, MailClient)
    # A file that this program does not understand is a person's to change: it is refused, never half changed.
    except (ContentError, YAMLError, KeyError, TypeError) as error:
        raise LabelFileError(str(error)) from error
    # The proof: whatever the change did besides, it is not written.
    if _without(before, key, locale) != _without(after, key, locale):
        raise LabelFileError(f"{key} ({locale}) cannot be changed alone")
    return changed


def _place(text: str, key: str, locale: str) -> tuple[int, int, int]:
    """The first line of a label, the line behind its last one, and how far it is indented."""
    node: Any = FastLoader(text).get_single_node()
    for name in ("labels", key, locale):
        found, node = {each.value: (each, value) for each, value in node.value}[name]
    # Written in braces beside its name, it has no lines that could be exchanged alone.
    if found.start_mark.line == node.start_mark.line:
        raise LabelFileError(f"{key} ({locale}) is not written in lines of its own")
    start, indent = found.start_mark.line, found.start_mark.column
    return start, _end(text.split("\n"), start, indent), indent


def _end(lines: list[str], start: int, indent: int) -> int:
    """Behind the last line that is indented further than the label's name; blanks and comments below it belong to what follows."""
    end = start + 1
    for number, line in enumerate(lines[end:], end):
        is_further = len(line) - len(line.lstrip(" ")) > indent
        if line.strip() and is_further:
            end = number + 1
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return end


def _changed(lines: list[str], locale: str, change: Change) -> list[str]:
    editor = YAML()
    editor.Representer = _Writer
    # What nobody changed stays as it was written, down to the quotes: the history shows the look and nothing else.
    editor.preserve_quotes = True
    editor.width = WIDTH
    data = editor.load("\n".join(lines) + "\n")
    change(data[locale])
    buffer = io.StringIO()
    editor.dump(data, buffer)
    return buffer.getvalue().rstrip("\n").split("\n")


class _Writer(RoundTripRepresenter):
    """Writes `null` where the others write nothing."""

    def represent_none(self, data: Any) -> Any:
        return self.represent_scalar("tag:yaml.org,2002:null", "null")


_Writer.add_representer(type(None), _Writer.represent_none)


def _without(client: MailClient, key: str, locale: str) -> dict[str, Any]:
    said = client.model_dump()
    del said["labels"][key][locale]
    return said
