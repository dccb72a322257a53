"""The line that says whom to ask, with its mail addresses and telephone numbers as links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

# Blanks that do not break stand between the digits of numbers.
GAP = r"[ \u00a0\u202f.-]?"
FOUND = re.compile(
    r"(?P<mail>[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    # French numbers in pairs, and those that begin with the sign of a country.
    rf"|(?P<phone>(?<![\w+])(?:\+\d{{1,3}}{GAP}(?:\(0\){GAP})?\d|0\d)(?:{GAP}\d{{2}}){{4}}(?!\d))"
)


@dataclass(frozen=True)
class ContactPart:
    """Some words of the line; `url` is empty for those that lead nowhere."""

    text: str
    url: str = ""


def contact_parts(line: str, subject: str) -> tuple[ContactPart, ...]:
    """The line in pieces; `subject` is that of a mail that a link begins."""
    return tuple(part for part in _parts(line, subject) if part.text)


def _parts(line: str, subject: str) -> Iterator[ContactPart]:
    reached = 0
    for match in FOUND.finditer(line):
        yield ContactPart(line[reached : match.start()])
        yield ContactPart(match[0], _url(match, subject))
        reached = match.end()
    yield ContactPart(line[reached:])


def _url(match: re.Match[str], subject: str) -> str:
    if match["mail"]:
        return f"mailto:{match['mail']}?subject={quote(subject)}"
    # +33 (0)1 …: who dials the country leaves out the zero.
    return "tel:" + re.sub(r"[^\d+]", "", match["phone"].replace("(0)", ""))
