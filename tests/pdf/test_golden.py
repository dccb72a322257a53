"""What printed pages look like, beside pictures that somebody has looked at.

They are compared small and blurred: another version of a font moves no box by a tenth of its height. After a change that is meant,
look at the new pages and renew them: `HELPCENTER_RENEW_GOLDEN=1 ./dev test tests/pdf/test_golden.py`.
"""

import io
import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from helpcenter.config import Settings
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.pdf.pool import Pool
from helpcenter.texts import make_library
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.options import SheetOptions, Size
from helpcenter.tutorials.printing import make_document
from helpcenter.tutorials.sheet import make_sheet

GOLDEN = Path(__file__).parent / "golden"
BRANDING = ShownBranding(name="Centre social Les Tilleuls", sender_address="bonjour@tilleuls.example", slug="tilleuls", colour="#1d5f8a")
PAGES = {
    "fr": ("fr", SheetOptions()),
    "ar": ("ar", SheetOptions()),
    "large": ("fr", SheetOptions(size=Size.LARGE)),
    "tr-with-fr": ("tr", SheetOptions(screen="fr", second="fr")),
}
DOTS_PER_INCH = 30
# Mean difference of a page in grey values of 255; a step that is missing or out of place makes more than 5.
TOLERANCE = 3.5


@pytest.mark.parametrize("name", PAGES)
def test_the_first_page_looks_as_it_did(pool: Pool, name: str) -> None:
    page, file = _first_page(pool, *PAGES[name]), GOLDEN / f"{name}.png"
    if os.environ.get("HELPCENTER_RENEW_GOLDEN"):
        page.save(file, optimize=True)

    with Image.open(file) as golden:
        assert page.size == golden.size
        assert difference(page, golden) < TOLERANCE


def test_a_page_whose_steps_have_moved_is_told_from_the_right_one() -> None:
    with Image.open(GOLDEN / "fr.png") as golden, Image.open(GOLDEN / "ar.png") as other:
        assert difference(golden, other) > TOLERANCE


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pages are apart, in grey values."""
    blurred = [each.convert("L").filter(ImageFilter.GaussianBlur(2)) for each in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*blurred)).mean[0]


def _first_page(pool: Pool, locale: str, options: SheetOptions) -> Image.Image:
    tutorials = Tutorials(make_library(Settings()))
    tutorial = tutorials.find("gmail-web-filter", locale)
    assert tutorial is not None
    pdf = pool.render(make_document(make_sheet(tutorials, tutorial, BRANDING, options), "https://aide.example"))
    command = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("L")
