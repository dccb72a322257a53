"""A version of the engine that nobody has looked at is found here first, and prints without what replaces its inner functions."""

import hashlib
import inspect
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pydyf
import pytest
import weasyprint
from weasyprint import document, draw
from weasyprint.css import StyleFor
from weasyprint.layout import absolute, inline, preferred
from weasyprint.layout.float import avoid_collisions
from weasyprint.pdf import tags
from weasyprint.svg import SVG
from weasyprint.svg.path import path as svg_path
from weasyprint.text import line_break

from helpcenter.pdf.renderer import KNOWN_ENGINE, Renderer
from tests.pdf.reading import text_of
from tests.pdf.samples import make_document, make_sheet

# What is replaced, or overridden, by the module of ours that must be looked at when it changes.
REPLACED: dict[Callable[..., Any], tuple[str, str]] = {
    inline.inline_block_box_layout: ("kept_boxes", "e1588f1538b6"),
    line_break.split_first_line: ("kept_lines", "39ad1016863c"),
    StyleFor.__init__: ("kept_styles", "b1e725a75525"),
    draw.text.draw_text: ("kept_text", "ebaf96239c6c"),
    draw.text.draw_first_line: ("kept_text, svg_runs", "1bb8eae6d88e"),
    svg_path: ("level_paths", "194cd562b8d9"),
    SVG.draw_node: ("svg_runs, kept_shapes", "5e24443a435c"),
    preferred.shrink_to_fit: ("fitting_boxes", "38ecf6d5c643"),
    avoid_collisions: ("single_pass", "5fc7793c573a"),
    absolute.AbsolutePlaceholder: ("kept_boxes", "336e26c56311"),
    tags._build_box_tree: ("passages", "f716251a83e7"),
    document.Document._build_layout_context: ("renderer", "2b072254ab89"),
    document.Document._render: ("renderer", "ebaceeb0fa8e"),
    pydyf._to_bytes: ("objects, level_paths", "1cefd02c285d"),
}


def test_the_engine_is_the_version_that_is_known() -> None:
    assert weasyprint.__version__ == KNOWN_ENGINE


@pytest.mark.parametrize(("function", "module", "digest"), [(each, *facts) for each, facts in REPLACED.items()])
def test_what_is_replaced_is_what_it_was(function: Callable[..., Any], module: str, digest: str) -> None:
    found = hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:12]
    assert found == digest, f"{function.__qualname__} has changed: look at helpcenter/pdf/{module}.py, then note {found} here"


def test_the_engine_alone_prints_the_same_words_on_as_many_pages() -> None:
    sheet = make_sheet()
    plain, warm = Renderer(is_plain=True).render(sheet), Renderer().render(sheet)
    assert text_of(plain.pdf) == text_of(warm.pdf)
    assert len(pikepdf.open(io.BytesIO(plain.pdf)).pages) == len(pikepdf.open(io.BytesIO(warm.pdf)).pages)
    assert plain.complaints == ()


def test_of_a_version_that_is_not_known_nothing_is_replaced_and_each_document_says_so() -> None:
    rendered = Renderer(engine="70.1").render(make_document())
    assert rendered.pdf.startswith(b"%PDF")
    assert "version 70.1 of the engine is not known" in rendered.complaints[0]
