"""Variables `{{ name }}` in content: kept out of Markdown's way, filled last with escaped values, never evaluated."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from helpcenter.config import Settings
from helpcenter.documents.errors import ContentError, raise_together

# No name is longer; without a bound, thousands of open braces would each be followed to the end of the line.
BRACES = re.compile(r"\{\{(.{0,100}?)\}\}")
NAME = re.compile(r"[a-z][a-z0-9_]*")
# Private-use characters stand where a value goes: no Markdown rule and no sanitiser knows them.
TEXT_OPEN, TEXT_CLOSE, URL_OPEN, URL_CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"
RESERVED = dict.fromkeys(map(ord, (TEXT_OPEN, TEXT_CLOSE, URL_OPEN, URL_CLOSE)))
TEXT_SLOT = re.compile(f"{TEXT_OPEN}([0-9]+){TEXT_CLOSE}")
URL_SLOT = re.compile(f"{URL_OPEN}([0-9]+){URL_CLOSE}")


@dataclass(frozen=True)
class Variable:
    """One use of a variable in a file."""

    name: str
    file: Path
    line: int


def site_variables(settings: Settings) -> dict[str, str]:
    """The variables that every text may use, with the values of this installation."""
    return {
        "vendor": settings.vendor_name,
        "sender_address": settings.sender_address,
        "block_days": str(settings.block_days),
        "code_days": str(settings.code_days),
        "provider": settings.provider_name,
    }


SITE_VARIABLES = frozenset({"vendor", "sender_address", "block_days", "code_days", "provider"})


def protect(source: str, file: Path, first_line: int = 1) -> tuple[str, tuple[Variable, ...]]:
    """Replace each variable by a numbered slot; braces that hold no name stay text."""
    used: list[Variable] = []

    def make_slot(match: re.Match[str]) -> str:
        name = match[1].strip()
        if not NAME.fullmatch(name):
            return match[0]
        line = first_line + match.string[: match.start()].count("\n")
        used.append(Variable(name, file, line))
        return f"{TEXT_OPEN}{len(used) - 1}{TEXT_CLOSE}"

    # Without the marks that somebody typed: they would show the value of another variable.
    return BRACES.sub(make_slot, source.translate(RESERVED)), tuple(used)


def undefined(used: Iterable[Variable], defined: Iterable[str]) -> list[ContentError]:
    """One error for each use of a variable that is not among the defined ones."""
    known = frozenset(defined)
    return [_undefined_error(variable, known) for variable in used if variable.name not in known]


def _undefined_error(variable: Variable, known: frozenset[str]) -> ContentError:
    offer = ", ".join(sorted(known)) or "none"
    message = f"uses the unknown variable {{{{ {variable.name} }}}} (known here: {offer})"
    return ContentError(variable.file, variable.line, message)


def move_to_url(text: str) -> str:
    """Mark the slots of a link address, whose values are written in another way than in text."""
    return text.replace(TEXT_OPEN, URL_OPEN).replace(TEXT_CLOSE, URL_CLOSE)


def has_slot(text: str) -> bool:
    """True when a variable stands in this text."""
    return TEXT_OPEN in text


def hide_slots(text: str) -> str:
    """A text for messages, with the slots shown as braces."""
    return TEXT_SLOT.sub("{{…}}", text)


def fill_html(text: str, used: tuple[Variable, ...], values: Mapping[str, str]) -> str:
    """Put escaped values into HTML (Markup as it is); raise ContentError for a variable without value."""
    raise_together(undefined(used, values))
    # One pass for each kind: a value that looks like a slot is not filled again.
    text = URL_SLOT.sub(lambda match: quote(values[used[int(match[1])].name], safe="@+"), text)
    return TEXT_SLOT.sub(lambda match: _escape(values[used[int(match[1])].name]), text)


def _escape(value: str) -> str:
    return str(value) if isinstance(value, Markup) else html.escape(value)


def fill_slots(text: str, used: tuple[Variable, ...], values: Mapping[str, str]) -> str:
    """Put values into plain text that `protect` prepared."""
    raise_together(undefined(used, values))
    return TEXT_SLOT.sub(lambda match: values[used[int(match[1])].name], text)


def fill_text(text: str, values: Mapping[str, str], file: Path, line: int = 1) -> str:
    """Fill the variables of a plain text, such as a title or a subject."""
    prepared, used = protect(text, file, line)
    return fill_slots(prepared, used, values)
