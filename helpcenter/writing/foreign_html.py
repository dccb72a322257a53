"""HTML of another help centre, cleaned and given the shape that our articles have; what has no place here is dropped and named."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

# Pictures may be written into the text.
LARGEST = 16 * 1024 * 1024
# Links of other kinds than ours are named and dropped later.
SCHEMES = {"http", "https", "mailto", "tel", "data", "javascript", "file", "ftp", "sms", "callto", "skype", "about", "blob", "vbscript"}
# fmt: off
TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "i", "img", "kbd", "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}
# fmt: on
ATTRIBUTES = {"*": {"id"}, "a": {"href", "name"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "td": {"colspan"}, "th": {"colspan"}}
DROPPED = {
    "iframe": "a frame of another site",
    "video": "a video",
    "audio": "a recording",
    "object": "an embedded object",
    "embed": "an embedded object",
    "form": "a form",
    "svg": "a drawing inside the text",
    "canvas": "a drawing made by a script",
    "script": "a script",
    "style": "a style sheet",
}
HEADINGS = re.compile(r"h[1-6]")
BLANKS = re.compile(r"[\u00a0\u202f\u2007\u2009\t\r]+")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff]")
DEEPEST_HEADING = 6
# Pages that people wrote stay below twenty or so; markdownify calls itself for each level.
DEEPEST = 150
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)")
RAW_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*+)[^<>]*?(?P<alone>/?)>")
EMPTY = {"img", "br", "hr", "embed"}
# Elements that stay open one inside the other cost a parser the square of their number.
MOST_OPEN = 1000
# These need no end, or have none; none of them nests without another one between.
# fmt: off
SHORT = {
    *EMPTY, "p", "li", "td", "th", "tr", "dt", "dd", "thead", "tbody", "tfoot", "option", "optgroup", "area", "base", "col", "input",
    "link", "meta", "param", "source", "track", "wbr", "html", "head", "body", "colgroup",
}
# fmt: on
MAIL = re.compile(r"mailto:[^\s?&@]+@[^\s?&@]+", re.IGNORECASE)
PHONE = re.compile(r"tel:\+?[0-9.-]+")

# Gives what stands in the text for a picture (its source and its description), or None when it cannot be shown.
PlacePicture = Callable[[str, str], tuple[str, str] | None]
# Gives the address that a link to another article means, or None.
FindArticle = Callable[[str], str | None]


@dataclass
class Shaping:
    """One text on its way: its tree, and what was dropped from it."""

    soup: BeautifulSoup
    dropped: list[tuple[str, str]] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)

    def drop(self, what: str, why: str) -> None:
        """Note what readers will miss."""
        self.dropped.append((what, why))


def clean(html: str) -> Shaping:
    """The text as a tree of plain elements; ValueError when it is too large."""
    if len(html) > LARGEST:
        raise ValueError(f"its text is larger than {LARGEST // 1024 // 1024} MB")
    # Before anything parses it: it is parsing that would take minutes.
    if _is_endless(html):
        raise ValueError(f"its elements are nested more than {DEEPEST} deep")
    # What we drop gets through here, so that it can be named; nh3 parses as browsers do.
    plain = nh3.clean(
        html,
        tags=TAGS | DROPPED.keys(),
        clean_content_tags=set(),
        attributes={**ATTRIBUTES, **{name: {"src", "data"} for name in DROPPED}},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    if _depth(plain) > DEEPEST:
        raise ValueError(f"its elements are nested more than {DEEPEST} deep")
    soup = BeautifulSoup(INVISIBLE.sub("", BLANKS.sub(" ", plain.replace("&nbsp;", " "))), "html.parser")
    shaping = Shaping(soup)
    for item in soup.find_all(list(DROPPED)):
        source = str(item.get("src") or item.get("data") or "")[:200]
        # A form in a dropped frame went with it, and has been named.
        if not item.decomposed:
            shaping.drop(f"{DROPPED[item.name]}{f' ({source})' if source else ''}", "articles hold text, tables and pictures only")
            item.decompose()
    return shaping


def _is_endless(html: str) -> bool:
    """True when so many elements stay open that a parser would take minutes; a rough look at HTML that nobody has cleaned."""
    left_open: Counter[str] = Counter()
    for match in RAW_TAG.finditer(html.lower()):
        name = match["name"]
        # In a drawing, elements may end themselves.
        if name not in SHORT and not (match["alone"] and left_open["svg"]):
            left_open[name] = max(0, left_open[name] + (-1 if match["end"] else 1))
            # Only now: adding up for each element would be slow itself.
            if left_open[name] % 100 == 99 and left_open.total() > MOST_OPEN:
                return True
    return left_open.total() > MOST_OPEN


def _depth(html: str) -> int:
    """How deep elements are nested in HTML that nh3 has written: every element but the empty ones is closed."""
    depth = deepest = 0
    for match in TAG.finditer(html):
        if match["name"] not in EMPTY:
            depth += -1 if match["end"] else 1
            deepest = max(deepest, depth)
    return deepest


def shape(shaping: Shaping, place_picture: PlacePicture, find_article: FindArticle) -> None:
    """Give the tree the shape of our articles."""
    _shape_code(shaping)
    _shape_tables(shaping)
    _shape_headings(shaping)
    _shape_pictures(shaping, place_picture)
    _shape_links(shaping, find_article)


def _shape_code(shaping: Shaping) -> None:
    """Nothing in code may end it, or be taken for a variable."""
    for code in shaping.soup.find_all(["pre", "code", "kbd"]):
        for text in code.find_all(string=True):
            text.replace_with(str(text).replace("```", "` ` `").replace("{{", "{ {").replace("{%", "{ %"))


def _shape_headings(shaping: Shaping) -> None:
    """Levels begin at 2 and skip none; a heading where Markdown has no place for one becomes bold."""
    open_levels: list[int] = []
    for heading in shaping.soup.find_all(HEADINGS):
        for picture in heading.find_all("img"):
            heading.insert_after(picture.extract())
        if not heading.get_text().strip():
            heading.unwrap()
            continue
        if heading.find_parent(["td", "th", "li", "blockquote", "dd", "dt", HEADINGS]):
            _rename(heading, "strong")
            continue
        level = int(heading.name[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        _rename(heading, f"h{min(len(open_levels) + 1, DEEPEST_HEADING)}")
        heading.string = " ".join(heading.get_text().split()).replace("{", "(").replace("}", ")")
        shaping.levels.append(int(heading.name[1]))


def _rename(item: Tag, name: str) -> None:
    item.name = name


def set_anchors(shaping: Shaping, anchors: list[str]) -> None:
    """Give the headings their anchors, in their order, and lead the links inside the text to them."""
    headings = iter(anchors)
    current = ""
    places: dict[str, str] = {}
    for item in shaping.soup.find_all(True):
        if HEADINGS.fullmatch(item.name):
            current = next(headings)
        for name in (item.get("id"), item.get("name")):
            if name and current:
                places.setdefault(str(name), current)
        if HEADINGS.fullmatch(item.name):
            item.attrs = {"id": current}
    for link in shaping.soup.find_all("a", href=re.compile("^#")):
        target = places.get(unquote(str(link["href"])[1:]))
        if target:
            link["href"] = f"#{target}"
        else:
            shaping.drop(f"the link “{link.get_text().strip()}” inside the page", "it leads to no heading")
            link.unwrap()


def headings_of(shaping: Shaping) -> list[str]:
    """The words of the headings, in their order."""
    return [item.get_text() for item in shaping.soup.find_all(HEADINGS)]


def words_of(shaping: Shaping) -> str:
    """What the text says in one line, without its headings."""
    strings = shaping.soup.find_all(string=True)
    return " ".join(" ".join(str(each) for each in strings if not each.find_parent(HEADINGS)).split())


def _shape_tables(shaping: Shaping) -> None:
    for table in shaping.soup.find_all("table"):
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        widest = max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0)
        if widest <= 1 or table.find("table"):
            # A table that only places things on the page is no table to a reader.
            _unwrap_table(table)
        else:
            for cell in table.find_all(["td", "th"]):
                _flatten_cell(shaping, cell)


def _unwrap_table(table: Tag) -> None:
    for part in table.find_all(["thead", "tbody", "tfoot", "tr"]):
        if part.find_parent("table") is table:
            part.unwrap()
    for cell in table.find_all(["td", "th"]):
        if cell.find_parent("table") is table:
            _rename(cell, "div")
            cell.attrs = {}
    _rename(table, "div")


def _flatten_cell(shaping: Shaping, cell: Tag) -> None:
    if cell.find(["ul", "ol"]):
        shaping.drop(f"the list in the cell “{cell.get_text(' ', strip=True)[:40]}”", "a cell holds one line: the items follow each other")
    for item in cell.find_all(["p", "div", "li", "br", "ul", "ol", "pre", "blockquote", "hr"]):
        item.insert_before(" ")
        if item.name == "li" and item.find_next_sibling("li"):
            item.append(NavigableString(";"))
        item.unwrap()


def _shape_pictures(shaping: Shaping, place_picture: PlacePicture) -> None:
    for picture in shaping.soup.find_all("img"):
        source, words = str(picture.get("src") or ""), str(picture.get("alt") or picture.get("title") or "")
        plain = " ".join(words.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")").split())
        placed = place_picture(source, plain)
        if placed is None:
            picture.decompose()
        else:
            picture.attrs = {"src": placed[0], "alt": placed[1]}


def _shape_links(shaping: Shaping, find_article: FindArticle) -> None:
    for link in shaping.soup.find_all("a"):
        target = str(link.get("href") or "").strip()
        # An anchor of the old site: set_anchors() leads the links to it elsewhere.
        if link.get("name") and not target:
            continue
        address = _address(target, find_article)
        if address and (link.get_text().strip() or link.find("img")):
            link["href"] = address
            continue
        if target and link.get_text().strip():
            shaping.drop(f"the link “{' '.join(link.get_text().split())[:60]}” to {target[:200]}", "it leads nowhere from here")
        link.unwrap()


def _address(target: str, find_article: FindArticle) -> str | None:
    lower = target.lower()
    if lower.startswith("#"):
        return target
    if lower.startswith("mailto:"):
        address = target.partition("?")[0].replace(" ", "")
        return address if MAIL.fullmatch(address) else None
    if lower.startswith("tel:"):
        number = re.sub(r"[\s()/]", "", target)
        return number if PHONE.fullmatch(number) else None
    if found := find_article(target):
        return found
    is_outside = lower.startswith(("http://", "https://")) and urlsplit_or_none(target)
    return target.replace(" ", "%20").replace("(", "%28").replace(")", "%29") if is_outside else None


def urlsplit_or_none(target: str) -> str | None:
    """The host of an address; None when it has none."""
    try:
        return urlsplit(target).hostname
    except ValueError:
        return None
