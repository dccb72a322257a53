"""What `helpcenter doctor` asks: can this machine print, and with the right fonts?"""

import ctypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from helpcenter.pdf.errors import INSTALL_HINT, PdfError
from helpcenter.pdf.fingerprint import FONT_FOLDERS, font_files
from helpcenter.pdf.pool import Pool
from helpcenter.pdf.sample import SAMPLE

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
FONTS = ("NotoSans-Regular", "NotoSans-Bold", "NotoSansArabic-Regular", "NotoSansArabic-Bold")

Load = Callable[[str], object]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: its name, whether it is well, and what was seen or what to do."""

    name: str
    is_ok: bool
    text: str


def check_health(pool: Pool, load: Load = ctypes.CDLL, folders: Iterable[Path] = FONT_FOLDERS) -> list[Finding]:
    """Look at the libraries, the fonts, and a page rendered with both."""
    libraries = [_check_library(name, load) for name in LIBRARIES]
    return [*libraries, _check_fonts(folders), _check_render(pool)]


def _check_library(name: str, load: Load) -> Finding:
    try:
        library = load(name)
    except OSError:
        return Finding(name, False, f"missing; install: {INSTALL_HINT}")
    return Finding(name, True, _pango_version(library) or "present")


def _pango_version(library: object) -> str:
    if not isinstance(library, ctypes.CDLL) or "pango-1.0" not in library._name:
        return ""
    library.pango_version_string.restype = ctypes.c_char_p
    return f"version {library.pango_version_string().decode()}"


def _check_fonts(folders: Iterable[Path]) -> Finding:
    present = {path.stem for path in font_files(folders)}
    if missing := [name for name in FONTS if name not in present]:
        return Finding("fonts", False, f"missing: {', '.join(missing)}; install: {INSTALL_HINT}")
    return Finding("fonts", True, ", ".join(FONTS))


def _check_render(pool: Pool) -> Finding:
    try:
        size = len(pool.render(SAMPLE))
    except PdfError as error:
        return Finding("sample page", False, str(error))
    return Finding("sample page", True, f"rendered, {size} bytes")
