"""Files of counts on their way from the web processes into the database: each is written whole, read once, removed."""

import json
import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = "tally"
SUFFIX = ".json"


class SpoolError(ValueError):
    """A file that is none of ours, or was cut off."""


@dataclass(frozen=True)
class Count:
    """So many of one thing on one day."""

    day: date
    kind: str
    locale: str
    name: str
    number: int


def write_counts(folder: Path, day: date, counts: Mapping[tuple[str, str, str], int]) -> Path:
    """Write the counts of one day; readers see the whole file or none."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{day.isoformat()}-{uuid.uuid4().hex}{SUFFIX}"
    draft = target.with_name(f".{target.name}")
    rows = [[*subject, number] for subject, number in sorted(counts.items())]
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"day": day.isoformat(), "counts": rows}, file, ensure_ascii=False)
    # The name that is looked for appears only now.
    draft.rename(target)
    return target


def waiting_files(folder: Path) -> list[Path]:
    """The files that wait, the oldest day first."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))


def read_counts(path: Path) -> list[Count]:
    """What a file holds; SpoolError when it cannot be understood."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        day = date.fromisoformat(content["day"])
        return list(_read_rows(day, content["counts"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SpoolError(f"{path.name}: {type(error).__name__}") from error


def set_aside(path: Path) -> None:
    """Keep an unreadable file for whoever looks after the site, out of the way."""
    path.rename(path.with_suffix(".broken"))


def _read_rows(day: date, rows: list[list[str | int]]) -> Iterator[Count]:
    for kind, locale, name, number in rows:
        if int(number) > 0:
            yield Count(day, str(kind), str(locale), str(name), int(number))
