"""Drawings of screens that are written from right to left."""

from xml.etree import ElementTree

import pytest

from helpcenter.tutorials.mirroring import forget_marks, mirror


def drawn(shape: str, root: str = "") -> ElementTree.Element:
    svg = ElementTree.fromstring(f'<svg viewBox="0 0 360 180"{root}>{shape}</svg>')  # noqa: S314 - written here
    mirror(svg)
    forget_marks(svg)
    return svg


@pytest.mark.parametrize(
    ("shape", "facts"),
    [
        ('<rect x="10" y="0" width="50" height="9"/>', {"x": "300"}),
        ('<rect data-text="label" x="10" y="0" width="50" height="9"/>', {"x": "300"}),
        ('<circle cx="17" cy="4" r="4"/>', {"cx": "343"}),
        ('<path d="M0 0 H5"/>', {"transform": "matrix(-1 0 0 1 360 0)"}),
        ('<path transform="rotate(90)" d="M0 0 H5"/>', {"transform": "matrix(-1 0 0 1 360 0) rotate(90)"}),
    ],
)
def test_a_shape_changes_its_side(shape: str, facts: dict[str, str]) -> None:
    assert drawn(shape)[0].attrib.items() >= facts.items()


def test_a_tick_moves_to_the_other_side_and_keeps_its_shape() -> None:
    tick = drawn('<g><path data-unturned="41" d="M32 89 L50 82"/></g>')[0][0]
    assert tick.attrib == {"d": "M32 89 L50 82", "transform": "translate(278 0)"}


def test_a_keyboard_looks_the_same_everywhere() -> None:
    svg = drawn('<rect x="10" y="0" width="50" height="9"/>', ' data-unturned="all"')
    assert svg[0].get("x") == "10"
    assert "data-unturned" not in svg.attrib
