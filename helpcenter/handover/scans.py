"""Pictures of signed papers: what a file is, its first bytes say, not its name."""

from enum import StrEnum

MEGABYTE = 1024 * 1024
MOST_BYTES = 8 * MEGABYTE
BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic"}
# What phones of one maker take pictures in: the name of the kind stands after the length of the first box.
HEIC = frozenset({b"ftypheic", b"ftypheix", b"ftypmif1"})


class ScanProblem(StrEnum):
    """Why a file cannot be kept."""

    EMPTY = "empty"
    """Nothing was sent."""
    KIND = "kind"
    """Neither a PDF nor a picture."""
    SIZE = "size"
    """Larger than what is kept."""


class ScanError(ValueError):
    """This file is not kept; `problem` says why."""

    def __init__(self, problem: ScanProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def check_scan(data: bytes) -> str:
    """The media type of a scan; ScanError when it cannot be kept."""
    if not data:
        raise ScanError(ScanProblem.EMPTY)
    if len(data) > MOST_BYTES:
        raise ScanError(ScanProblem.SIZE)
    known = next((media_type for beginning, media_type in BEGINNINGS.items() if data.startswith(beginning)), None)
    # The first four bytes are the length of a box, another in each file.
    if known is None and data[4:12] in HEIC:
        known = "image/heic"
    if known is None:
        raise ScanError(ScanProblem.KIND)
    return known


def scan_name(number: int, media_type: str) -> str:
    """The name under which a scan is saved: a number, never a person."""
    return f"paper-{number}.{ENDINGS.get(media_type, 'bin')}"
