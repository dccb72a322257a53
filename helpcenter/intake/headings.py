"""Columns under names that are not ours ("Mail du responsable légal"): known by a word of the name and by what the cells hold."""

import re
from collections.abc import Callable, Mapping, Sequence

from helpcenter.i18n.cells import plain, read_date
from helpcenter.i18n.tables import Line, TableError
from helpcenter.intake.columns import ALSO_ADDRESS, NEEDED, find_columns

Holds = Callable[[str], bool]


def _is_address(cell: str) -> bool:
    return "@" in cell


def _is_day(cell: str) -> bool:
    return read_date(cell) is not None


def _is_name(cell: str) -> bool:
    return not _is_address(cell) and not _is_day(cell) and any(letter.isalpha() for letter in cell)


# A day of birth is a day too, and a second address is one: the name must say what is meant, the cells must not speak against it.
LIKELY: dict[str, tuple[re.Pattern[str], Holds]] = {
    "address": (re.compile(r"^(?!autre|other).*(mail|courriel|adressemel|adresseelectronique)"), _is_address),
    "last_mail_on": (re.compile(r"envoi|envoye|mail|courriel|message|sent"), _is_day),
    "label": (re.compile(r"^nom(?!bre)|famille|foyer|usager|family|household"), _is_name),
}


class ColumnsError(TableError):
    """Needed columns are missing; `missing` names them as the code does, `seen` is what the first line says instead."""

    def __init__(self, missing: Sequence[str], seen: Sequence[str]) -> None:
        super().__init__("columns")
        self.missing = tuple(missing)
        self.seen = tuple(seen)


def read_headings(lines: Sequence[Line]) -> tuple[dict[str, int], dict[str, int]] | None:
    """Where the columns stand, and which of them only their cells gave away; None when the first line names nothing. ColumnsError."""
    names = lines[0].cells
    named = find_columns(names)
    if named is None:
        return None
    rows = [line.cells for line in lines[1:]]
    if _is_postal(names, named, rows):
        del named["address"]
    guessed = _guess(names, rows, named)
    missing = [name for name in NEEDED if name not in named and name not in guessed]
    if missing:
        raise ColumnsError(missing, [name for name in names if name])
    return named | guessed, guessed


def _is_postal(names: Sequence[str], columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> bool:
    place = columns.get("address")
    return place is not None and plain(names[place]) in ALSO_ADDRESS and not _mostly(rows, place, _is_address)


def _guess(names: Sequence[str], rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> dict[str, int]:
    free = [place for place in range(len(names)) if place not in columns.values()]
    guessed: dict[str, int] = {}
    for name, (pattern, holds) in LIKELY.items():
        fitting = (place for place in free if pattern.search(plain(names[place])) and _mostly(rows, place, holds))
        place = None if name in columns else next(fitting, None)
        if place is not None:
            guessed[name] = place
            free.remove(place)
    return guessed


def _mostly(rows: Sequence[Sequence[str]], place: int, holds: Holds) -> bool:
    """True when at least half of the cells that hold something hold this."""
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    return bool(cells) and 2 * sum(map(holds, cells)) >= len(cells)
