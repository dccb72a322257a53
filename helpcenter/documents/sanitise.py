"""The last gate: only the elements that our own Markdown makes get through."""

import re

import nh3

ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
# fmt: off
TAGS = {
    "a", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6",
    "hr", "img", "kbd", "li", "ol", "p", "pre", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}
# fmt: on
ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "title", "aria-label"},
    "div": {"tabindex", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}
FIXED_VALUES = {"div": {"role": {"note", "region"}}, "th": {"scope": {"col", "row"}}}
CLASSES = {
    "a": {"heading-link"},
    "div": {"admonition", "note", "tip", "warning", "heading-row", "table-frame"},
    "p": {"admonition-title"},
    "table": {"table"},
}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    # What stands in these is no text: it goes with them.
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    tag_attribute_values=FIXED_VALUES,
    allowed_classes=CLASSES,
    attribute_filter=lambda _tag, name, value: _filter(name, value),
    # No javascript: and no data:, which act in the reader's name.
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def sanitise(html: str) -> str:
    """HTML without anything that our Markdown does not make."""
    return _cleaner.clean(html)


def _filter(name: str, value: str) -> str | None:
    if name == "id" and not ANCHOR.fullmatch(value):
        return None
    # A picture on another site would tell that site who reads here.
    if name == "src" and not value.startswith("/pictures/"):
        return None
    return value
