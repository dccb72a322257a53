"""A schedule as a calendar file (RFC 5545) that every calendar program opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# RFC 5545, 3.1, counts bytes, not letters: an accented one takes two.
LINE = 75


@dataclass(frozen=True)
class Entry:
    """A whole day with its words; `key` is the same whenever the same entry is written again."""

    key: str
    day: date
    title: str
    text: str


def write_calendar(entries: Sequence[Entry], host: str, written_at: datetime) -> str:
    """The file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Helpcenter//Pace//EN", "CALSCALE:GREGORIAN"]
    stamp = written_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries:
        lines += _event(entry, host, stamp)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in fold(line))


def fold(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, letters kept whole; each further part begins with a space."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LINE:
            yield part
            part = " "
        part += letter
    yield part


def escape(text: str) -> str:
    """A text as the value of a property."""
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\r\n", "\n").replace("\r", "\n").replace("\n", r"\n")


def _event(entry: Entry, host: str, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.key}@{host}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        # The end of a whole day is the next one (RFC 5545, 3.6.1).
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(entry.title)}",
        f"DESCRIPTION:{escape(entry.text)}",
        # A reminder to send is no meeting: the day stays free.
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
