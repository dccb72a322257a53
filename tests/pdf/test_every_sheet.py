"""Every tutorial in every language, printed once: short, light, whole, legible to machines."""

import io
import re
from functools import cache

import pikepdf
import pytest

from helpcenter.config import Settings
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.pool import Pool
from helpcenter.texts import make_library
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.printing import make_document
from helpcenter.tutorials.sheet import make_sheet
from tests.pdf.reading import font_file, fonts, text_of

ADDRESS = "bonjour@tilleuls.example"
BRANDING = ShownBranding(name="Centre social Les Tilleuls", sender_address=ADDRESS, slug="tilleuls", colour="#1d5f8a")
MOST_PAGES, MOST_BYTES = 2, 300_000


@cache
def _tutorials() -> Tutorials:
    return Tutorials(make_library(Settings()))


SHEETS = [(each, locale) for each in _tutorials().ids() for locale in _tutorials().locales(each)]


def _document(tutorial_id: str, locale: str) -> PdfDocument:
    tutorial = _tutorials().find(tutorial_id, locale)
    assert tutorial is not None
    return make_document(make_sheet(_tutorials(), tutorial, BRANDING), "https://aide.example")


# One test for each sheet, not for each question: printing is what costs.
@pytest.mark.parametrize(("tutorial_id", "locale"), SHEETS)
def test_a_sheet_is_short_light_and_complete(pool: Pool, tutorial_id: str, locale: str) -> None:
    document = _document(tutorial_id, locale)
    data = pool.render(document)
    pdf = pikepdf.open(io.BytesIO(data))

    assert len(pdf.pages) <= MOST_PAGES
    assert len(data) < MOST_BYTES
    assert str(pdf.Root.Lang) == document.language
    assert all(font_file(font) is not None and "/ToUnicode" in font for font in fonts(pdf))
    # A subset names itself by six letters before its font's name.
    assert all(re.match(r"/[A-Z]{6}\+", str(font.BaseFont)) for font in fonts(pdf))
    assert ADDRESS in text_of(data)
