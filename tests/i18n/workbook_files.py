"""Workbooks as spreadsheet programs save them, and as nobody should: built part by part, so that a test says what stands in them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
# Style 1 is a day, as every Excel writes it (number format 14).
STYLES = f"""{HEAD}<styleSheet xmlns="{SHEET_NAMESPACE}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>
</cellXfs></styleSheet>"""
ODF = "urn:oasis:names:tc:opendocument:xmlns"

# Text, a number as the file writes it, a day as (serial,), or nothing.
Cell = str | float | tuple[int] | None


def make_zip(parts: Mapping[str, str | bytes]) -> bytes:
    """A packed file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            # Programs look at the first bytes for this part: it is not packed.
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def make_xlsx(
    sheets: Mapping[str, Sequence[Sequence[Cell]]], *, hidden: Sequence[str] = (), merged: Sequence[str] = (), first_row: int = 1
) -> bytes:
    """A workbook as Excel saves it: texts in one shared list, days as numbers with a style."""
    shared: list[str] = []
    parts = {f"xl/worksheets/sheet{n}.xml": _sheet(rows, shared, merged, first_row) for n, rows in enumerate(sheets.values(), 1)}
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    strings = f'{HEAD}<sst xmlns="{SHEET_NAMESPACE}">{texts}</sst>'
    return make_zip({**package(list(sheets), hidden), **parts, "xl/sharedStrings.xml": strings})


def package(names: Sequence[str], hidden: Sequence[str] = ()) -> dict[str, str]:
    """The parts that stand around the sheets of an .xlsx."""
    states = {name: ' state="hidden"' if name in hidden else "" for name in names}
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"{states[name]}/>' for n, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(names) + 1)
    )
    rest = (
        f'<Relationship Id="rIdS" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rIdF" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    )
    root = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{root}</Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SHEET_NAMESPACE}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{links}{rest}</Relationships>',
        "xl/styles.xml": STYLES,
    }


def sheet_part(rows: str, before: str = "", after: str = "") -> str:
    """One sheet of an .xlsx around rows that are written already."""
    return f'{HEAD}{before}<worksheet xmlns="{SHEET_NAMESPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def make_ods(rows: Sequence[Sequence[Cell]], *, name: str = "Feuille1") -> bytes:
    """A workbook as LibreOffice saves it: the empty rest of the sheet is one line that is repeated a million times."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return ods_package(ods_content(body, name))


def ods_package(content: str) -> bytes:
    """An .ods around a content that is written already."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    manifest = f'{HEAD}<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">{entry}</manifest:manifest>'
    return make_zip({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_content(rows: str, name: str = "Feuille1") -> str:
    """The content of an .ods around rows that are written already."""
    spaces = " ".join(f'xmlns:{each}="{ODF}:{each}:1.0"' for each in ("office", "table", "text"))
    rest = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    table = f"<table:table table:name={quoteattr(name)}>{rows}{rest}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return f"{HEAD}<office:document-content {spaces}>{body}</office:document-content>"


def _sheet(rows: Sequence[Sequence[Cell]], shared: list[str], merged: Sequence[str], first_row: int) -> str:
    lines = "".join(f'<row r="{n}">{_cells(n, row, shared)}</row>' for n, row in enumerate(rows, first_row))
    ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    return sheet_part(lines, after=f"<mergeCells>{ranges}</mergeCells>" if ranges else "")


def _cells(number: int, row: Sequence[Cell], shared: list[str]) -> str:
    return "".join(_cell(f"{chr(ord('A') + place)}{number}", cell, shared) for place, cell in enumerate(row))


def _cell(place: str, cell: Cell, shared: list[str]) -> str:
    if cell is None:
        return f'<c r="{place}" s="1"/>'
    if isinstance(cell, tuple):
        return f'<c r="{place}" s="1"><v>{cell[0]}</v></c>'
    if isinstance(cell, str):
        shared.append(cell)
        return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, tuple):
        raise TypeError("LibreOffice writes days as text: give '2026-11-03'")
    if isinstance(cell, float | int):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    if len(cell) == len("2026-11-03") and cell[:4].isdigit():
        return f'<table:table-cell office:value-type="date" office:date-value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
