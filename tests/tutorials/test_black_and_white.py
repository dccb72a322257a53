"""Drawings must say the same on a grey printer: what one is to press has a thick frame and an arrow, whatever the colour."""

import re
from xml.etree.ElementTree import Element, parse

import pytest

from helpcenter.organisations.colours import contrast
from helpcenter.tutorials.drawings import INK, SVG, Filling, read_illustration
from tests.tutorials.samples import CONTENT, SENDER

ALL = sorted((CONTENT / "illustrations").glob("*.svg"))
WHITE, PALE, GREY, DARK = "#fff", "#eef1f3", "#cfd6da", "#35424a"
# Surfaces are light; what one reads is dark; grey bars stand for what nobody reads.
SURFACES, LINES, FILLER = {WHITE, PALE}, {DARK, INK}, {GREY}
BRAND = "currentColor"
FRAME = 4.0
# WCAG 1.4.11 for what one has to recognise; 4.5 for the letters.
RECOGNISED, READ = 3.0, 4.5


def shapes(file_name: str) -> list[Element]:
    root = parse(CONTENT / "illustrations" / f"{file_name}.svg").getroot()  # noqa: S314 - our own drawing
    return [element for element in root.iter() if element.tag != f"{SVG}g"]


def full(colour: str) -> str:
    """A colour of six digits; only its grey counts here, for contrast() knows nothing but luminance."""
    return re.sub("^#(.)(.)(.)$", r"#\1\1\2\2\3\3", colour)


def width(shape: Element) -> float:
    return float(shape.get("stroke-width", 1))


def is_arrow(shape: Element) -> bool:
    return shape.get("fill") == BRAND and shape.get("fill-opacity") is None


names = pytest.mark.parametrize("name", [file.stem for file in ALL])


@names
def test_one_thick_frame_and_one_arrow_show_the_place(name: str) -> None:
    # A tick or a sign has no surface: it is no frame.
    framed = [shape for shape in shapes(name) if shape.get("stroke") and shape.get("fill", "none") != "none"]
    (frame,) = [shape for shape in framed if shape.get("stroke") == BRAND]
    others = [width(shape) for shape in framed if shape.get("stroke") in LINES]
    assert width(frame) >= max([FRAME, *(each + 1 for each in others)])
    assert sum(map(is_arrow, shapes(name))) == 1


@names
def test_the_arrow_has_an_edge_that_parts_it_from_what_lies_below(name: str) -> None:
    (arrow,) = [shape for shape in shapes(name) if is_arrow(shape)]
    assert arrow.get("stroke") == WHITE
    assert width(arrow) >= 2.5


@names
def test_only_known_greys_are_used_and_the_colour_of_the_organisation(name: str) -> None:
    used = {shape.get(fact, "none") for shape in shapes(name) for fact in ("fill", "stroke")} - {"none", BRAND}
    assert used <= SURFACES | LINES | FILLER


@names
def test_nothing_that_matters_is_drawn_in_the_grey_of_filler(name: str) -> None:
    # A filler has no frame of its own, or is a surface with a pale frame; never the brand's colour, never a text.
    for shape in shapes(name):
        if shape.get("fill") == GREY:
            assert shape.get("stroke") is None
            assert shape.get("data-text") is None


@pytest.mark.parametrize("line", sorted(LINES))
@pytest.mark.parametrize("surface", sorted(SURFACES))
def test_lines_stand_out_from_surfaces_in_grey(line: str, surface: str) -> None:
    assert contrast(full(line), full(surface)) >= READ


@pytest.mark.parametrize("surface", sorted(SURFACES))
@pytest.mark.parametrize("colour", ["#ffee00", "#2c6e49", "#e0a0a0", "#7fffd4", "#000000", "#ffffff"])
def test_frame_and_arrow_stand_out_in_any_colour_of_an_organisation(colour: str, surface: str) -> None:
    svg = read_illustration(CONTENT / "illustrations" / "menu.svg").fill(Filling(colour, "Non-spam"))
    used = re.search(rb'color="(#[0-9a-f]{6})"', svg)
    assert used
    assert contrast(used[1].decode(), full(surface)) >= RECOGNISED


@names
def test_letters_are_dark_on_light(name: str) -> None:
    root = read_illustration(CONTENT / "illustrations" / f"{name}.svg").fill(Filling("#ffee00", "Non-spam", SENDER))
    assert set(re.findall(rb'<text[^>]* fill="([^"]+)"', root)) <= {INK.encode()}
    assert contrast(INK, full(PALE)) >= READ
