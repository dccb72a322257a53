"""What a sheet costs: our warm renderer against WeasyPrint as its documentation uses it, processor time in one run."""

import gc
import re
import statistics
import time
from collections.abc import Callable

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from helpcenter.app import make_library
from helpcenter.config import Settings
from helpcenter.organisations.shown_branding import vendor_branding
from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.renderer import VARIANT, Renderer
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.printing import make_document
from helpcenter.tutorials.sheet import make_sheet as make_tutorial_sheet
from tests.pdf.samples import make_sheet

ROUNDS = 15
PICTURE = re.compile(r'<img[^>]*src="picture:([^"]+)"[^>]*>')


def run() -> list[str]:
    """Two tables: a sheet that is mostly drawings, and a real one, mostly text."""
    note = "PDF/UA-1, two pages, fonts of the system; median of processor times, the ways taken in turn."
    sheets = {
        "Eight drawings and little text (the tests' sample)": make_sheet(),
        "The tutorial gmail-web-filter, nine steps": _real_sheet(),
    }
    return [note, *(line for title, sheet in sheets.items() for line in _table(title, _measure(_ways(sheet))))]


def _table(title: str, medians: dict[str, float]) -> list[str]:
    base = medians["naive"]
    rows = [f"| {name} | {seconds * 1000:.0f} | {seconds / base:.2f} |" for name, seconds in medians.items()]
    ratio = f"Naive : ours = {base / medians['ours']:.1f}"
    return ["", f"## {title}", "", "| way | ms | of naive |", "|---|--:|--:|", *rows, "", ratio]


def _real_sheet() -> PdfDocument:
    settings = Settings()
    tutorials = Tutorials(make_library(settings))
    tutorial = next(each for each in tutorials.each("fr") if each.id == "gmail-web-filter")
    return make_document(make_tutorial_sheet(tutorials, tutorial, vendor_branding(settings)), settings.public_url)


def _ways(sheet: PdfDocument) -> dict[str, Callable[[], object]]:
    inline = PICTURE.sub(lambda match: sheet.pictures[match[1]].decode(), sheet.html)
    alone = inline.replace("</head>", f"<style>{sheet.stylesheet}</style></head>")
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
            # Or one way pays for clearing up after the one before.
            gc.collect()
            started = time.process_time()
            make()
            times[name].append(time.process_time() - started)
    # The first round warms everything up.
    return {name: statistics.median(seconds[1:]) for name, seconds in times.items()}
