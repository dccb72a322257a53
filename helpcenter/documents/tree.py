"""Works on the tree that Markdown makes: typography, links, figures, headings, tables; notes what it finds."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from helpcenter.documents.errors import ContentError
from helpcenter.documents.outline import Heading, Lines, Link
from helpcenter.documents.pictures import Picture, PictureError
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import has_slot, hide_slots, move_to_url

HEADING = re.compile(r"h[1-6]")
CODE = {"code", "pre"}
HTML_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
BRACES = re.compile(r"\{\{|\{%.{0,100}?%\}")
OUTSIDE = re.compile(r"https?://[^\s]+|tel:\+?[0-9.-]+")
HERE = re.compile(r"#[a-z][a-z0-9-]*")
MAIL = re.compile(r"mailto:[^\s?&]+", re.IGNORECASE)
BOXES = {"note", "tip", "warning"}

# Gives the address that a link to another text or page of ours means, or None.
ResolveLink = Callable[[str], str | None]
# Gives a picture by its file name; raises PictureError.
FindPicture = Callable[[str], Picture]


@dataclass
class Reading:
    """One rendering: where the text stands, what it may refer to, and what is found in it."""

    file: Path
    locale: str
    lines: Lines
    resolve_link: ResolveLink
    find_picture: FindPicture
    heading_link: str = ""
    explicit: set[str] = field(default_factory=set)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    problems: list[ContentError] = field(default_factory=list)

    def report(self, line: int, message: str) -> None:
        """Note a mistake in the text; the page is shown all the same, without what is wrong."""
        self.problems.append(ContentError(self.file, line, hide_slots(message)))


class Typesetter(Treeprocessor):
    """Before the table of contents is made: French blanks, and which anchors the author chose."""

    def __init__(self, md: Markdown, reading: Reading) -> None:
        super().__init__(md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Change the texts of the tree in place."""
        self.reading.explicit = {str(item.get("id")) for item in root.iter() if HEADING.fullmatch(item.tag) and item.get("id")}
        for item in _outside_code(root):
            item.text = self._typeset(item.text)
            for name in ("alt", "title"):
                if name in item.attrib:
                    item.set(name, typeset(item.attrib[name], self.reading.locale))
        for parent in root.iter():
            for child in parent if parent.tag not in CODE else ():
                child.tail = self._typeset(child.tail)

    def _typeset(self, text: str | None) -> str | None:
        # An AtomicString marks what Markdown must leave alone; so do we.
        if not text or type(text) is not str:
            return text
        for tag in HTML_TAG.findall(text):
            self.reading.report(self.reading.lines.find(tag), f"HTML is shown as text here, write Markdown instead of {tag}")
        for braces in BRACES.findall(text):
            self.reading.report(self.reading.lines.find(braces), f"{braces} is no variable: write {{{{ name }}}}")
        return typeset(text, self.reading.locale)


def _outside_code(item: Element) -> Iterator[Element]:
    if item.tag in CODE:
        return
    yield item
    for child in item:
        yield from _outside_code(child)


