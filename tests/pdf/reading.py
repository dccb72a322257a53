"""What a finished PDF holds, read by an independent library."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object
from pypdf import PdfReader

OBJECT_REFERENCE = Name("/OBJR")


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """The PDF, parsed."""
    return pikepdf.open(BytesIO(data))


def text_of(data: bytes) -> str:
    """Its words, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def elements(pdf: pikepdf.Pdf) -> list[Dictionary]:
    """The structure elements in reading order."""
    return list(_walk(pdf.Root.StructTreeRoot))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The types of the structure elements in reading order: H1, P, L, LI, Figure …"""
    return [str(element.S).lstrip("/") for element in elements(pdf)]


def fonts(pdf: pikepdf.Pdf) -> list[Dictionary]:
    """All fonts of the file that stand for themselves (not the parts of composite ones)."""
    found = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Type") == Name.Font]
    return [font for font in found if font.Subtype in (Name.Type0, Name.TrueType, Name.Type1, Name.Type3)]


def font_file(font: Dictionary) -> Object | None:
    """The embedded font program, or None."""
    holder = font.DescendantFonts[0] if font.Subtype == Name.Type0 else font
    descriptor = holder.FontDescriptor
    return next((descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor), None)


def _walk(element: Object) -> Iterator[Dictionary]:
    kids: Object = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
        if isinstance(kid, Dictionary) and kid.get("/Type") != OBJECT_REFERENCE and "/S" in kid:
            yield kid
            yield from _walk(kid)
