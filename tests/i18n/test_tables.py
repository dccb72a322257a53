"""Tables as real spreadsheet programs write them."""

import codecs
from datetime import date

import pytest

from helpcenter.i18n.tables import TableError, inert, read_lines, read_text
from helpcenter.intake.columns import find_columns, read_date, read_language

TEXT = "Famille;Adresse e-mail;Dernier mail\r\nÉléonore « D’Été »;a@free.fr;03/11/2026\r\n"
CELLS = [("Famille", "Adresse e-mail", "Dernier mail"), ("Éléonore « D’Été »", "a@free.fr", "03/11/2026")]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
)
def test_every_encoding_of_spreadsheet_programs_is_read(data: bytes) -> None:
    assert [line.cells for line in read_lines(read_text(data))] == CELLS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_separator_and_line_end_is_read(separator: str, end: str) -> None:
    text = TEXT.replace(";", separator).replace("\r\n", end)
    assert [line.cells for line in read_lines(text)] == CELLS


def test_a_separator_inside_quotes_is_none_and_lines_keep_their_numbers() -> None:
    lines = read_lines('"Nom, prénom";mail\n;;\n"Martin; Camille";"a@free.fr"\n"deux\nlignes";b@free.fr\n')
    assert [(line.number, line.cells) for line in lines] == [
        (1, ("Nom, prénom", "mail")),
        (3, ("Martin; Camille", "a@free.fr")),
        (4, ("deux lignes", "b@free.fr")),
    ]
    assert read_lines("sep=,\nnom,mail\n")[0].cells == ("nom", "mail")


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_is_named_as_such(data: bytes) -> None:
    with pytest.raises(TableError, match="workbook"):
        read_text(data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"\x00\x01\x02\x03" * 50, b"abc\x00def;g", b"\xff\xfea", bytes(range(256)), b"\x81\x8d"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(TableError):
        read_text(data)


def test_columns_are_known_by_many_names_and_a_postal_address_is_no_mail_address() -> None:
    assert find_columns(["Nom de famille", "Adresse", "Courriel", "Date du dernier envoi", "Âge"]) == {
        "label": 0,
        "address": 2,
        "last_mail_on": 3,
    }
    assert find_columns(["FAMILLE", "Adresse"]) == {"label": 0, "address": 1}
    assert find_columns(["Martin", "a@free.fr", "03/11/2026"]) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/11/2026", date(2026, 11, 3)),
        ("3.11.26", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("03-11-2026 14:30", date(2026, 11, 3)),
        ("2026-11-03T14:30:00", date(2026, 11, 3)),
        ("46329", date(2026, 11, 3)),
        ("31/02/2026", None),
        ("13/13/2026", None),
        ("hier", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(text: str, day: date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(("text", "locale"), [("Arabe", "ar"), ("العربية", "ar"), ("FR", "fr"), ("Türkçe", "tr"), ("klingon", None)])
def test_a_language_is_known_by_its_names(text: str, locale: str | None) -> None:
    assert read_language(text) == locale


def test_a_cell_that_begins_with_a_line_end_is_inert() -> None:
    assert inert("\n=1+1") == "'\n=1+1"
