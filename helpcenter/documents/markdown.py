"""Markdown to safe HTML: our extensions, our tree, then the sanitiser; variables are filled last."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown
from markupsafe import Markup, escape

from helpcenter.documents.errors import ContentError
from helpcenter.documents.outline import Entry, Heading, Lines, Link, make_contents
from helpcenter.documents.pictures import Picture, PictureError
from helpcenter.documents.sanitise import sanitise
from helpcenter.documents.tangles import find_tangle
from helpcenter.documents.tree import FindPicture, PageMaker, Reading, ResolveLink, Typesetter
from helpcenter.documents.variables import Variable, fill_html, fill_slots, protect

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.details",
]


@dataclass(frozen=True)
class Filled:
    """A text ready for a page: safe HTML and its table of contents."""

    html: Markup
    contents: tuple[Entry, ...]


@dataclass(frozen=True)
class Rendered:
    """A text rendered once for all values of its variables, with what was found in it."""

    file: Path
    html: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    variables: tuple[Variable, ...]
    problems: tuple[ContentError, ...]

    def fill(self, values: Mapping[str, str]) -> Filled:
        """Put the values of the variables in, escaped; raise ContentError for one without value."""
        # The sanitiser has seen all of this HTML, and the values are escaped after it.
        html = Markup(fill_html(self.html, self.variables, values))  # noqa: S704
        return Filled(html, tuple(self._fill_entry(entry, values) for entry in make_contents(self.headings)))

    def _fill_entry(self, entry: Entry, values: Mapping[str, str]) -> Entry:
        children = tuple(self._fill_entry(child, values) for child in entry.children)
        return Entry(entry.anchor, fill_slots(entry.text, self.variables, values), children)


def no_links(_target: str) -> str | None:
    """For texts that stand alone: a relative link leads nowhere."""
    return None


def no_pictures(name: str) -> Picture:
    """For texts that stand alone: there is no picture beside them."""
    raise PictureError(f"the picture {name} cannot be shown: pictures are for articles and tutorials")


def render_markdown(
    source: str,
    *,
    file: Path,
    locale: str,
    first_line: int = 1,
    resolve_link: ResolveLink = no_links,
    find_picture: FindPicture = no_pictures,
    heading_link: str = "",
) -> Rendered:
    """Render a text; mistakes in it are noted in `problems`, and what is wrong is left out of the HTML.

    `heading_link` is the accessible name of the link beside each heading; empty means no such links.
    """
    protected, variables = protect(source, file, first_line)
    reading = Reading(file, locale, Lines(protected, first_line), resolve_link, find_picture, heading_link)
    html = sanitise(_convert(protected, reading, first_line))
    found = (tuple(reading.headings), tuple(reading.links), tuple(reading.pictures), variables)
    return Rendered(file, html, *found, tuple(sorted(reading.problems, key=lambda problem: problem.line)))


def _convert(source: str, reading: Reading, first_line: int) -> str:
    tangle = find_tangle(source)
    if tangle is None:
        try:
            return _make_markdown(reading).convert(source)
        except RecursionError:
            # A definition in a definition in a definition …: no page shows that.
            reading.report(first_line, "lists and definitions stand in each other too deeply")
    else:
        reading.report(
            first_line + tangle.line - 1, "too many brackets or fences of code that are not closed, or headings without a blank line"
        )
    return f"<pre>{escape(source)}</pre>"


def _make_markdown(reading: Reading) -> Markdown:
    md = Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"marker": ""}}, output_format="html")
    # Without these two, HTML in a text is text.
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    # attr_list works at 8, toc at 5, unescape at 0: anchors must be known before toc, headings after it.
    md.treeprocessors.register(Typesetter(md, reading), "typesetter", 7)
    md.treeprocessors.register(PageMaker(md, reading), "page_maker", 4)
    return md
