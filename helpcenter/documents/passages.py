"""A rendered text as plain passages: one per heading, without markup, as a search or a machine reads it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# Headings of these levels begin a passage of their own.
HEADINGS = frozenset({"h2", "h3"})
# Elements that end a line.
BLOCKS = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "figcaption",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "pre",
        "div",
        "ul",
        "ol",
        "table",
        "figure",
        "blockquote",
        "summary",
        "br",
    ]
)
VOID = frozenset({"img", "br", "hr", "input", "col", "source", "wbr"})


@dataclass
class Passage:
    """What stands under one heading; the first one, before any heading, has neither anchor nor heading."""

    anchor: str = ""
    heading: str = ""
    lines: list[str] = field(default_factory=lambda: [""])

    @property
    def text(self) -> str:
        """The plain text, one line per paragraph, list item or table cell."""
        return "\n".join(line for line in (" ".join(line.split(" ")).strip() for line in self.lines) if line)


def read_passages(html: str) -> list[Passage]:
    """The passages of a safe HTML text, without the links beside headings and without descriptions of pictures.

    "A drawing in five steps, from top to bottom" says nothing where the drawing is not, and the text beside it says the rest.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.passages


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages = [Passage()]
        self._is_heading = False
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._skipped or values.get("class") == "heading-link":
            # Elements without an end tag are not counted: nothing would count them down again.
            self._skipped += tag not in VOID
            return
        if tag in HEADINGS and values.get("id"):
            self.passages.append(Passage(values["id"]))
            self._is_heading = True
        if tag in BLOCKS:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if tag in HEADINGS:
            self._is_heading = False
        if tag in BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        here = self.passages[-1]
        text = data.replace("\n", " ")
        if self._skipped:
            return
        if self._is_heading:
            here.heading += text
        else:
            here.lines[-1] += text

    def _end_line(self) -> None:
        if self.passages[-1].lines[-1].strip():
            self.passages[-1].lines.append("")
