"""Pictures of a document, from memory: small enough, of a known kind, without anything that costs or reaches out."""

from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from weasyprint.images import RasterImage, SVGImage

from helpcenter.pdf.drawings import MAX_ELEMENTS, MAX_PIXELS, SVG, SVG_ELEMENTS
from helpcenter.pdf.errors import PdfFailed
from helpcenter.pdf.fetcher import PictureFetcher
from helpcenter.pdf.svg_runs import RunSvg

RASTER_FORMATS = ("PNG", "JPEG", "WEBP")
# Each is up to 40 kB; a sheet has ten.
MAX_KEPT = 120


class SvgPicture(SVGImage):
    """A drawing whose mistakes fail the render; the engine's own class only logs them."""

    def __init__(self, svg: RunSvg, url: str, context: Any) -> None:
        self._svg = svg
        self._base_url = url
        self._context = context

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Draw it on the page."""
        self._svg.kept_shapes = self._context.kept_shapes
        self._svg.draw(stream, width, height, self._base_url, self._context)
        # It may be kept longer than this document.
        self._svg.stream = self._svg.context = None


class KeptDrawings:
    """Drawings that have been read, for the documents that show them next; those not shown for longest go first."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, bytes], RunSvg] = {}

    def find(self, data: bytes, url: str, fetcher: PictureFetcher, context: Any) -> RunSvg:
        """The drawing in these bytes."""
        svg = self._read.pop((url, data), None) or _read(data, url, fetcher, context)
        while len(self._read) >= MAX_KEPT:
            del self._read[next(iter(self._read))]
        self._read[url, data] = svg
        return svg


def load_picture(
    *, url: str, cache: dict[str, Any], url_fetcher: PictureFetcher, options: dict[str, Any], context: Any, **_wishes: Any
) -> Any:
    """The engine's image for an address in the document; loaded once per document."""
    if url not in cache:
        data = url_fetcher.picture(url)
        is_drawing = data.lstrip()[:1] == b"<"
        cache[url] = _drawing(data, url, url_fetcher, context) if is_drawing else _raster(data, url, cache, options)
    return cache[url]


def _drawing(data: bytes, url: str, fetcher: PictureFetcher, context: Any) -> SvgPicture:
    return SvgPicture(context.kept_drawings.find(data, url, fetcher, context), url, context)


def _read(data: bytes, url: str, fetcher: PictureFetcher, context: Any) -> RunSvg:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise PdfFailed(f"{url}: an SVG picture may not declare entities")
    try:
        tree = ElementTree.fromstring(data)  # noqa: S314 - without entities, in a process with limits
    except ElementTree.ParseError as error:
        raise PdfFailed(f"{url}: not well-formed SVG: {error}") from error
    _check_elements(tree, url)
    return RunSvg(tree, url, context.font_config, fetcher)


def _check_elements(tree: ElementTree.Element, url: str) -> None:
    elements = [element.tag for element in tree.iter()]
    if len(elements) > MAX_ELEMENTS:
        raise PdfFailed(f"{url}: more than {MAX_ELEMENTS} elements")
    if unknown := sorted(set(elements) - SVG_ELEMENTS):
        raise PdfFailed(f"{url}: element not allowed in a picture: {unknown[0].removeprefix(SVG)}")


def _raster(data: bytes, url: str, cache: dict[str, Any], options: dict[str, Any]) -> RasterImage:
    try:
        picture = Image.open(BytesIO(data), formats=RASTER_FORMATS)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise PdfFailed(f"{url}: not a PNG, JPEG or WebP picture") from error
    if picture.width * picture.height > MAX_PIXELS:
        raise PdfFailed(f"{url}: {picture.width} × {picture.height} pixels are too many")
    return RasterImage(picture, url, data, None, cache, "none", options)
