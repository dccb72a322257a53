"""Adds a line to content/search/<locale>.yaml and leaves every other one as somebody wrote it, comments too.

The change is made in the text and then proved: read again, the file must hold what it held and the new entry, nothing else.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import yaml

TOP = re.compile(r"(?P<key>[A-Za-z_]+):(?P<rest>.*)")
# Blanks are never given back: both sides of nothing may hold the same ones, in as many ways as there are blanks.
EMPTY = re.compile(r"\s*+(?:\[\s*+\]|\{\s*+\}|null|~)?\s*+(?:#.*)?")
INDENT = "  "


class WordListError(ValueError):
    """The file is written in a way that this program cannot extend; a person can."""


def add_synonym(text: str, words: str, other: str) -> str:
    """The text with `words` in the first group that holds `other`, else in a new group with it; unchanged when they share one."""
    groups: list[list[str]] = _load(text).get("synonyms") or []
    homes = [number for number, group in enumerate(groups) if _holds(group, other)]
    if any(_holds(groups[number], words) for number in homes):
        return text
    if not homes:
        line = f"{INDENT}- [{_quote(other)}, {_quote(words)}]"
        return _proved(text, _add_line(text, "synonyms", line), lambda data: data["synonyms"].append([other, words]))
    return _proved(text, _extend_group(text, groups[homes[0]], words), lambda data: data["synonyms"][homes[0]].append(words))


def _holds(group: list[str], words: str) -> bool:
    return words.casefold() in {str(member).casefold() for member in group}


def _extend_group(text: str, group: list[str], words: str) -> str:
    """The text with one more member in the one line that holds this group."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.lstrip().startswith("- [") and _read_line(line) == [group]:
            end = line.rindex("]")
            lines[number] = f"{line[:end].rstrip()}, {_quote(words)}{line[end:]}"
            return "\n".join(lines) + "\n"
    raise WordListError("the group is not written in one line")


def _read_line(line: str) -> object:
    try:
        return yaml.safe_load(line.strip())
    except yaml.YAMLError:
        return None


def add_answer(text: str, words: str, slug: str) -> str:
    """The text with an article named as the best answer to these words, before any that was named so far."""
    known = (_load(text).get("answers") or {}).get(words)
    if known and known[0] == slug:
        return text
    slugs = [slug, *(each for each in known or [] if each != slug)]
    line = f"{INDENT}{_quote(words)}: [{', '.join(slugs)}]"
    changed = _replace_answer(text, words, line) if known else _add_line(text, "answers", line)
    return _proved(text, changed, lambda data: data["answers"].update({words: slugs}))


def _proved(before: str, after: str, change: Callable[[dict[str, Any]], object]) -> str:
    """`after`, when it says what `before` says with this change; else WordListError."""
    wanted = _load(before)
    for key, empty in (("synonyms", []), ("answers", {})):
        wanted[key] = wanted.get(key) or empty
    change(wanted)
    found = _load(after)
    if {key: value for key, value in found.items() if value} != {key: value for key, value in wanted.items() if value}:
        raise WordListError("the entry could not be added without changing another one")
    return after


def _load(text: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise WordListError("the file is no valid YAML") from error
    if not isinstance(data, dict | None):
        raise WordListError("the file holds no list of words")
    return data or {}


def _add_line(text: str, key: str, line: str) -> str:
    """The text with a line at the end of the block of this key, which is made when it is missing."""
    lines = text.splitlines()
    place = _find_key(lines, key)
    if place is None:
        return "\n".join([*lines, f"{key}:", line]) + "\n"
    match = TOP.fullmatch(lines[place])
    if match is None or not EMPTY.fullmatch(match["rest"]):
        raise WordListError(f"the block {key} is not written with one entry a line")
    comment = match["rest"].partition("#")
    lines[place] = f"{key}:{'  #' + comment[2] if comment[1] else ''}"
    end = _end_of_block(lines, place + 1)
    indent = _indent_of(lines[place + 1 : end])
    return "\n".join([*lines[:end], indent + line.removeprefix(INDENT), *lines[end:]]) + "\n"


def _find_key(lines: list[str], key: str) -> int | None:
    return next((number for number, line in enumerate(lines) if line.startswith(f"{key}:")), None)


def _end_of_block(lines: list[str], start: int) -> int:
    """The line after the last entry; comments and blank lines before the next block belong to that one."""
    end = start
    for number in range(start, len(lines)):
        is_entry = lines[number].startswith((" ", "\t", "-"))
        if lines[number].strip() and not is_entry and not lines[number].startswith("#"):
            break
        if is_entry and lines[number].strip():
            end = number + 1
    return end


def _indent_of(entries: list[str]) -> str:
    first = next((entry for entry in entries if entry.strip() and not entry.lstrip().startswith("#")), INDENT + "x")
    return first[: len(first) - len(first.lstrip())]


def _replace_answer(text: str, words: str, line: str) -> str:
    """The text with the one line of these words written anew."""
    lines = text.splitlines()
    for number, old in enumerate(lines):
        if old.startswith((" ", "\t")) and _is_answer_line(old, words):
            lines[number] = old[: len(old) - len(old.lstrip())] + line.removeprefix(INDENT)
            return "\n".join(lines) + "\n"
    raise WordListError("the answer to these words is not written in one line")


def _is_answer_line(line: str, words: str) -> bool:
    data = _read_line(line)
    return isinstance(data, dict) and list(data) == [words]


def _quote(words: str) -> str:
    # JSON's strings are YAML's double-quoted ones.
    return json.dumps(words, ensure_ascii=False)
