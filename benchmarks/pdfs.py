"""What a sheet costs: our warm renderer against WeasyPrint as its documentation uses it, processor time in one run."""

import re
import statistics
import time
from collections.abc import Callable

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.renderer import VARIANT, Renderer
from tests.pdf.samples import make_sheet

ROUNDS = 15
PICTURE = re.compile(r'<img src="picture:([^"]+)"[^>]*>')


def run() -> list[str]:
    """A table of one sheet made in three ways."""
    sheet = make_sheet()
    medians = _measure(_ways(sheet))
    base = medians["naive"]
    rows = [f"| {name} | {seconds * 1000:.0f} | {seconds / base:.2f} |" for name, seconds in medians.items()]
    note = "Two pages, eight drawn screens, PDF/UA-1, fonts of the system; median of processor times, the ways taken in turn."
    return [note, "", "| way | ms | of naive |", "|---|--:|--:|", *rows, "", f"Naive : ours = {base / medians['ours']:.1f}"]


def _ways(sheet: PdfDocument) -> dict[str, Callable[[], object]]:
    inline = PICTURE.sub(lambda match: sheet.pictures[match[1]].decode(), sheet.html)
    alone = inline.replace("<head>", f"<head><style>{sheet.stylesheet}</style>")
    fonts = FontConfiguration()
    css = CSS(string=sheet.stylesheet, font_config=fonts)
    renderer = Renderer()
    return {
        "naive": lambda: HTML(string=alone).write_pdf(pdf_variant=VARIANT),
        "stylesheet and fonts kept": lambda: HTML(string=inline).write_pdf(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT),
        "ours": lambda: renderer.render(sheet),
    }


def _measure(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, make in ways.items():
            started = time.process_time()
            make()
            times[name].append(time.process_time() - started)
    # The first round warms everything up.
    return {name: statistics.median(seconds[1:]) for name, seconds in times.items()}
