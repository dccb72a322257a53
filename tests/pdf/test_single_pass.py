"""What the engine is spared changes nothing on the page: each box stands where the engine alone puts it, from right to left too."""

from contextlib import ExitStack
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle

from helpcenter.pdf.fetcher import PictureFetcher
from helpcenter.pdf.fitting_boxes import boxes_fitted
from helpcenter.pdf.kept_styles import KeptStyles
from helpcenter.pdf.pictures import KeptDrawings
from helpcenter.pdf.renderer import Sheet, Style, SystemFonts
from helpcenter.pdf.single_pass import lines_laid_out_once

STYLE = """
@page { size: A5; margin: 10mm }
html { font: 11pt "Noto Sans", "Noto Sans Arabic" }
.step { display: inline-block; width: 46%; margin-bottom: 3%; padding: 0 2%; vertical-align: top; border: 1pt solid #333 }
.number { display: inline-block; padding: 1mm; position: relative }
.number::after { content: ""; position: absolute; right: 0; top: 0; width: 2mm; height: 2mm }
.beside { float: inline-start; width: 30%; box-sizing: border-box; padding: 2mm }
table { border-collapse: collapse } td { border: 1pt solid #333; padding: 2% }
"""
STEP = '<div class="step"><p><span class="number">%d</span></p><p>انقر على <b>الزر</b> ثم تابع القراءة حتى آخر السطر.</p></div>\n'
LONG = "نص طويل يدور حول الصندوق. " * 20
BODY = (
    f'<div>{"".join(STEP % number for number in range(1, 24))}</div><p class="beside">بجانب النص</p><p>{LONG}</p>'
    "<table><tr><td>واحد<td>اثنان</table>"
)


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_every_box_stands_where_the_engine_alone_puts_it(direction: str) -> None:
    html = f'<html lang="ar" dir="{direction}"><body>{BODY}</body></html>'
    alone = _places(html)
    with ExitStack() as spared:
        spared.enter_context(lines_laid_out_once())
        spared.enter_context(boxes_fitted())
        assert _places(html) == alone


def _places(html: str) -> list[list[tuple[Any, ...]]]:
    """Kind, place and size of every box, page by page."""
    fonts, fetcher = SystemFonts(), PictureFetcher()
    style = Style(CSS(string=STYLE, url_fetcher=fetcher, font_config=fonts), CounterStyle(), KeptStyles(), KeptDrawings())
    sheet = Sheet.print_with(style, HTML(string=html, base_url="", url_fetcher=fetcher), fonts)
    boxes = [list(page._page_box.descendants()) for page in sheet.pages]
    assert len(boxes) > 1
    return [[(type(box).__name__, box.position_x, box.position_y, box.width, box.height) for box in page] for page in boxes]
