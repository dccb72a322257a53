"""The warm engine: fonts and stylesheets are read once and serve every further document of the process."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint import __version__ as engine_version
from weasyprint.css import StyleFor, find_stylesheets
from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetCollector
from weasyprint.document import Document
from weasyprint.layout import LayoutContext
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.errors import PdfFailed
from helpcenter.pdf.fetcher import PictureFetcher
from helpcenter.pdf.fitting_boxes import boxes_fitted
from helpcenter.pdf.kept_boxes import KeptBoxes
from helpcenter.pdf.kept_lines import KeptLines
from helpcenter.pdf.kept_shapes import KeptShapes
from helpcenter.pdf.kept_styles import KeptStyles, WarmStyleFor
from helpcenter.pdf.kept_text import KeptText
from helpcenter.pdf.level_paths import level_paths
from helpcenter.pdf.markup import BASE, Markup
from helpcenter.pdf.objects import finish, mark_printed
from helpcenter.pdf.passages import tagged_languages
from helpcenter.pdf.pictures import KeptDrawings, load_picture
from helpcenter.pdf.single_pass import lines_laid_out_once

VARIANT = "pdf/ua-1"
# The version whose inner functions are replaced while a document is printed; of another one nobody knows whether they still fit.
KNOWN_ENGINE = "70.0"
NOT_KNOWN = "version %s of the engine is not known: it prints without what makes it quick (docs/decisions/0023)"
KEPT_STYLESHEETS = 4
SPARED = (lines_laid_out_once, boxes_fitted, level_paths)
LINKS = ("https://", "http://", "mailto:", "tel:")
INLINE_SVG = "{http://www.w3.org/2000/svg}svg"


@dataclass(frozen=True)
class Rendered:
    """A finished PDF, and what the engine had to complain about."""

    pdf: bytes
    complaints: tuple[str, ...]


class SystemFonts(FontConfiguration):
    """The fonts of the machine; a stylesheet cannot bring its own, which would stay for the next document."""

    def add_font_face(self, _descriptors: Any, _fetcher: Any) -> None:
        """Refuse `@font-face`."""
        raise FatalURLFetchingError("fonts come from the system: @font-face is refused")


@dataclass(frozen=True)
class Style:
    """A stylesheet, read once, and what has been computed and drawn with it; None where nothing is kept."""

    css: CSS
    counters: CounterStyle
    styles: KeptStyles | None
    drawings: KeptDrawings
    shapes: KeptShapes | None = field(default_factory=KeptShapes)


class Sheet(Document):
    """A laid-out document whose pictures come from memory."""

    @classmethod
    def print_with(cls, style: Style, html: HTML, fonts: FontConfiguration) -> "Sheet":
        """Lay a document out."""
        # The engine hands its options through to the method below, and copies nothing.
        options = DEFAULT_OPTIONS | {"stylesheets": [style.css], "pdf_variant": VARIANT, "style": style}
        sheet: Sheet = cls._render(html, fonts, CounterStyle(style.counters), {}, options)
        return sheet

    @classmethod
    def _build_layout_context(
        cls, html: HTML, fonts: FontConfiguration, counters: CounterStyle, _profiles: Any, options: dict[str, Any]
    ) -> LayoutContext:
        """The engine's own, with styles that are kept and no door to the outside."""
        style, targets = options["style"], TargetCollector()
        for rules in html._ua_counter_style():
            counters.update(rules)
        # None is expected; asking the engine for those in the document refuses what lies outside it.
        found = find_stylesheets(html.wrapper_element, html.media_type, html.url_fetcher, html.base_url, fonts, counters, {}, [], [])
        own = ((each, "author", None) for each in found)
        sheets = [*((each, "user agent", None) for each in html._ua_stylesheets()), *own, (style.css, "user", None)]
        what = html, sheets, False, fonts, targets
        style_for = WarmStyleFor(style.styles, *what) if style.styles else StyleFor(*what)
        load = partial(load_picture, cache={}, url_fetcher=html.url_fetcher, options=options)
        context = LayoutContext(style_for, load, fonts, counters, targets)
        context.kept_shapes, context.kept_drawings = style.shapes, style.drawings
        return context


