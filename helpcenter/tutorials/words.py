"""Sentences of a tutorial, taken apart: plain text, quoted labels, variables, the sender address. Never HTML, never Markdown."""

import re
from dataclasses import dataclass

from helpcenter.documents.variables import SITE_VARIABLES

BRACES = re.compile(r"(\{\{[^{}]*\}\}|\{[^{}]*\})")
# At least one dot, so that {label} and {sender} are no keys.
LABEL_KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
# What HTML and Markdown read as more than letters: organisations' own words pass here too.
MARKUP = re.compile(r"[<>`*\[\]{}]")


@dataclass(frozen=True)
class Quote:
    """The place of a label; an empty key means the step's own."""

    key: str = ""


@dataclass(frozen=True)
class SenderPlace:
    """The place of the sender address."""


@dataclass(frozen=True)
class VariablePlace:
    """The place of a value of this installation, shared with articles and mails: `{{ vendor }}`."""

    name: str


Token = str | Quote | SenderPlace | VariablePlace
SENDER_ADDRESS = "sender_address"


class WordsError(ValueError):
    """A sentence holds something that is neither text, a variable, `{label}`, `{sender}` nor the key of a label."""


def parse_words(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence; WordsError for anything else than text and known places."""
    tokens: list[Token] = []
    for number, part in enumerate(BRACES.split(text)):
        if number % 2:
            tokens.append(_variable(part[2:-2].strip()) if part.startswith("{{") else _place(part[1:-1]))
        elif part:
            tokens.append(_plain(part))
    return tuple(tokens)


def _place(name: str) -> Token:
    if name == "label":
        return Quote()
    if name == "sender":
        return SenderPlace()
    if LABEL_KEY.fullmatch(name):
        return Quote(name)
    raise WordsError(f"{{{name}}} is neither {{label}}, {{sender}} nor the key of a label")


def _variable(name: str) -> Token:
    if name == SENDER_ADDRESS:
        return SenderPlace()
    if name in SITE_VARIABLES:
        return VariablePlace(name)
    raise WordsError(f"uses the unknown variable {{{{ {name} }}}} (known here: {', '.join(sorted(SITE_VARIABLES))})")


def _plain(text: str) -> str:
    if found := MARKUP.search(text):
        raise WordsError(f"plain sentences only: {found[0]} is not allowed here")
    return text


def quoted_keys(tokens: tuple[Token, ...], own: str) -> set[str]:
    """The label keys that a sentence quotes; `own` is the step's."""
    return {token.key or own for token in tokens if isinstance(token, Quote)}
