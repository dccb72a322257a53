"""Changes single fields of a front matter and nothing else: order, comments, quotes and line ends stay as their author left them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from helpcenter.documents.errors import ContentError

BOUNDARIES = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<header>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
# What YAML reads as a text without quotes; in a list a comma would end it.
PLAIN = re.compile(r"[^\W_](?:[\w .,/@+’()-]*[\w.)])?")
NUMBER = re.compile(r"[0-9][0-9eE._+-]*")

Scalar = str | int | date
Value = Scalar | Sequence[str] | Mapping[str, Scalar | Mapping[str, str]]


def set_field(text: str, name: str, value: Value, file: Path) -> str:
    """The text with one field of its front matter changed, or added as the last; ContentError without readable front matter."""
    found = BOUNDARIES.match(text)
    if not found:
        raise ContentError(file, 1, "must begin with front matter between two lines of ---")
    header, start = found["header"], found.start("header")
    newline = "\r\n" if "\r\n" in found[0] else "\n"
    written = newline.join(_lines(name, value))
    begin, end = _place_of(header, name, file)
    # A new field is a line of its own; an old one keeps the end that its line has.
    if begin == end:
        written += newline
    return text[: start + begin] + written + text[start + end :]


def write_header(fields: Mapping[str, Value]) -> str:
    """A whole front matter with its two boundaries, the fields in the given order."""
    return "\n".join(["---", *(line for name, value in fields.items() for line in _lines(name, value)), "---", ""])


def _place_of(header: str, name: str, file: Path) -> tuple[int, int]:
    """Where a field stands in the header; twice the end of the header when it is not there."""
    try:
        node = yaml.compose(header, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ContentError(file, 1, "has front matter that is not valid YAML") from error
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == name:
            return key.start_mark.index, _end_of(value)
    return len(header), len(header)


def _end_of(node: yaml.Node) -> int:
    """Where a value ends; YAML counts the comments after a block to the block, its last line does not."""
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value
    if not is_block:
        end: int = node.end_mark.index
        return end
    last = node.value[-1]
    return _end_of(last[1] if isinstance(last, tuple) else last)


def _lines(name: str, value: Value, indent: str = "") -> list[str]:
    if isinstance(value, Scalar):
        return [f"{indent}{name}: {_scalar(value)}"]
    if not isinstance(value, Mapping):
        return [f"{indent}{name}: [{', '.join(_scalar(each, quote_comma=True) for each in value)}]"]
    if not value:
        return [f"{indent}{name}: {{}}"]
    inner = [line for key, item in value.items() for line in _lines(key, item, indent + "  ")]
    return [f"{indent}{name}:", *inner]


def _scalar(value: Scalar, *, quote_comma: bool = False) -> str:
    if not isinstance(value, str):
        return str(value)
    # A digest may look like a number (“123456”, “1e10”): whoever reads YAML with types must get the same text.
    is_text = PLAIN.fullmatch(value) and not NUMBER.fullmatch(value) and yaml.safe_load(value) == value
    if quote_comma and "," in value:
        is_text = False
    return value if is_text else "'" + value.replace("'", "''") + "'"
