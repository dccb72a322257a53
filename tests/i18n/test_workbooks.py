"""Workbooks become the lines that their CSV would have; files made to harm are refused, and harm nothing."""

import zipfile
from io import BytesIO

import pytest

from helpcenter.i18n.tables import TableError, read_lines
from helpcenter.i18n.workbooks import LARGEST, read_file
from tests.i18n.workbook_files import SHEET_NAMESPACE, Cell, make_ods, make_xlsx, make_zip, ods_content, ods_package, package, sheet_part

NAMES: list[Cell] = ["Famille", "Adresse e-mail", "Dernier mail"]
SHEET = "xl/worksheets/sheet1.xml"
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = f'{FIRST}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
LOW = f'{FIRST}<row r="900000"><c r="A900000"><v>2</v></c></row>'
# Each entity holds the one before it ten times.
LAUGHS = "".join(f'<!ENTITY {each} "{f"&{before};" * 10}">' for before, each in zip("abcdefgh", "bcdefghi", strict=True))
INLINE = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


def lines_of(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Number and cells of each line."""
    return [(line.number, line.cells) for line in read_lines(read_file(data).text)]


def refusal(data: bytes, most: int = 600_000) -> str:
    """The problem that the file is refused with."""
    with pytest.raises(TableError) as refused:
        read_file(data, most)
    return refused.value.problem


def make_sheet(rows: str, before: str = "") -> bytes:
    """A workbook with these rows, written by hand."""
    return make_zip({**package(["Feuil1"]), SHEET: sheet_part(rows, before)})


def test_what_excel_saves_is_read_with_days_numbers_and_the_numbers_of_its_lines() -> None:
    rows: list[list[Cell]] = [
        NAMES,
        ["D’Été & <fils>", "a@free.fr", (46329,)],
        [None],
        ["  deux\nlignes ", "b@free.fr", "03/11/2026"],
        [612345678.0, 0.5, 1e20],
    ]
    assert lines_of(make_xlsx({"Feuil1": rows}, first_row=3)) == [
        (3, tuple(NAMES)),
        (4, ("D’Été & <fils>", "a@free.fr", "2026-11-03")),
        (6, ("deux lignes", "b@free.fr", "03/11/2026")),
        (7, ("612345678", "0.5", "1e+20")),
    ]


def test_what_libreoffice_saves_is_read_without_its_million_empty_lines() -> None:
    rows: list[list[Cell]] = [NAMES, ["Famille A", "a@free.fr", "2026-11-03"], [None], ["Famille B", "b@free.fr", 12.0]]
    assert lines_of(make_ods(rows)) == [
        (1, tuple(NAMES)),
        (2, ("Famille A", "a@free.fr", "2026-11-03")),
        (4, ("Famille B", "b@free.fr", "12")),
    ]


def test_the_value_of_a_formula_is_read_and_never_the_formula() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>CONCATENATE("a","@free.fr")</f><v>a@free.fr</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    assert lines_of(make_sheet(rows)) == [(1, ("a@free.fr", "2"))]


def test_a_cell_that_would_calculate_stays_text() -> None:
    assert lines_of(make_xlsx({"Feuil1": [["=1+1", 'dit "oui"; non', "a\tb"]]})) == [(1, ("=1+1", 'dit "oui"; non', "a b"))]


def test_a_name_beside_several_lines_belongs_to_each() -> None:
    rows: list[list[Cell]] = [
        ["Familles du mercredi", None, None],
        NAMES,
        ["Famille A", "a@free.fr", "03/11/2026"],
        [None, "b@free.fr", "03/11/2026"],
    ]
    data = make_xlsx({"Feuil1": rows}, merged=["A1:C1", "A3:A4"])
    assert lines_of(data)[0] == (2, tuple(NAMES))
    assert [cells[0] for _number, cells in lines_of(data)[1:]] == ["Famille A", "Famille A"]


def test_the_sheet_with_addresses_is_read_others_are_named_and_hidden_ones_are_left_alone() -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "Lisez-moi": [["À remplir avant vendredi"]],
        "Cachée": [["cachee@free.fr"]],
        "Élèves": [NAMES, ["Famille A", "a@free.fr", "03/11/2026"]],
        "Anciens": [["z@free.fr"]],
    }
    read = read_file(make_xlsx(sheets, hidden=["Cachée"]))
    assert (read.sheet, read.other_sheets) == ("Élèves", ("Anciens",))
    assert "cachee" not in read.text


def test_a_text_is_read_as_before_and_says_of_no_sheet() -> None:
    read = read_file("Famille;Mail\r\nÉté;a@free.fr\r\n".encode("cp1252"))
    assert (read.sheet, read.other_sheets) == ("", ())
    assert refusal(b"a;b\n" * 10, 20) == "long"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04", "workbook"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100_000, "workbook"),
        (make_zip({"word/document.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "workbook"),
        (make_zip({**package(["Feuil1"]), SHEET: "<worksheet"})[:-30], "workbook"),
        (make_xlsx({"Feuil1": [[None]]}), "empty"),
        (make_xlsx({"Cachée": [["a@free.fr"]]}, hidden=["Cachée"]), "empty"),
        (make_xlsx({"Feuil1": [["a@free.fr", "x" * 500]] * 2000}), "long"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(data: bytes, problem: str) -> None:
    assert refusal(data) == problem


@pytest.mark.parametrize(
    "data",
    [
        # Two cells, and half a terabyte between them.
        make_sheet(FAR),
        make_sheet(LOW),
        make_sheet(FIRST + "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>" + "<row><c><v>1</v></c></row>" * 9_000),
        # A text of one megabyte in each of 3,000 cells, written once.
        make_zip(
            {
                **package(["Feuil1"]),
                "xl/sharedStrings.xml": f'<sst xmlns="{SHEET_NAMESPACE}"><si><t>{"a" * 1_000_000}</t></si></sst>',
                SHEET: sheet_part("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3001))),
            }
        ),
        b"PK\x03\x04" + bytes(LARGEST),
    ],
    ids=["far", "low", "wide", "repeated text", "heavy"],
)
def test_a_workbook_that_would_fill_the_memory_is_refused(data: bytes) -> None:
    assert refusal(data) == "heavy"


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_does() -> None:
    bomb = make_bomb(300)
    assert refusal(bomb) == "heavy"
    # The same, saying that it weighs 5,000 bytes.
    place = bomb.rfind(SHEET.encode()) - 46
    assert refusal(bomb[: place + 24] + (5000).to_bytes(4, "little") + bomb[place + 28 :]) in ("heavy", "workbook", "empty")


@pytest.mark.parametrize("entities", [f'<!ENTITY a "{"a" * 1000}">{LAUGHS}', '<!ENTITY i SYSTEM "file:///etc/passwd">'])
def test_entities_are_neither_multiplied_nor_fetched(entities: str) -> None:
    kind = f"<!DOCTYPE x [{entities}]>"
    assert refusal(make_sheet(INLINE.format("x&i;y"), before=kind)) == "workbook"
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>&i;</text:p></table:table-cell></table:table-row>'
    assert refusal(ods_package(ods_content(row).replace("<office:document", f"{kind}<office:document", 1))) == "workbook"


def test_a_cell_repeated_to_the_end_of_the_sheet_is_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>a</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refusal(ods_package(ods_content(rows))) in ("heavy", "workbook")


def make_bomb(megabytes: int) -> bytes:
    """A workbook whose sheet unpacks to so much."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in package(["Feuil1"]).items():
            file.writestr(name, content)
        with file.open(SHEET, "w") as part:
            part.write(sheet_part("").partition("</sheetData>")[0].encode())
            for _ in range(megabytes):
                part.write(b" " * 1024 * 1024)
    return out.getvalue()
