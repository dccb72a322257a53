"""Text in drawings: whole runs, so that Arabic letters join, at the place that its anchor says."""

from typing import Any

import pikepdf
import pytest

from helpcenter.pdf import PdfFailed
from helpcenter.pdf.pool import Pool
from tests.pdf.reading import open_pdf, text_of
from tests.pdf.samples import make_document

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" font-family="Noto Sans, Noto Sans Arabic">{}</svg>'
STYLE = "@page { size: 300px 200px; margin: 0 } body { margin: 0 } img { width: 300px; display: block }"
BEH = "\u0628"


def render(pool: Pool, drawing: str) -> bytes:
    """A page that holds this drawing and nothing else."""
    pictures = {"it.svg": SVG.format(drawing).encode()}
    return pool.render(make_document('<img src="picture:it.svg" alt="Un dessin">', stylesheet=STYLE, pictures=pictures))


def operations(pdf: pikepdf.Pdf, name: str) -> list[Any]:
    """The operands of each operation of this name on the first page."""
    return [step.operands for step in pikepdf.parse_content_stream(pdf.pages[0]) if str(step.operator) == name]


def shown(pdf: pikepdf.Pdf) -> list[bytes]:
    """The glyphs of each text-showing operation."""
    return [b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)) for operands in operations(pdf, "TJ")]


def start_of_text(pdf: pikepdf.Pdf) -> float:
    """The x of the first text, in units of the drawing."""
    return float(operations(pdf, "Tm")[0][4])


def test_a_text_is_one_run(pool: Pool) -> None:
    with open_pdf(render(pool, '<text x="10" y="50">Bonjour à tous</text>')) as pdf:
        assert [len(run) // 2 for run in shown(pdf)] == [len("Bonjour à tous")]


def test_arabic_letters_join(pool: Pool) -> None:
    with open_pdf(render(pool, f'<text x="100" y="50" direction="rtl">{BEH * 3}</text>')) as pdf:
        glyphs = shown(pdf)[0]
    # The same letter at the end, in the middle and at the beginning of a word has three shapes.
    assert len({glyphs[at : at + 2] for at in range(0, len(glyphs), 2)}) >= 3


@pytest.mark.parametrize(
    ("attributes", "is_left"),
    [
        ('text-anchor="start"', False),
        ('text-anchor="end"', True),
        ('text-anchor="start" direction="rtl"', True),
        ('text-anchor="end" direction="rtl"', False),
    ],
)
def test_a_text_lies_on_the_side_that_its_anchor_and_direction_say(pool: Pool, attributes: str, is_left: bool) -> None:
    with open_pdf(render(pool, f'<text x="150" y="50" {attributes}>mmmm</text>')) as pdf:
        x = start_of_text(pdf)
    assert x < 130 if is_left else x == pytest.approx(150)


def test_a_text_in_the_middle_reaches_as_far_on_both_sides(pool: Pool) -> None:
    with open_pdf(render(pool, '<text x="150" y="50" text-anchor="middle">mm</text>')) as pdf:
        middle = start_of_text(pdf)
    with open_pdf(render(pool, '<text x="150" y="50" text-anchor="end">mm</text>')) as pdf:
        end = start_of_text(pdf)
    assert 150 - middle == pytest.approx((150 - end) / 2, abs=0.01)


def test_a_text_of_several_parts_is_left_to_the_engine(pool: Pool) -> None:
    data = render(pool, '<text x="10" y="50">Cliquez <tspan font-weight="bold">ici</tspan></text>')
    assert text_of(data).replace(" ", "") == "Cliquezici"


def test_arabic_that_would_be_drawn_letter_by_letter_is_complained_about(pool: Pool) -> None:
    with pytest.raises(PdfFailed, match="does not join"):
        render(pool, f'<text x="10" y="50" direction="rtl">{BEH}<tspan>{BEH}</tspan></text>')


def test_a_hidden_text_is_not_drawn(pool: Pool) -> None:
    assert text_of(render(pool, '<text x="10" y="50" display="none">caché</text>')) == ""
