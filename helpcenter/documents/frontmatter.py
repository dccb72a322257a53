"""Front matter and YAML files, read into pydantic models; every mistake becomes a ContentError."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from frontmatter.default_handlers import YAMLHandler
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from helpcenter.documents.errors import ContentError, raise_together


class FrontMatter(BaseModel):
    """Base of every front matter: an unknown field is a mistake, for it is most often a mistyped one."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


M = TypeVar("M", bound=BaseModel)
# PyYAML built without libyaml has the slow one only.
FastLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Document(Generic[M]):
    """A content file taken apart: its front matter, its Markdown, and the line where the Markdown begins."""

    file: Path
    meta: M
    body: str
    body_line: int


def read_text(file: Path) -> str:
    """Read a UTF-8 text; a missing or unreadable file is a ContentError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ContentError(file, 1, f"cannot be read: {error.strerror or error}") from error
    try:
        # Editors on Windows put a mark before a text and end its lines their own way: neither is part of it.
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError(file, line, "is not written in UTF-8") from error


def read_document(file: Path, model: type[M]) -> Document[M]:
    """Read a Markdown file with front matter."""
    return parse_document(read_text(file), file, model)


def parse_document(text: str, file: Path, model: type[M]) -> Document[M]:
    """Take a text with front matter apart and validate its front matter."""
    header, body = split_front_matter(text, file)
    opening = YAMLHandler().FM_BOUNDARY.match(text)
    header_line = text[: opening.end() if opening else 0].count("\n") + 1
    body_line = text[: len(text) - len(body)].count("\n") + 1
    meta = parse_yaml(header.removeprefix("\n"), file, model, header_line + header.startswith("\n"))
    return Document(file, meta, body, body_line)


def split_front_matter(text: str, file: Path) -> tuple[str, str]:
    """The front matter as written, and the Markdown below it; ContentError when there is none."""
    handler = YAMLHandler()
    if not handler.FM_BOUNDARY.match(text):
        raise ContentError(file, 1, "must begin with front matter between two lines of ---")
    try:
        header, body = handler.split(text)
    except ValueError:
        raise ContentError(file, 1, "has front matter without its closing line ---") from None
    return header, body


def read_yaml(file: Path, model: type[M]) -> M:
    """Read a YAML file into a model."""
    return parse_yaml(read_text(file), file, model)


def parse_yaml(text: str, file: Path, model: type[M], first_line: int = 1) -> M:
    """Validate YAML; all mistakes are raised at once, each at its line."""
    node, data = _load(text, file, first_line)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        mistakes = [
            ContentError(file, first_line + _line_of(node, detail["loc"]), _explain(detail)) for detail in error.errors(include_url=False)
        ]
        raise_together(sorted(mistakes, key=lambda mistake: mistake.line))
        raise


def _load(text: str, file: Path, first_line: int) -> tuple[yaml.Node | None, Any]:
    try:
        loader, node = _compose(text)
    except yaml.YAMLError as error:
        raise ContentError(file, first_line + _error_line(error, text), _yaml_message(error)) from error
    if node is None:
        return None, {}
    raise_together(
        [ContentError(file, first_line + key.start_mark.line, f'gives the field "{key.value}" twice') for key in _repeated_keys(node)]
    )
    return node, loader.construct_document(node)


def _compose(text: str) -> tuple[Any, yaml.Node | None]:
    # BaseLoader keeps every scalar as typed ("no", "1.10", dates): pydantic gives them their types. The one written in C is ten times as
    # fast; where it finds a mistake, the other one says better what it is.
    try:
        loader = FastLoader(text)
        return loader, loader.get_single_node()
    except yaml.YAMLError:
        plain = yaml.BaseLoader(text)
        return plain, plain.get_single_node()


def _error_line(error: yaml.YAMLError, text: str) -> int:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return mark.line if mark else 0
    return text[: getattr(error, "position", 0)].count("\n")


def _yaml_message(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        return f"is not valid YAML: {reason} (a text with a colon needs quotes)"
    return "is not valid YAML: it holds a character that YAML does not allow"


def _repeated_keys(root: yaml.Node) -> Iterator[yaml.ScalarNode]:
    # Each node once: references may name the same one a billion times, or lead back to where they stand.
    waiting, met = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in met:
            continue
        met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)
        if isinstance(node, yaml.MappingNode):
            yield from _twice([key for key, _value in node.value])
            waiting += [value for _key, value in reversed(node.value)]


def _twice(keys: list[yaml.Node]) -> Iterator[yaml.ScalarNode]:
    seen: set[str] = set()
    for key in keys:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                yield key
            seen.add(key.value)


def _line_of(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """Follow a pydantic path as far as it leads into the YAML; count lines from 0."""
    line = node.start_mark.line if node else 0
    for step in path:
        found = _step_into(node, step)
        if found is None:
            break
        line, node = found
    return line


def _step_into(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line, item
    return None


def _explain(detail: ErrorDetails) -> str:
    field = ".".join(str(step) for step in detail["loc"]) or "front matter"
    if detail["type"] == "missing":
        return f'lacks the field "{field}"'
    if detail["type"] == "extra_forbidden":
        return f'has an unknown field "{field}"'
    message = detail["msg"]
    return f'"{field}": {message[0].lower()}{message[1:]}'


def line_of_field(file: Path, *path: str | int) -> int:
    """The line where a field stands in the front matter of a file; 1 when it is not there."""
    try:
        header, _body = split_front_matter(read_text(file), file)
    except ContentError:
        return 1
    # The header begins on the line of its opening mark.
    return _line_in(header, path)


def line_of_key(file: Path, *path: str | int) -> int:
    """The line where a key stands in a YAML file; 1 when it is not there."""
    return _line_in(read_text(file), path)


def _line_in(text: str, path: Sequence[str | int]) -> int:
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return 1
    # A path that leads nowhere is no place: the key it begins with says whether it does.
    return _line_of(node, path) + 1 if node and _step_into(node, path[0]) else 1