class Renderer:
    """Makes PDFs one after the other; not for several threads at once."""

    def __init__(self, *, is_plain: bool = False, engine: str = engine_version) -> None:
        """`is_plain` leaves the engine as it is; so does a version of it that is not known, and says so of each document."""
        self._is_plain = is_plain or engine != KNOWN_ENGINE
        self._warnings = () if engine == KNOWN_ENGINE else (NOT_KNOWN % engine,)
        self._fonts = SystemFonts()
        self._fetcher = PictureFetcher()
        self._styles: dict[str, Style] = {}
        self._lines = KeptLines()
        self._boxes = KeptBoxes()
        self._text = KeptText()
        self._drawings = KeptDrawings()

    def render(self, document: PdfDocument) -> Rendered:
        """Make a tagged PDF/UA-1 file with embedded fonts; PdfFailed when something in the document is refused."""
        self._fetcher.open_document(document.pictures)
        with _complaints() as complaints, _refusals(self._fetcher), self._spared():
            pdf = self._write(document)
        return Rendered(pdf, (*self._warnings, *complaints))

    @contextmanager
    def _spared(self) -> Iterator[None]:
        """What the engine need not do while the block runs (docs/decisions/0023)."""
        with ExitStack() as spared:
            for each in () if self._is_plain else (self._lines.in_use, self._boxes.in_use, self._text.in_use, *SPARED):
                spared.enter_context(each())
            yield

    def _write(self, document: PdfDocument) -> bytes:
        sheet = self._lay_out(document, document.stylesheet)
        for more in document.tighter:
            if len(sheet.pages) <= document.most_pages:
                break
            # How long it grows is known only now: no rule that counts letters beforehand holds for every word of eight languages.
            sheet = self._lay_out(document, f"{document.stylesheet}\n{more}")
        _check_links(sheet)
        sheet.metadata.title = document.title
        if self._is_plain:
            plain: bytes = sheet.write_pdf(finisher=mark_printed, pdf_variant=VARIANT)
            return plain
        with tagged_languages(document.language):
            pdf: bytes = sheet.write_pdf(finisher=finish, pdf_variant=VARIANT)
        return pdf

    def _lay_out(self, document: PdfDocument, stylesheet: str) -> Sheet:
        html = self._read(document.html)
        if next(html.etree_element.iter(INLINE_SVG), None) is not None:
            raise PdfFailed('inline <svg> is refused: give it as a picture, <img src="picture:NAME" alt="…">')
        html.etree_element.set("lang", document.language)
        return Sheet.print_with(self._style(stylesheet), html, self._fonts)

    def _read(self, text: str) -> HTML:
        return HTML(string=text, base_url=BASE, url_fetcher=self._fetcher) if self._is_plain else Markup(text, self._fetcher)

    def _style(self, text: str) -> Style:
        if self._is_plain:
            return replace(self._read_style(text), styles=None, shapes=None, drawings=KeptDrawings())
        style = self._kept_style(text)
        if style.styles:
            style.styles.trim()
        return style

    def _kept_style(self, text: str) -> Style:
        kept = self._styles.pop(text, None) or self._read_style(text)
        # The stylesheet least recently used goes first, and with it what was computed.
        while len(self._styles) >= KEPT_STYLESHEETS:
            del self._styles[next(iter(self._styles))]
        self._styles[text] = kept
        return kept

    def _read_style(self, text: str) -> Style:
        counters = CounterStyle()
        css = CSS(string=text, url_fetcher=self._fetcher, font_config=self._fonts, counter_style=counters)
        return Style(css, counters, KeptStyles(text), self._drawings)


def _check_links(sheet: Sheet) -> None:
    """A link on paper must be whole: absolute, and of a kind that a reader's device opens."""
    for page in sheet.pages:
        for kind, target, *_ in page.links:
            if kind == "external" and (not target.startswith(LINKS) or target.startswith(BASE)):
                raise PdfFailed(f"link refused: {target[:200]}")


class _Collector(logging.Handler):
    """Keeps what the engine logs as warning or error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname}: {record.getMessage()}")


@contextmanager
def _complaints() -> Iterator[list[str]]:
    collector = _Collector()
    LOGGER.addHandler(collector)
    try:
        yield collector.messages
    finally:
        LOGGER.removeHandler(collector)


@contextmanager
def _refusals(fetcher: PictureFetcher) -> Iterator[None]:
    try:
        yield
    except (LookupError, FatalURLFetchingError) as error:
        if fetcher.refused or isinstance(error, FatalURLFetchingError):
            raise PdfFailed(_refusal(fetcher) or str(error)) from error
        raise
    if fetcher.refused:
        raise PdfFailed(_refusal(fetcher))


def _refusal(fetcher: PictureFetcher) -> str:
    return f"address refused: {fetcher.refused[0]}" if fetcher.refused else ""
