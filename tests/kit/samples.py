"""The house's own kit, filled for an organisation of the tests."""

from pathlib import Path

from helpcenter.config import HOUSE
from helpcenter.documents.library import Library
from helpcenter.kit.texts import SHELF, Announcement, Kind

CONTENT = HOUSE / "content"
URL = "https://aide.example/fr/o/tilleuls/"


def real_library() -> Library:
    """The texts that organisations copy."""
    return Library(CONTENT, [SHELF])


def announcement(**changes: str) -> Announcement:
    """What the centre of the tests announces."""
    values = {"organisation": "Centre social", "sender_address": "bonjour@tilleuls.example", "sheets_url": URL, "contact": "01 99 00 12 34"}
    return Announcement(**(values | changes))


def write_text(root: Path, kind: Kind, body: str, locale: str = "fr") -> Library:
    """A content folder with one text."""
    file = root / "kit" / kind.value / f"{locale}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: Un titre\ndescription: Une description assez longue.\norder: 10\n---\n\n{body}\n", encoding="utf-8")
    return Library(root, [SHELF])
