"""Ready texts: content/kit/<kind>/<locale>.md, filled with an organisation's name, address and link.

A paragraph whose value an organisation does not have (`{{ contact }}`) is left out with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from markupsafe import Markup, escape
from pydantic import Field

from helpcenter.documents.frontmatter import FrontMatter
from helpcenter.documents.library import Library
from helpcenter.documents.markdown import render_markdown
from helpcenter.documents.shelf import Page, Shelf
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_slots, protect
from helpcenter.i18n.gsm import TextMessage, make_message
from helpcenter.i18n.locales import Locale, get_locale
from helpcenter.mail.plain import plain_text

SENDER, ORGANISATION, SHEETS, CONTACT = "sender_address", "organisation", "sheets_url", "contact"
QUOTATION = ">"


class Kind(StrEnum):
    """Where an announcement stands."""

    WEBSITE = "website"
    """On the organisation's official site."""
    NEWSLETTER = "newsletter"
    """In a newsletter, for example about registrations."""
    SMS = "sms"
    """A text message: the first of its paragraphs that fits into one is taken."""
    COUNTER_SIGN = "counter-sign"
    """A sign that stands on the counter, two on one sheet of A4."""
    POSTER = "poster"
    """A4, for a wall."""


PAPERS = frozenset({Kind.COUNTER_SIGN, Kind.POSTER})
WITH_HTML = frozenset({Kind.WEBSITE, Kind.NEWSLETTER})


class KitMeta(FrontMatter):
    """The front matter of a ready text; members read it above the text."""

    title: str = Field(min_length=3, max_length=60, pattern=r"^[^{}]*$")
    description: str = Field(min_length=20, max_length=160, pattern=r"^[^{}]*$")
    order: int = Field(ge=0, le=1000)


SHELF = Shelf(folder="kit", front_matter=KitMeta, variables=frozenset({SENDER, ORGANISATION, SHEETS, CONTACT}))


@dataclass(frozen=True)
class Announcement:
    """What a text announces; `contact` may be empty."""

    organisation: str
    sender_address: str
    sheets_url: str
    contact: str = ""

    def values(self) -> Mapping[str, str]:
        """The variables of a text."""
        return {ORGANISATION: self.organisation, SENDER: self.sender_address, SHEETS: self.sheets_url, CONTACT: self.contact}


@dataclass(frozen=True)
class ReadyText:
    """One text in one language, ready to be copied: plain, as HTML for site and newsletter, with its length as a message."""

    kind: Kind
    locale: Locale
    title: str
    description: str
    order: int
    plain: str
    html: Markup
    message: TextMessage | None

    @property
    def filename(self) -> str:
        """The name of the file that a member saves, without its ending."""
        return f"{self.kind}-{self.locale.code}"


def list_texts(library: Library, announcement: Announcement, locale: str) -> tuple[ReadyText, ...]:
    """All texts that exist in this language, in their order."""
    found = (find_text(library, announcement, kind, locale) for kind in Kind)
    return tuple(sorted(filter(None, found), key=lambda text: text.order))


def find_text(library: Library, announcement: Announcement, kind: Kind, locale: str) -> ReadyText | None:
    """A text in a language; None when there is none; ContentError when it is wrong."""
    page = library.find(SHELF, kind.value, locale)
    return make_text(page, announcement) if page else None


def make_text(page: Page[KitMeta], announcement: Announcement) -> ReadyText:
    """Put an organisation's values into a text."""
    kind, values = Kind(page.slug), announcement.values()
    blocks = blocks_of(page, values)
    message = first_fitting(blocks, values, page) if kind is Kind.SMS else None
    return ReadyText(
        kind=kind,
        locale=get_locale(page.locale),
        title=page.typeset(page.meta.title, {}),
        description=page.typeset(page.meta.description, {}),
        order=page.meta.order,
        plain=message.text if message else "\n\n".join(fill_block(block, values, page) for block in blocks),
        html=_html(blocks, announcement, page) if kind in WITH_HTML else Markup(),
        message=message,
    )


def blocks_of(page: Page[KitMeta], values: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraphs of a text, without those that name something an organisation does not have."""
    blocks = (block.strip() for block in page.document.body.split("\n\n"))
    return tuple(block for block in blocks if block and _has_values(block, values, page.file))


def fill_block(block: str, values: Mapping[str, str], page: Page[KitMeta]) -> str:
    """A paragraph as plain words."""
    lines = "\n".join(line.removeprefix(QUOTATION).strip() if line.startswith(QUOTATION) else line for line in block.split("\n"))
    # Typeset before the values come in: names and addresses are not ours to change.
    prepared, used = protect(typeset(lines, page.locale), page.file)
    return fill_slots(plain_text(prepared), used, values)


def first_fitting(blocks: tuple[str, ...], values: Mapping[str, str], page: Page[KitMeta]) -> TextMessage:
    """The fullest wording that is sent as one message, else the shortest."""
    # Staff write the fullest wording first (docs/decisions/0022).
    messages = [make_message(fill_block(block, values, page)) for block in blocks]
    return next((message for message in messages if message.segments == 1), messages[-1])


def _has_values(block: str, values: Mapping[str, str], file: Path) -> bool:
    # What nobody knows is the check's to name; only a value that is empty takes its paragraph away.
    return all(values.get(variable.name, "?") for variable in protect(block, file)[1])


def _html(blocks: tuple[str, ...], announcement: Announcement, page: Page[KitMeta]) -> Markup:
    """The same as HTML that any site or newsletter takes: paragraphs, lists, bold words, one link."""
    rendered = render_markdown("\n\n".join(blocks), file=page.file, locale=page.locale)
    html = str(rendered.fill(announcement.values()).html)
    for before, after in _marked(announcement):
        html = html.replace(str(escape(before)), after)
    # Everything in it has passed the sanitiser or been escaped here.
    return Markup(html.strip())  # noqa: S704


def _marked(announcement: Announcement) -> Iterator[tuple[str, str]]:
    """The link and the address keep their direction inside Arabic words."""
    yield announcement.sheets_url, str(Markup('<a href="{0}" dir="ltr">{0}</a>').format(announcement.sheets_url))
    yield announcement.sender_address, str(Markup('<span dir="ltr">{}</span>').format(announcement.sender_address))
