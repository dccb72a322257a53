"""Small content folders for the tests of this room and of the articles."""

from datetime import date
from pathlib import Path

from helpcenter.documents.frontmatter import FrontMatter
from helpcenter.documents.shelf import Shelf


class Matter(FrontMatter):
    """A front matter for tests."""

    title: str
    updated_on: date = date(2026, 11, 2)


NOTES = Shelf("notes", Matter, "/{locale}/notes/{slug}")
LETTERS = Shelf("letters", Matter)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'


def write_text(root: Path, path: str, body: str = "Hello.", *, title: str = "A note", **fields: object) -> Path:
    """Write `<root>/<path>.md` with front matter; gives the file."""
    file = root / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f'title: "{title}"', *(f"{name}: {value}" for name, value in fields.items())]
    file.write_text("\n".join(["---", *lines, "---", "", body, ""]), encoding="utf-8")
    return file
