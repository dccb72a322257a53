"""The warm engine: fonts and stylesheets are read once and serve every further document of the process."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydyf import Dictionary
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.errors import PdfFailed
from helpcenter.pdf.fetcher import PictureFetcher
from helpcenter.pdf.pictures import load_picture

VARIANT = "pdf/ua-1"
KEPT_STYLESHEETS = 16
# A relative address resolves to this host, so that it is refused like every other.
BASE = "http://relative.invalid/"
LINKS = ("https://", "http://", "mailto:", "tel:")
PRINTED = 4
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


class Sheet(Document):
    """A laid-out document whose pictures come from memory."""

    @classmethod
    def _build_layout_context(cls, html: HTML, *arguments: Any) -> Any:
        context = super()._build_layout_context(html, *arguments)
        options = arguments[-1]
        context.get_image_from_uri = partial(load_picture, cache={}, url_fetcher=html.url_fetcher, options=options, context=context)
        return context


class Renderer:
    """Makes PDFs one after the other; not for several threads at once."""

    def __init__(self) -> None:
        self._fonts = SystemFonts()
        self._fetcher = PictureFetcher()
        self._stylesheets: dict[str, tuple[CSS, CounterStyle]] = {}

    def render(self, document: PdfDocument) -> Rendered:
        """Make a tagged PDF/UA-1 file with embedded fonts; PdfFailed when something in the document is refused."""
        self._fetcher.open_document(document.pictures)
        with _complaints() as complaints, _refusals(self._fetcher):
            pdf = self._write(document)
        return Rendered(pdf, tuple(complaints))

    def _write(self, document: PdfDocument) -> bytes:
        html = HTML(string=document.html, base_url=BASE, url_fetcher=self._fetcher)
        if next(html.etree_element.iter(INLINE_SVG), None) is not None:
            raise PdfFailed('inline <svg> is refused: give it as a picture, <img src="picture:NAME" alt="…">')
        html.etree_element.set("lang", document.language)
        css, counters = self._stylesheet(document.stylesheet)
        options = DEFAULT_OPTIONS | {"stylesheets": [css], "pdf_variant": VARIANT}
        sheet = Sheet._render(html, self._fonts, CounterStyle(counters), {}, options)
        _check_links(sheet)
        sheet.metadata.title = document.title
        pdf: bytes = sheet.write_pdf(finisher=_print_links, pdf_variant=VARIANT)
        return pdf

    def _stylesheet(self, text: str) -> tuple[CSS, CounterStyle]:
        if text not in self._stylesheets:
            if len(self._stylesheets) >= KEPT_STYLESHEETS:
                self._stylesheets.clear()
            counters = CounterStyle()
            css = CSS(string=text, url_fetcher=self._fetcher, font_config=self._fonts, counter_style=counters)
            self._stylesheets[text] = (css, counters)
        return self._stylesheets[text]


def _check_links(sheet: Sheet) -> None:
    """A link on paper must be whole: absolute, and of a kind that a reader's device opens."""
    for page in sheet.pages:
        for kind, target, *_ in page.links:
            if kind == "external" and (not target.startswith(LINKS) or target.startswith(BASE)):
                raise PdfFailed(f"link refused: {target[:200]}")


def _print_links(_sheet: Sheet, pdf: Any) -> None:
    """Mark links as printed, as PDF/UA wants of everything that is shown (ISO 14289-1, 7.18.1)."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("Subtype") == "/Link":
            thing["F"] = PRINTED


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
