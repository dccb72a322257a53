"""Reads HTML as a browser does, so that a test sees elements and attributes instead of letters."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Elements(HTMLParser):
    """The elements of a page, each as name and attributes."""

    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements_of(html: str) -> list[tuple[str, dict[str, str]]]:
    """All elements of a page in order."""
    parser = Elements()
    parser.feed(html)
    return parser.found


def links_of(html: str) -> list[str]:
    """The targets of all links."""
    return [attributes["href"] for tag, attributes in elements_of(html) if tag == "a" and "href" in attributes]
