"""Documents read in a fiftieth of the time where that makes the same tree: plain, well-formed ones, as our templates write them.

The engine's parser mends what the web gets wrong, letter by letter. What could come out differently here is left to it.
"""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from weasyprint import HTML

from helpcenter.pdf.fetcher import PictureFetcher

# A relative address resolves to this host, so that it is refused like every other.
BASE = "http://relative.invalid/"
DOCTYPE = "<!doctype html>\n"
HEADINGS = {f"h{level}" for level in range(1, 7)}
WITHIN_TEXT = {"a", "abbr", "b", "bdi", "br", "em", "i", "img", "small", "span", "strong"}
BLOCKS = {"article", "div", "footer", "header", "li", "main", "ol", "p", "section", "ul"} | HEADINGS
# A block that begins inside one of these ends it, or is taken out of it.
ONLY_TEXT = {"p"} | HEADINGS | WITHIN_TEXT
ANYWHERE = (WITHIN_TEXT | BLOCKS) - {"li"}
INSIDE: dict[str, set[str]] = {"html": {"head", "body"}, "head": {"meta", "title"}, "title": set(), "ul": {"li"}, "ol": {"li"}}
EMPTY = re.compile(r'<((?:br|img|meta)(?:\s+[a-z-]+="[^"<>]*")*)\s*>')
# Closed tags, comments and the like; references and attributes that HTML reads otherwise than XML.
OTHERWISE = re.compile(r'/>|<[!?]|\r|&#(?!34;|39;)|="[^"]*[\n\t]')
NAME = re.compile(r"[a-z-]+")


class Markup(HTML):
    """A document's tree, as the engine takes it."""

    def __init__(self, text: str, fetcher: PictureFetcher) -> None:
        tree = read_plain(text)
        if tree is None:
            super().__init__(string=text, base_url=BASE, url_fetcher=fetcher)
            return
        self.base_url, self.url_fetcher, self.media_type = BASE, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(tree)
        self.etree_element = self.wrapper_element.etree_element


def read_plain(text: str) -> Element | None:
    """The tree of a plain document; None when the engine's parser may make another one of it."""
    body = text.removeprefix(DOCTYPE)
    if len(body) == len(text) or OTHERWISE.search(body):
        return None
    try:
        # Without a doctype of its own it declares no entities.
        tree = ElementTree.fromstring(EMPTY.sub(r"<\1/>", body))  # noqa: S314
    except ElementTree.ParseError:
        return None
    if not _is_whole(tree) or not all(map(_is_plain, tree.iter())):
        return None
    _move_spaces(tree, body[len(body.rstrip()) :])
    return tree


def _is_whole(tree: Element) -> bool:
    if tree.tag != "html" or [each.tag for each in tree] != ["head", "body"]:
        return False
    head = tree[0]
    spaces = (tree.text, head.text, *(each.tail for each in (*tree, *head)))
    return not "".join(filter(None, spaces)).strip()


def _is_plain(element: Element) -> bool:
    """True for what no parser would end, move or rename."""
    tag = element.tag
    allowed = INSIDE.get(tag, WITHIN_TEXT if tag in ONLY_TEXT else ANYWHERE)
    is_link_in_link = tag == "a" and len(list(element.iter("a"))) > 1
    return {child.tag for child in element} <= allowed and not is_link_in_link and all(map(NAME.fullmatch, element.attrib))


def _move_spaces(tree: Element, after: str) -> None:
    """HTML drops the space before the head, and takes that after the body into it."""
    tree.text = None
    body = tree[1]
    spaces = (body.tail or "") + after
    body.tail = None
    if not spaces:
        return
    if len(body):
        body[-1].tail = (body[-1].tail or "") + spaces
    else:
        body.text = (body.text or "") + spaces
