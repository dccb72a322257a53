"""What decides a PDF besides the document: the engine's version, this room's, and the fonts of the machine."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

# Raise it when the same document would come out differently, so that kept PDFs are made again.
RENDERER = 2
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path(os.environ.get("HOME", "/"), ".local/share/fonts"))


@cache
def engine() -> str:
    """One line that changes whenever the engine or the fonts change; found once per process."""
    # The libraries' versions too: another one may put a letter elsewhere, and what is kept would not be what is printed today.
    return f"renderer {RENDERER}, weasyprint {version('weasyprint')}, pydyf {version('pydyf')}, fonts {fonts(FONT_FOLDERS)}"


def fonts(folders: Iterable[Path]) -> str:
    """A hash of the names, sizes and times of all font files."""
    digest = hashlib.sha256()
    for path in font_files(folders):
        facts = path.stat()
        digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()[:16]


def font_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file below the folders that exist, in a fixed order."""
    for folder in folders:
        for root, names, files in os.walk(folder):
            names.sort()
            yield from (path for path in (Path(root, name) for name in sorted(files)) if path.is_file())
