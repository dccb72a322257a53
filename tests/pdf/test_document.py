"""PdfDocument: names, limits, and a key that follows everything that goes in."""

from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.pdf import PdfDocument, PdfFailed
from helpcenter.pdf.fingerprint import fonts
from tests.pdf.samples import make_document, make_sheet

CHANGES = [
    {"html": "<p>autre</p>"},
    {"stylesheet": "p { color: red }"},
    {"pictures": {"logo.png": b"other"}},
    {"pictures": {"other.png": b"logo"}},
    {"title": "Autre"},
    {"language": "en"},
]


def test_a_document_survives_the_way_to_the_worker() -> None:
    sheet = make_sheet()
    assert PdfDocument.from_bytes(sheet.to_bytes()) == sheet


def test_equal_documents_have_one_key_whatever_the_order_of_their_pictures() -> None:
    first = make_document(pictures={"a.png": b"1", "b.png": b"2"})
    second = make_document(pictures={"b.png": b"2", "a.png": b"1"})
    assert first.key() == second.key()
    assert len(first.key()) == 64


@pytest.mark.parametrize("change", CHANGES)
def test_every_part_of_a_document_changes_its_key(change: dict[str, object]) -> None:
    document = make_document(pictures={"logo.png": b"logo"})
    assert replace(document, **change).key() != document.key()  # type: ignore[arg-type]


def test_another_font_on_the_machine_changes_the_fingerprint(tmp_path: Path) -> None:
    before = fonts([tmp_path])
    (tmp_path / "New.ttf").write_bytes(b"font")
    assert fonts([tmp_path]) != before


@pytest.mark.parametrize("name", ["", "../secret", "a/b", "a b", "é.png", ".hidden", "x" * 101])
def test_a_picture_needs_a_plain_name(name: str) -> None:
    with pytest.raises(PdfFailed, match="not a name for a picture"):
        make_document(pictures={name: b"x"})


def test_a_document_without_title_is_refused() -> None:
    with pytest.raises(PdfFailed, match="title"):
        make_document(title="  ")


@pytest.mark.parametrize("language", ["", "fr_FR", "français", 'fr" onload="'])
def test_a_document_needs_a_language_tag(language: str) -> None:
    with pytest.raises(PdfFailed, match="language tag"):
        make_document(language=language)


def test_an_oversized_document_is_refused_before_anything_is_rendered() -> None:
    with pytest.raises(PdfFailed, match="larger than"):
        make_document(pictures={"logo.png": b"x" * 8_000_001})
