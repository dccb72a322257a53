"""The text of an article for paper: complete addresses, numbered so that they can be printed below; pictures by their names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from helpcenter.documents.html_rewriting import Attributes, Rewriter

OUTSIDE = ("https://", "http://")
# What belongs to a screen: a frame that scrolls by keyboard, pictures that load late.
ON_SCREENS_ONLY = {"tabindex", "role", "aria-label", "loading", "decoding"}


@dataclass(frozen=True)
class PaperText:
    """The HTML, and the addresses of its links in the order of their numbers, each once."""

    html: Markup
    links: tuple[str, ...]


class _PaperMaker(Rewriter):
    """Reads the HTML of a page and writes that of a paper."""

    def __init__(self, complete: Callable[[str], str], pictures: Mapping[str, str]) -> None:
        super().__init__()
        self.links: list[str] = []
        self._complete = complete
        self._pictures = pictures
        self._open = ""
        self._is_skipping = False

    def start(self, tag: str, attributes: Attributes) -> None:
        given = {name: value for name, value in attributes if name not in ON_SCREENS_ONLY}
        if given.get("class") == "heading-link":
            self._is_skipping = True
        elif tag == "img":
            self._picture(given)
        elif tag == "a" and given.get("href"):
            self._link(str(given["href"]))
        else:
            super().start(tag, list(given.items()))

    def end(self, tag: str) -> None:
        if not self._is_skipping:
            super().end(tag)
        if tag == "a":
            self._note()
            self._is_skipping, self._open = False, ""

    def words(self, text: str) -> None:
        if not self._is_skipping:
            super().words(text)

    def _picture(self, given: dict[str, str | None]) -> None:
        name = self._pictures.get(str(given.get("src")))
        if name is None:
            # A drawing that paper cannot show: its description says what is on it.
            self.written.append(f'<span class="paper-instead">{escape(str(given.get("alt")))}</span>')
            return
        super().start("img", [("src", f"picture:{name}"), ("alt", given.get("alt"))])

    def _link(self, target: str) -> None:
        if target.startswith("#"):
            self._open = target
        else:
            self._open = self._complete(target)
        super().start("a", [("href", self._open)])

    def _note(self) -> None:
        if self._open.startswith("#"):
            # The stylesheet writes the number of the page; in the link itself the engine would tag it as a second link.
            self.written.append(f' <span class="paper-page" data-target="{escape(self._open)}"></span>')
        if not self._open.startswith(OUTSIDE):
            return
        if self._open not in self.links:
            self.links.append(self._open)
        self.written.append(f'<sup class="paper-note">{self.links.index(self._open) + 1}</sup>')


def make_paper_text(html: str, complete: Callable[[str], str], pictures: Mapping[str, str]) -> PaperText:
    """The HTML of an article for paper.

    `complete` gives the whole address of a link on the site; `pictures` the name of each picture in the document by its address.
    """
    maker = _PaperMaker(complete, pictures)
    return PaperText(maker.rewrite(html), tuple(maker.links))
