"""Reads articles out of a Freshdesk export: JSON of its API, version 2, or the Solutions.xml of an account export.

Shapes: https://developers.freshdesk.com/api/#solution_article_attributes (a list of articles per folder; `hierarchy` names category,
folder and language), the older `/solution/categories.json` (categories that hold folders that hold articles), and the same as XML with
hyphens in the names. None of them is the same in all accounts, so an article is known by what it has: a title and a description.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from helpcenter.writing.bundles import Bundle

# What XML 1.0 does not allow; exports of old mails hold some.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DOCUMENT_TYPE = re.compile(r"<!\s*(?:doctype|entity)", re.IGNORECASE)
# The only number that the documentation gives: "language_id": 6 beside "language": "en".
LANGUAGE_NUMBERS = {"6": "en"}
WORDS = {
    "fr": re.compile(r"\b(?:le|la|les|des|une|est|vous|votre|et|dans|pour|qui|que|sur|avec|ce|du|aux|pas)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:the|a|is|you|your|and|in|for|that|with|this|of|to|are|not|it|or)\b", re.IGNORECASE),
}
MOST_ARTICLES = 20_000


@dataclass(frozen=True)
class ForeignArticle:
    """An article as the export has it; `group` is the same for all languages of one article."""

    number: str
    group: str
    title: str
    html: str
    locale: str
    folder: str
    keywords: tuple[str, ...]
    summary: str
    updated_on: date | None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unreadable:
    """A file or an article that cannot be imported, and why."""

    name: str
    reason: str


Found = ForeignArticle | Unreadable
Fields = Mapping[str, Any]


def read_export(bundle: Bundle) -> Iterator[Found]:
    """All articles of a bundle, and what of it cannot be read."""
    yield from (Unreadable(name, reason) for name, reason in bundle.skipped)
    count = 0
    for name, data in sorted(bundle.texts.items()):
        for found in _read_file(name, data):
            count += isinstance(found, ForeignArticle)
            if count > MOST_ARTICLES:
                yield Unreadable(name, f"more than {MOST_ARTICLES} articles: the rest is left out")
                return
            yield found


def _read_file(name: str, data: bytes) -> Iterator[Found]:
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text) if name.lower().endswith(".json") else _parse_xml(text)
    except UnicodeDecodeError:
        yield Unreadable(name, "is not written in UTF-8")
        return
    except (ValueError, RecursionError, ElementTree.ParseError) as error:
        yield Unreadable(name, f"cannot be read: {error}")
        return
    found = 0
    for fields, names in _articles_in(value):
        found += 1
        yield _make_article(fields, names)
    if not found:
        yield Unreadable(name, "holds no article (something with a title and a description)")


def _parse_xml(text: str) -> Any:
    # Entities of a document type can grow without end, and read files of this machine.
    if DOCUMENT_TYPE.search(text):
        raise ValueError("it has a document type, which no export of Freshdesk has")
    root = ElementTree.fromstring(CONTROLS.sub("", text))  # noqa: S314
    return _as_value(root)


def _as_value(root: ElementTree.Element) -> Any:
    """The tree as lists and mappings, without recursion: the same shape as the JSON."""
    values: dict[ElementTree.Element, Any] = {}
    stack = [(root, False)]
    while stack:
        item, is_done = stack.pop()
        children = list(item)
        if not is_done:
            stack += [(item, True), *((child, False) for child in children)]
        elif item.get("type") == "array":
            values[item] = [values[child] for child in children]
        elif children:
            values[item] = _mapping(item, values)
        else:
            values[item] = (item.text or "").strip()
    return values[root]


def _mapping(item: ElementTree.Element, values: Mapping[ElementTree.Element, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in item:
        name = child.tag.replace("-", "_")
        # Elements of one name are a list, whether or not the export says so.
        found[name] = [*_as_list(found[name]), values[child]] if name in found else values[child]
    return found


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _articles_in(root: Any) -> Iterator[tuple[Fields, tuple[str, ...]]]:
    """Each article with the names of the categories and folders around it."""
    stack: list[tuple[Any, tuple[str, ...], Fields]] = [(root, (), {})]
    while stack:
        value, names, parent = stack.pop()
        if isinstance(value, list):
            stack += [(each, names, parent) for each in reversed(value)]
        if not isinstance(value, dict):
            continue
        if _is_article(value):
            inherited = {key: parent[key] for key in ("id", "tags", "hierarchy") if key in parent}
            value = {"translation_of": inherited.get("id"), **inherited, **value} if parent else value
            yield value, names
            parent = value
        elif isinstance(value.get("name"), str):
            names = (*names, value["name"])
        inner = [each for key, each in value.items() if key not in {"hierarchy", "attachments"} and isinstance(each, dict | list)]
        stack += [(each, names, parent) for each in reversed(inner)]


def _is_article(value: Fields) -> bool:
    return isinstance(value.get("title"), str) and any(isinstance(value.get(key), str) for key in ("description", "desc_un_html"))


def _make_article(fields: Fields, names: tuple[str, ...]) -> Found:
    title = " ".join(str(fields["title"]).split())
    html = str(fields.get("description") or fields.get("desc_un_html") or "")
    locale = _language(fields, html)
    if locale not in WORDS:
        return Unreadable(title, f"is written in {locale}: this site has {' and '.join(WORDS)}")
    number = str(fields.get("id") or "")
    seo = fields.get("seo_data")
    seo = seo if isinstance(seo, dict) else {}
    return ForeignArticle(
        number=number,
        group=str(fields.get("translation_of") or fields.get("parent_id") or number or title),
        title=title,
        html=html,
        locale=locale,
        folder=(_hierarchy(fields, "name") or names or ("",))[-1],
        keywords=_keywords(fields, seo),
        summary=" ".join(str(seo.get("meta_description") or "").split()),
        updated_on=_day(fields.get("updated_at") or fields.get("modified_at") or fields.get("created_at")),
        attachments=tuple(_texts(fields.get("attachments"))),
    )


def _language(fields: Fields, html: str) -> str:
    number = LANGUAGE_NUMBERS.get(str(fields.get("language_id") or ""))
    # From the surest to the least sure; the innermost level of the hierarchy is that of the article.
    said = [fields.get("language"), fields.get("language_code"), *reversed(_hierarchy(fields, "language")), number]
    code = next((str(each) for each in said if each and isinstance(each, str)), "")
    return re.split("[-_]", code.lower())[0] if code else guess_language(f"{fields['title']} {html}")


def guess_language(text: str) -> str:
    """French or English by their smallest words; French when there are none."""
    # Without tags, whose names and attributes are English; the beginning is enough to tell.
    plain = re.sub(r"<[^>]{0,500}>", " ", text[:50_000])
    counts = {code: len(words.findall(plain)) for code, words in WORDS.items()}
    return max(counts, key=lambda code: counts[code])


def _hierarchy(fields: Fields, key: str) -> tuple[str, ...]:
    levels = fields.get("hierarchy")
    data = [level.get("data") for level in levels if isinstance(level, dict)] if isinstance(levels, list) else []
    return tuple(str(each[key]) for each in data if isinstance(each, dict) and each.get(key))


def _keywords(fields: Fields, seo: Fields) -> tuple[str, ...]:
    more = seo.get("meta_keywords")
    texts = [*_texts(fields.get("tags")), *(more.split(",") if isinstance(more, str) else _texts(more))]
    return tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def _texts(value: Any) -> Iterator[str]:
    """Words in a list of words or of things with a name, in a mapping that holds such a list, or alone."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, list):
            stack += reversed(each)
        elif isinstance(each, dict):
            name = each.get("name") or each.get("content_file_name")
            stack += [name] if name else [item for item in each.values() if isinstance(item, list | dict)]


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None