class PageMaker(Treeprocessor):
    """After the table of contents is made: links, figures, headings, boxes and tables as our pages show them."""

    def __init__(self, md: Markdown, reading: Reading) -> None:
        super().__init__(md)
        self.reading = reading
        self.titles: list[str] = []
        self.handlers: dict[str, Callable[[Element, Element], None]] = {
            "a": self._link,
            "div": self._box,
            "img": self._picture,
            "p": self._figure,
            "table": self._table,
            **{f"h{level}": self._heading for level in range(1, 7)},
        }

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        tokens: list[dict[str, Any]] = getattr(self.md, "toc_tokens", [])
        self.titles = [html.unescape(str(token["name"])) for token in _flat(tokens)]
        # Listed first, for handlers wrap and rename what is walked over.
        pairs = [(parent, child) for parent in root.iter() for child in parent]
        for parent, child in pairs:
            if handler := self.handlers.get(child.tag):
                handler(parent, child)

    def _link(self, _parent: Element, item: Element) -> None:
        # Markdown writes mail addresses as entities, behind a mark of its own.
        target = html.unescape(item.get("href", "").replace(AMP_SUBSTITUTE, "&"))
        line = self.reading.lines.find(target.removeprefix("mailto:") if MAIL.match(target) else f"]({target}")
        url = self._url(target)
        if url is None:
            self.reading.report(line, f"the link to {target} is none that a page may have")
            del item.attrib["href"]
            return
        self.reading.links.append(Link(target, url, line))
        item.set("href", url)

    def _url(self, target: str) -> str | None:
        if MAIL.fullmatch(target):
            return move_to_url(target)
        # Only a mail address may hold a variable: anywhere else its value could be any address.
        if has_slot(target):
            return None
        if OUTSIDE.fullmatch(target) or HERE.fullmatch(target):
            return target
        return self.reading.resolve_link(target)

    def _picture(self, _parent: Element, item: Element) -> None:
        name = item.get("src", "")
        line = self.reading.lines.find(f"]({name}")
        if not item.get("alt", "").strip():
            self.reading.report(line, f"the picture {name} has no text for people who do not see it: ![text]({name})")
        try:
            picture = self.reading.find_picture(name)
        except PictureError as error:
            self.reading.report(line, str(error))
            _become_text(item)
            return
        self.reading.pictures.append(picture)
        sizes = {"width": str(picture.width), "height": str(picture.height)}
        item.attrib = {"src": picture.url, "alt": item.get("alt", ""), **sizes, "loading": "lazy", "decoding": "async"}

    def _figure(self, _parent: Element, item: Element) -> None:
        if len(item) != 1 or item[0].tag != "img" or (item.text or "").strip() or (item[0].tail or "").strip():
            return
        item.tag = "figure"
        if caption := item[0].attrib.pop("title", ""):
            SubElement(item, "figcaption").text = caption

    def _heading(self, parent: Element, item: Element) -> None:
        number = len(self.reading.headings)
        anchor, level = item.get("id", ""), int(item.tag[1])
        line = self.reading.lines.of_heading(number)
        title = self.titles[number]
        self.reading.headings.append(Heading(level, anchor, title, anchor in self.reading.explicit, line))
        if self.reading.heading_link and level > 1:
            row = _wrap(parent, item, {"class": "heading-row"})
            label = f"{self.reading.heading_link} {title}"
            SubElement(row, "a", {"class": "heading-link", "href": f"#{anchor}", "aria-label": label}).text = "#"

    def _box(self, _parent: Element, item: Element) -> None:
        kinds = set(item.get("class", "").split()) - {"admonition"}
        if "admonition" not in item.get("class", "").split():
            return
        item.set("role", "note")
        line = self.reading.lines.find("!!!")
        if not kinds <= BOXES:
            self.reading.report(line, f"a box is one of {', '.join(sorted(BOXES))}, not {' '.join(sorted(kinds - BOXES))}")
        if len(item) and (item[0].text or "") in {kind.capitalize() for kind in kinds}:
            self.reading.report(line, 'a box needs its title in the language of the text: !!! tip "Title"')

    def _table(self, parent: Element, item: Element) -> None:
        item.set("class", "table")
        heads = list(item.iter("th"))
        for head in heads:
            head.set("scope", "col")
        label = ", ".join("".join(head.itertext()).strip() for head in heads)
        # A table that is wider than a phone scrolls in its own frame, by keyboard too.
        _wrap(parent, item, {"class": "table-frame", "role": "region", "tabindex": "0", "aria-label": label})


def _flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in tokens:
        yield token
        yield from _flat(token["children"])


def _wrap(parent: Element, item: Element, attributes: dict[str, str]) -> Element:
    wrapper = Element("div", attributes)
    wrapper.tail, item.tail = item.tail, None
    parent[list(parent).index(item)] = wrapper
    wrapper.append(item)
    return wrapper


def _become_text(item: Element) -> None:
    item.text = item.get("alt", "")
    item.tag = "em"
    item.attrib.clear()
