"""The process that reads one workbook, within its limits: the bytes of the file come in, the text of its table goes out as JSON.

Run by workbooks.py as a file of its own (`python -I workbook_child.py MOST_BYTES`): it needs nothing of the house. The library gives its
memory up by ending the process, and a file of 2 KB may ask for 500 GB; so nothing else may live here.
"""

import csv
import datetime
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

MEGABYTE = 1024 * 1024
MEMORY = 512 * MEGABYTE
CPU_SECONDS = 5
# What the parts of the file say they weigh. One that lies meets the limits above.
UNPACKED = 256 * MEGABYTE
# A float holds every whole number up to here.
EXACT = 1e15
MOST_SHEETS = 20
NAME_LENGTH = 60

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class RefusedError(Exception):
    """The file is not read; the word for it."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, and its lines as a table of text."""

    name: str
    text: str

    @property
    def holds_address(self) -> bool:
        """Something like a mail address stands in it."""
        return "@" in self.text


def main(most: str) -> None:
    """Read the file of standard input; write what was read, or the problem."""
    for limit, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
    ):
        _bound(limit, amount)
    try:
        said = read(sys.stdin.buffer.read(), int(most))
    except RefusedError as error:
        said = {"problem": str(error)}
    except MemoryError:
        said = {"problem": "heavy"}
    except PasswordError:
        said = {"problem": "locked"}
    except CalamineError:
        said = {"problem": "workbook"}
    sys.stdout.write(json.dumps(said))


def read(data: bytes, most: int) -> dict[str, object]:
    """The table of the first sheet in sight that holds addresses, or else anything; and which other sheets hold addresses too."""
    _weigh(data)
    sheets = [sheet for sheet in _sheets(load_workbook(io.BytesIO(data)), most) if sheet.text]
    if not sheets:
        raise RefusedError("empty")
    chosen = next((sheet for sheet in sheets if sheet.holds_address), sheets[0])
    others = [sheet.name[:NAME_LENGTH] for sheet in sheets if sheet.holds_address and sheet is not chosen]
    return {"text": chosen.text, "sheet": chosen.name[:NAME_LENGTH], "others": others}


def _weigh(data: bytes) -> None:
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            weight = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, OverflowError) as error:
        raise RefusedError("workbook") from error
    if weight > UNPACKED:
        raise RefusedError("heavy")


def _sheets(workbook: CalamineWorkbook, most: int) -> Iterable[Sheet]:
    seen = [each for each in workbook.sheets_metadata if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet]
    for each in seen[:MOST_SHEETS]:
        yield Sheet(each.name, _write(_lines(workbook.get_sheet_by_name(each.name)), most))


def _lines(sheet: CalamineSheet) -> list[list[str]]:
    """Every line from the first row on, as the spreadsheet program counts them, without what is empty at its end."""
    rows = [[_write_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or []:
        _fill_down(rows[top : bottom + 1], left)
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _fill_down(rows: list[list[str]], column: int) -> None:
    """A name that stands beside several lines at once belongs to each."""
    if rows and column < len(rows[0]):
        for row in rows[1:]:
            row[column] = row[column] or rows[0][column]


def _write(rows: list[list[str]], most: int) -> str:
    """The lines as text, so that they go the way of every other table; the first one names what separates cells, and is not counted."""
    if sum(len(cell.encode()) + 1 for row in rows for cell in row) > most:
        raise RefusedError("long")
    if len(rows) > most:
        raise RefusedError("heavy")
    if not rows:
        return ""
    out = io.StringIO()
    out.write("sep=\t\n")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def _write_cell(cell: Cell) -> str:
    """What a cell holds, in one line: whole numbers without a point, days as 2026-11-03."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    return " ".join(str(cell).replace("\x00", "").split())


def _bound(limit: int, amount: int) -> None:
    """Set a limit, which this machine may already hold lower."""
    _now, highest = resource.getrlimit(limit)
    amount = amount if highest == resource.RLIM_INFINITY else min(amount, highest)
    resource.setrlimit(limit, (amount, amount))


if __name__ == "__main__":
    main(*sys.argv[1:])
