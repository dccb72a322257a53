"""Tables as real spreadsheet programs write and read them: any of their encodings, separators and line ends; no cell acts as a formula."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SEPARATORS = ";\t,|"
# Byte order marks, the longest first: the mark of UTF-16 begins that of UTF-32.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What begins a workbook (zip), an old workbook.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
PDF = b"%PDF"
LOOKED_AT = 2000
# What a spreadsheet program would calculate instead of show.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class TableError(ValueError):
    """This file is no table of text; `problem` says which kind of other thing it is."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Line:
    """One line of a table, with the number that the spreadsheet program shows beside it."""

    number: int
    cells: tuple[str, ...]


def read_text(data: bytes) -> str:
    """The text of a file; TableError for a workbook or another file that is no text."""
    if data.startswith(WORKBOOKS):
        raise TableError("workbook")
    if data.startswith(PDF):
        raise TableError("encoding")
    try:
        text = data.decode(_encoding_of(data))
    except UnicodeDecodeError as error:
        raise TableError("encoding") from error
    if "\x00" in text:
        raise TableError("encoding")
    return text


def read_lines(text: str) -> list[Line]:
    """The lines of a table that hold something, from the names of its columns on: what stands above them as a title is left out."""
    text, separator = _separator_of(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    try:
        rows = list(enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1))
    except csv.Error as error:
        raise TableError("broken") from error
    lines = [Line(number, tuple(" ".join(cell.split()) for cell in cells)) for number, cells in rows]
    return _without_title([line for line in lines if any(line.cells)])


def write_table(rows: Iterable[Iterable[str]], separator: str = ";") -> str:
    """A table that spreadsheet programs open, every cell inert; ";" is what French ones expect."""
    return "".join(write_pieces([rows], separator))


def write_pieces(pages: Iterable[Iterable[Iterable[str]]], separator: str = ";") -> Iterator[str]:
    """The same, piece by piece: a long table needs no more memory than one of its pages."""
    # Without this mark spreadsheet programs take UTF-8 for something else.
    yield "\ufeff"
    for rows in pages:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows([[inert(cell) for cell in row] for row in rows])
        yield out.getvalue()


def inert(cell: str) -> str:
    """The cell as a text that no spreadsheet program calculates."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _without_title(lines: list[Line]) -> list[Line]:
    """A title fills one cell of its line ("Familles du mercredi"); what follows it are names of columns, not yet an address."""
    start = next((place for place, line in enumerate(lines) if sum(map(bool, line.cells)) > 1), 0)
    said = [cell for line in lines[: start + 1] for cell in line.cells]
    return lines if any("@" in cell for cell in said) else lines[start:]


def _encoding_of(data: bytes) -> str:
    marked = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if marked:
        return marked
    start = data[:LOOKED_AT]
    # Text of Western languages in UTF-16 without mark: every second byte is empty.
    if start.count(b"\x00") > len(start) // 4:
        return "utf-16-be" if start[:1] == b"\x00" else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator_of(text: str) -> tuple[str, str]:
    """The text without the line that names its separator, and the separator."""
    first, _end, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        # Spreadsheet programs show no such line, and do not count it.
        return rest, first[-1]
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return text, max(SEPARATORS, key=lambda separator: (outside.count(separator), -SEPARATORS.index(separator)))
