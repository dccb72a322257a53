"""Front matter and Markdown put together again as a file: fields in the house's order, comments kept, values quoted by a YAML writer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from helpcenter.documents.errors import ContentError

Fields = Mapping[str, Any]
# Never folded: a field is a line, so that a new summary is one changed line in the history.
WIDTH = 1_000_000


@dataclass(frozen=True)
class Source:
    """A content file taken apart without judging it: fields as typed, comments by the field below them, the Markdown."""

    fields: dict[str, Any]
    body: str
    comments: dict[str, tuple[str, ...]] = field(default_factory=dict)


class _Writer(yaml.SafeDumper):
    """Writes a list on one line, each field on a line of its own, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is written as a reference to something else."""
        return True


_Writer.add_representer(list, lambda writer, items: writer.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True))


def take_apart(text: str, file: Path) -> Source:
    """The parts of a file; raise ContentError when it has no front matter or that is no list of fields."""
    handler = YAMLHandler()
    if not handler.FM_BOUNDARY.match(text):
        raise ContentError(file, 1, "must begin with front matter between two lines of ---")
    try:
        header, body = handler.split(text)
        # Without types: “no” and 1.10 go back into the file as they were typed.
        loader = yaml.BaseLoader(header)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node else {}
    except (ValueError, yaml.YAMLError) as error:
        raise ContentError(file, 1, "has front matter that is not valid YAML") from error
    if not isinstance(data, dict):
        raise ContentError(file, 1, "has front matter that is no list of fields")
    lines = [key.start_mark.line for key, _value in node.value] if node else []
    return Source(data, body.strip("\n") + "\n" if body.strip() else "", _comments(header, dict(zip(data, lines, strict=False))))


def compose(source: Source, order: Iterable[str]) -> str:
    """The file: known fields first and in `order`, then all others; fields without value are left out."""
    names = [*(name for name in order if name in source.fields), *(name for name in source.fields if name not in set(order))]
    lines: list[str] = []
    for name in names:
        value = source.fields[name]
        if value not in ("", None, (), [], {}):
            lines += [*source.comments.get(name, ()), _written(name, value)]
    header = "\n".join([*lines, *source.comments.get("", ())])
    return f"---\n{header}\n---\n\n{source.body}"


def first_body_line(text: str) -> int:
    """The line of a composed file on which its Markdown begins."""
    return text[: text.index("\n---\n", 3) + 6].count("\n") + 1


def _written(name: str, value: Any) -> str:
    plain = list(value) if isinstance(value, tuple) else value
    # A plain date or number reads better than a quoted one, and is the same to whoever reads the file.
    if isinstance(plain, str) and _is_date(plain):
        plain = date.fromisoformat(plain)
    elif isinstance(plain, str) and len(plain) < 10 and plain.isascii() and plain.isdigit() and str(int(plain)) == plain:
        plain = int(plain)
    written = yaml.dump({name: plain}, Dumper=_Writer, allow_unicode=True, width=WIDTH, sort_keys=False, default_flow_style=False)
    # An unbreakable blank at the end belongs to the value.
    return str(written).strip("\n")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _comments(header: str, lines_of: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Whole lines of comment above each field; those after the last field belong to the name ""."""
    found: dict[str, list[str]] = {}
    starts = sorted((line, name) for name, line in lines_of.items())
    for number, line in enumerate(header.split("\n")):
        if line.startswith("#"):
            below = next((name for start, name in starts if start > number), "")
            found.setdefault(below, []).append(line)
    return {name: tuple(comments) for name, comments in found.items()}
