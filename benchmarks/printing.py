"""Ways to print the same sheet, and what each costs: WeasyPrint as documented, our engine, Chromium through a warm session."""

import base64
import gc
import io
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright
from weasyprint import HTML

from benchmarks.servers import clock_of, family_of
from helpcenter.config import Settings
from helpcenter.organisations.shown_branding import vendor_branding
from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.fingerprint import FONT_FOLDERS, font_files
from helpcenter.pdf.renderer import VARIANT
from helpcenter.texts import make_library
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.printing import make_document
from helpcenter.tutorials.sheet import make_sheet

PICTURE = re.compile(r'src="picture:([^"]+)"')
FACES = (("NotoSans-Regular", "Noto Sans", 400), ("NotoSans-Bold", "Noto Sans", 700))
WARMING_UP = 6
# More than any way is asked for in turn: what is measured has not been printed before.
ORGANISATIONS = 24
Way = Callable[[int], float]


def sheets(tutorial_id: str, locale: str) -> list[PdfDocument]:
    """One tutorial for several organisations with the same colour: other names, addresses and QR codes."""
    settings = Settings()
    tutorials, branding = Tutorials(make_library(settings)), vendor_branding(settings)
    tutorial = tutorials.find(tutorial_id, locale)
    if tutorial is None:
        raise LookupError(f"{tutorial_id} in {locale}")
    each = [
        replace(branding, slug=f"centre-{number}", name=f"Centre social numéro {number}", sender_address=f"accueil@centre{number}.example")
        for number in range(ORGANISATIONS)
    ]
    return [make_document(make_sheet(tutorials, tutorial, one), settings.public_url) for one in each]


@cache
def web_fonts() -> str:
    """The house's fonts as woff2 inside a stylesheet, as a page would bring them."""
    files = {path.stem: path for path in font_files(FONT_FOLDERS)}
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url(data:font/woff2;base64,{_woff2(files[name])}) }}'
        for name, family, weight in FACES
    )


def _woff2(file: Path) -> str:
    font, buffer = TTFont(file), io.BytesIO()
    font.flavor = "woff2"
    font.save(buffer)
    return base64.b64encode(buffer.getvalue()).decode()


def alone(sheet: PdfDocument, fonts: str = "") -> str:
    """The sheet as one HTML text: stylesheet and pictures inside.

    Pictures are data addresses: as inline <svg> some sheets end in an error of the engine from right to left.
    """
    html = PICTURE.sub(lambda match: f'src="{_data(sheet.pictures[match[1]])}"', sheet.html)
    return html.replace("</head>", f"<style>{fonts}{sheet.stylesheet}</style></head>")


def _data(picture: bytes) -> str:
    kind = "svg+xml" if picture.lstrip()[:1] == b"<" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


def by_process_time(make: Callable[[int], object]) -> Way:
    """Seconds of this process's processor time."""

    def measure(number: int) -> float:
        # Or one way pays for clearing up after the one before.
        gc.collect()
        started = time.process_time()
        make(number)
        return time.process_time() - started

    return measure


def naive(documents: Sequence[PdfDocument], fonts: str = "") -> Way:
    """WeasyPrint as its documentation uses it."""
    texts = [alone(each, fonts) for each in documents]
    return by_process_time(lambda number: HTML(string=texts[number % len(texts)]).write_pdf(pdf_variant=VARIANT))


@contextmanager
def chromium(documents: Sequence[PdfDocument]) -> Iterator[Way]:
    """Chromium in a session that stays open, asked for the same PDF: processor time of all its processes."""
    texts = [alone(each) for each in documents]
    with sync_playwright() as session:
        browser = session.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        clock = _BrowserClock()

        def measure(number: int) -> float:
            before = clock.seconds()
            page.set_content(texts[number % len(texts)])
            page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
            # It writes each PDF in a process that it starts for it; that one's time is known exactly when it has ended.
            clock.await_helpers()
            return clock.seconds() - before

        yield measure
        browser.close()


class _BrowserClock:
    """Processor time of a browser started by this process: of what runs, and of what has ended meanwhile."""

    def __init__(self) -> None:
        self._staying: set[int] = set()

    def seconds(self) -> float:
        """All of it so far; Playwright's own process, which is not the browser, is left out."""
        return sum(clock_of(each) + _reaped(each) for each in _browser())

    def await_helpers(self) -> None:
        """Wait until only those are left that stay as long as the browser; at most two seconds."""
        if not self._staying:
            time.sleep(2)
            self._staying = set(_browser())
        until = time.monotonic() + 2
        while set(_browser()) - self._staying and time.monotonic() < until:
            time.sleep(0.005)


def _browser() -> list[int]:
    return [each for each in family_of(os.getpid()) if "chrom" in _facts(each)[0]]


def _reaped(process: int) -> float:
    """Of its children that have ended; in ticks, so that only the mean over many rounds is exact."""
    ticks = _facts(process)[1][13:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _facts(process: int) -> tuple[str, list[str]]:
    try:
        name, _, facts = Path(f"/proc/{process}/stat").read_text().rpartition(")")
    except (FileNotFoundError, ProcessLookupError):
        return "", ["0"] * 15
    return name, facts.split()


def medians(ways: dict[str, Way], rounds: int) -> dict[str, float]:
    """Seconds of each way, taken in turn; the first rounds warm everything up."""
    for number in range(WARMING_UP):
        for way in ways.values():
            way(number)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(WARMING_UP, WARMING_UP + rounds):
        for name, way in ways.items():
            times[name].append(way(number))
    return {name: statistics.median(seconds) for name, seconds in times.items()}
