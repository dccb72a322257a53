"""A text in the hands of its writer: fields as typed and Markdown, from a file or from a form, and the file that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from helpcenter.articles.content import ARTICLES, ArticleMatter, Status
from helpcenter.documents.composing import Source, compose, first_body_line, take_apart
from helpcenter.documents.digests import text_digest
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import parse_document
from helpcenter.documents.library import Library
from helpcenter.documents.saving import ABSENT, clean_text, digest_of, read_bytes
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.i18n.locales import INTERFACE_LOCALES

# The order of fields in every file.
ORDER = tuple(ArticleMatter.model_fields)
LISTS = ("related", "keywords", "aliases")


@dataclass(frozen=True)
class Text:
    """One article in one locale: its fields as they are or will be typed in the file, its Markdown."""

    slug: str
    locale: str
    source: Source

    @property
    def fields(self) -> dict[str, Any]:
        """Everything in the front matter, known or not."""
        return self.source.fields

    @property
    def body(self) -> str:
        """The Markdown."""
        return self.source.body

    @property
    def status(self) -> str:
        """The state as typed; a text that names none is published."""
        return str(self.fields.get("status") or Status.PUBLISHED.value)

    @property
    def title(self) -> str:
        """The title, else the slug."""
        return str(self.fields.get("title") or self.slug)

    def written(self) -> str:
        """The whole file."""
        return compose(self.source, ORDER)

    def first_line(self) -> int:
        """The line of the file on which the Markdown begins."""
        return first_body_line(self.written())

    def with_fields(self, changes: Mapping[str, Any]) -> "Text":
        """The same text with some fields changed; an empty value takes a field away."""
        return replace(self, source=replace(self.source, fields={**self.fields, **changes}))

    def with_body(self, body: str) -> "Text":
        """The same fields with other Markdown."""
        return replace(self, source=replace(self.source, body=clean_text(body).lstrip("\n")))


@dataclass(frozen=True)
class Opened:
    """A text as it was opened, and the digest that tells whether its file is still the same."""

    text: Text
    digest: str
    is_new: bool = False


def file_of(library: Library, slug: str, locale: str) -> Path:
    """Where the text lies or would lie; whether it may be written there is for saving.py to say."""
    return library.root / ARTICLES.folder / slug / f"{locale}.md"


def open_text(library: Library, slug: str, locale: str) -> Opened | None:
    """The text as its file holds it; None when there is none; ContentError when nobody could take it apart."""
    if not library.locales(ARTICLES, slug):
        return None
    file = library.file_of(ARTICLES, slug, locale)
    data = read_bytes(file) if file else None
    if file is None or data is None:
        return _begin_translation(library, slug, locale)
    return Opened(read_text(data, slug, locale, file), digest_of(data))


def read_text(data: bytes, slug: str, locale: str, file: Path) -> Text:
    """The text of these bytes; ContentError when they are none."""
    try:
        plain = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ContentError(file, 1, "is not written in UTF-8") from error
    return Text(slug, locale, take_apart(plain, file))


def _begin_translation(library: Library, slug: str, locale: str) -> Opened | None:
    """A draft with the words of another language, to be written over: the anchors of its headings are right already."""
    for other in INTERFACE_LOCALES:
        file = library.file_of(ARTICLES, slug, other) if other != locale else None
        if file:
            original = read_text(file.read_bytes(), slug, locale, file)
            # As a draft, and compared by nobody yet.
            return Opened(original.with_fields({"status": Status.DRAFT.value, "publish_at": "", "translation": ""}), ABSENT, is_new=True)
    return None


def what_readers_read(text: Text) -> str:
    """The digest of title, summary and Markdown; empty when the front matter is broken."""
    try:
        return text_digest(parse_document(text.written(), Path(f"{text.locale}.md"), ArticleMatter))
    except ContentError:
        return ""


def house_moment(day: date, hour: str) -> str:
    """A day and an hour of the house's clock, as front matter has them."""
    return f"{day.isoformat()} {hour}"


def on_house_clock(typed: Any) -> datetime | None:
    """A moment as typed in front matter, on the house's clock; None for what is no moment."""
    try:
        moment = datetime.fromisoformat(str(typed))
    except ValueError:
        return None
    # Authors write what their clock shows, as ArticleMatter reads it.
    return moment.astimezone(HOUSE_ZONE) if moment.tzinfo else moment.replace(tzinfo=HOUSE_ZONE)
