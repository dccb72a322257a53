import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from helpcenter.documents.errors import ContentError
from helpcenter.organisations.colours import contrast
from helpcenter.tutorials.drawings import Filling, read_illustration
from tests.tutorials.samples import CONTENT, DRAWING, LONGEST_SENDER, SENDER

ALL = sorted((CONTENT / "illustrations").glob("*.svg"))
NAMES = re.compile(r"google|gmail|microsoft|outlook|#ea4335|#4285f4|#0078d4", re.IGNORECASE)


def texts(svg: bytes) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    return list(root.iter("{http://www.w3.org/2000/svg}text"))


def words(svg: bytes) -> list[str]:
    return [element.text or "" for element in texts(svg)]


def write(folder: Path, text: str) -> Path:
    file = folder / "x.svg"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("file", ALL, ids=lambda file: str(file.stem))
def test_every_drawing_of_the_house_can_be_filled_and_names_nobody(file: Path) -> None:
    illustration = read_illustration(file)
    svg = illustration.fill(Filling("#2c6e49", "Créer un filtre", SENDER))
    # A narrow room breaks the label between its words.
    assert ("Créerunfiltre" in "".join(words(svg)).replace(" ", "")) == ("label" in illustration.parts)
    assert (SENDER in "".join(words(svg))) == ("sender" in illustration.parts)
    assert not NAMES.search(file.read_text(encoding="utf-8"))
    assert b"data-" not in svg


@pytest.mark.parametrize("file", ALL, ids=lambda file: str(file.stem))
def test_texts_are_plain_runs_that_the_pdf_engine_draws_whole(file: Path) -> None:
    svg = read_illustration(file).fill(Filling("#2c6e49", "عدم الإرسال إلى الرسائل غير المرغوب فيها", LONGEST_SENDER, "rtl"))
    for element in texts(svg):
        assert len(element) == 0
        assert not {"textLength", "dx", "rotate"} & set(element.attrib)


def test_labels_and_addresses_are_text_and_never_markup(tmp_path: Path) -> None:
    label = '"><script>alert(1)</script>{{ 7*7 }}&amp;'
    svg = read_illustration(write(tmp_path, DRAWING)).fill(Filling("#2c6e49", label))
    assert b"<script" not in svg
    assert "".join(words(svg)).replace(" ", "") == label.replace(" ", "")


def test_characters_that_turn_a_text_around_are_left_out(tmp_path: Path) -> None:
    svg = read_illustration(write(tmp_path, DRAWING)).fill(Filling("#2c6e49", "a\u202eb\u2066c\x07d"))
    assert words(svg) == ["abcd"]


def test_the_colour_is_a_colour_and_dark_enough(tmp_path: Path) -> None:
    illustration = read_illustration(write(tmp_path, DRAWING))
    pale = re.search(rb'color="(#[0-9a-f]{6})"', illustration.fill(Filling("#ffee00", "x")))
    assert pale
    assert contrast(pale[1].decode(), "#ffffff") >= 4.5
    with pytest.raises(ValueError, match="red"):
        illustration.fill(Filling('red" onload="alert(1)', "x"))


def test_a_group_can_wait_for_a_part(tmp_path: Path) -> None:
    text = DRAWING.replace("</svg>", '<g data-if="sender"><circle r="1"/></g><g data-unless="sender"><ellipse rx="1"/></g></svg>')
    illustration = read_illustration(write(tmp_path, text))
    assert b"circle" in illustration.fill(Filling("#000000", "x", SENDER))
    without = illustration.fill(Filling("#000000", "x"))
    assert b"circle" not in without
    assert b"ellipse" in without


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<svg", 1, "not well-formed"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg xmlns="http://www.w3.org/2000/svg"/>', 1, "entities"),
        ('<svg xmlns="http://www.w3.org/2000/svg">\n<script/>\n</svg>', 2, "holds <script>"),
        ('<svg xmlns="http://www.w3.org/2000/svg">\n<image href="x"/>\n</svg>', 2, "holds <image>"),
        ('<svg xmlns="http://www.w3.org/2000/svg">\n<rect data-text="name"/>\n</svg>', 2, "must be one of"),
        ('<svg xmlns="http://www.w3.org/2000/svg">\n\n<rect data-text="label" x="1"/>\n</svg>', 3, "lacks a number"),
    ],
)
def test_a_drawing_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(ContentError, match=message) as caught:
        read_illustration(write(tmp_path, text))
    assert caught.value.line == line
