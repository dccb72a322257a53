"""Papers and screens in the hands of people: read from the PDF, the square by a telephone, signed, put on the scanner."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from io import BytesIO

import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from cohort.families import Scan

GROUPED = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3})")
# The dark squares of a row stand in one run; the light ground is a path of its own, without a stroke.
LINES = re.compile(r'<path[^>]*stroke="#000"[^>]*d="(M[^"]+)"')
STEP = re.compile(r"([Mmh])\s*(-?[\d.]+)(?:\s+(-?[\d.]+))?")
PIXELS = 4
MEGABYTE = 1024 * 1024


class UnreadableError(RuntimeError):
    """A paper or a screen does not show what a person needs."""


@dataclass(frozen=True)
class Printed:
    """What a person reads on a paper."""

    pdf: bytes
    text: str

    @property
    def code(self) -> str:
        """The code, as it is typed."""
        found = GROUPED.search(self.text)
        if found is None:
            raise UnreadableError(f"no code on the paper: {self.text[:300]}")
        return found[1]

    def has_digits(self, digits: str) -> bool:
        """True when these four digits stand on it."""
        # They stand apart on paper, to be read one by one.
        return digits in "".join(self.text.split())


def read_paper(pdf: bytes) -> Printed:
    """Take the printed sheet in hand."""
    return Printed(pdf, "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def read_square(pdf: bytes) -> str:
    """Hold a telephone's camera over the square of a paper."""
    return _decode(_photograph(pdf))


def read_screen(body: str) -> str:
    """Hold it over the square on a screen: the picture of the page, drawn as a browser draws it."""
    found = LINES.search(body[body.find('class="qr"') :])
    if found is None:
        raise UnreadableError("no square on the screen")
    runs, x, y = list[tuple[float, float, float]](), 0.0, 0.0
    for kind, first, second in STEP.findall(found[1]):
        if kind == "h":
            runs.append((x, y, float(first)))
            x += float(first)
        else:
            x, y = (float(first), float(second)) if kind == "M" else (x + float(first), y + float(second))
    side = int(max(y for _, y, _ in runs)) + 8
    picture = Image.new("L", (side * PIXELS, side * PIXELS), 255)
    draw = ImageDraw.Draw(picture)
    for left, middle, length in runs:
        top = int(middle) * PIXELS
        draw.rectangle((left * PIXELS, top, (left + length) * PIXELS - 1, top + PIXELS - 1), fill=0)
    return _decode(picture)


def sign(pdf: bytes, address: str) -> bytes:
    """Tick, write the address by hand, sign, and scan: a picture of the very paper."""
    picture = _photograph(pdf)
    draw = ImageDraw.Draw(picture)
    draw.text((120, picture.height // 2), f"x  {address}", fill=60)
    draw.line((400, 700, 460, 660, 480, 720, 560, 650), fill=60, width=3)
    written = BytesIO()
    picture.save(written, "JPEG", quality=60)
    return written.getvalue()


def wrong_file(scan: Scan, signed: bytes) -> tuple[str, bytes] | None:
    """What the clerk chooses by mistake; None for no mistake."""
    return {
        Scan.NONE: ("", b""),
        Scan.WORD: ("lettre.docx", b"PK\x03\x04" + b"word/document.xml" * 40),
        Scan.HEAVY: ("scan.jpg", signed + bytes(9 * MEGABYTE)),
        Scan.ENORMOUS: ("scan.pdf", b"%PDF-1.4\n" + bytes(30 * MEGABYTE)),
    }.get(scan)


def _photograph(pdf: bytes) -> Image.Image:
    made = subprocess.run(
        [shutil.which("pdftoppm") or "pdftoppm", "-r", "100", "-gray", "-singlefile", "-"], input=pdf, capture_output=True, check=True
    )
    return Image.open(BytesIO(made.stdout)).convert("L")


def _decode(picture: Image.Image) -> str:
    codes = zxingcpp.read_barcodes(picture)
    if len(codes) != 1:
        raise UnreadableError(f"a telephone reads {len(codes)} squares")
    return str(codes[0].text)
