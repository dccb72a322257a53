"""The notice that a person reads before answering: versioned files, filled for one organisation, sealed by a hash.

content/consent/<version>/<locale>.md: what stands before the first heading is shown before the answers, the rest after them.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup
from pydantic import Field

from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import Document, FrontMatter, parse_document, read_text
from helpcenter.documents.markdown import Rendered, render_markdown
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_text, protect, undefined
from helpcenter.i18n.locales import FAMILY_LOCALES

# consent-and-cases, section 3: what is longer is not read.
MOST_WORDS = 150
VARIABLES = frozenset({"organisation", "vendor", "provider", "provider_country", "sender_address", "data_protection_contact"})
ADDRESSES = ("sender_address", "data_protection_contact")
# Names of ordinary length, to count the words of a filled notice.
TYPICAL = {
    "organisation": "Centre social Les Tilleuls",
    "vendor": "ANI",
    "provider": "Mailjet",
    "provider_country": "France",
    "sender_address": "ne-pas-repondre@ani.example",
    "data_protection_contact": "dpo@ani.example",
}
# A letter for a second text within a month; as texts, the versions stand in the order of time.
VERSION = re.compile(r"[0-9]{4}-[0-9]{2}[a-z]?")
HEADING = re.compile(r"^## ", re.MULTILINE)
WORD = re.compile(r"\w[\w’'@.-]*")


class NoticeMeta(FrontMatter):
    """The front matter of a notice."""

    text_id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    title: str = Field(min_length=1, max_length=120)


@dataclass(frozen=True)
class ShownNotice:
    """A notice as one organisation's families read it; it holds nothing about a person."""

    text_id: str
    version: str
    locale: str
    text: str
    title: str
    summary_html: Markup
    details_html: Markup

    @property
    def sha256(self) -> str:
        """The hash of the exact text shown."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class NoticeBook:
    """The notices of this installation; the newest version is the one that is shown."""

    def __init__(self, content: Path) -> None:
        self._folder = content / "consent"

    def versions(self) -> list[str]:
        """All versions, the oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if VERSION.fullmatch(path.name))

    def current(self) -> str:
        """The newest version; ContentError when there is none."""
        versions = self.versions()
        if not versions:
            raise ContentError(self._folder, 1, "holds no notice (a folder such as 2026-11 with fr.md and en.md)")
        return versions[-1]

    def locales(self) -> tuple[str, ...]:
        """The languages in which the current notice exists."""
        return tuple(code for code in FAMILY_LOCALES if self.path(self.current(), code).is_file())

    def show(self, locale: str, values: Mapping[str, str]) -> ShownNotice:
        """The current notice in a language, filled with an organisation's values."""
        version = self.current()
        file = self.path(version, locale)
        return _fill(_read(file, read_text(file)), version, locale, values)

    def path(self, version: str, locale: str) -> Path:
        """The file of a notice."""
        return self._folder / version / f"{locale}.md"


def check_notices(content: Path, locales: tuple[str, ...]) -> Iterator[ContentError]:
    """What is wrong with the notices: a language missing from a version, too many words, an unknown variable."""
    book = NoticeBook(content)
    try:
        current = book.current()
    except ContentError as error:
        yield error
        return
    for version in book.versions():
        for locale in locales:
            yield from _check_file(book.path(version, locale), locale, is_current=version == current)


def count_words(notice: ShownNotice) -> int:
    """The words that stand before the answers, the title included."""
    summary = re.sub(r"<[^>]+>", " ", notice.summary_html)
    return len(WORD.findall(f"{notice.title} {summary}"))


def _check_file(file: Path, locale: str, *, is_current: bool) -> Iterator[ContentError]:
    try:
        document = _read(file, read_text(file))
    except ContentError as error:
        yield from error.each()
        return
    used = protect(document.body, file, document.body_line)[1]
    unknown = undefined(used, VARIABLES)
    yield from unknown
    yield from (problem for part in _parts(document, locale) for problem in part.problems)
    if not HEADING.search(document.body):
        yield ContentError(file, document.body_line, "needs a heading (## …) after which the rights are explained")
    if is_current and not unknown:
        yield from _check_length(document, locale)


def _check_length(document: Document[NoticeMeta], locale: str) -> Iterator[ContentError]:
    words = count_words(_fill(document, "", locale, TYPICAL))
    if words > MOST_WORDS:
        yield ContentError(document.file, document.body_line, f"has {words} words before the answers; {MOST_WORDS} are the most")


# By its words, not by the time of the file: an edit is shown at once. Eight languages of a few versions are all there is.
@lru_cache(maxsize=64)
def _read(file: Path, text: str) -> Document[NoticeMeta]:
    return parse_document(text, file, NoticeMeta)


def _fill(document: Document[NoticeMeta], version: str, locale: str, values: Mapping[str, str]) -> ShownNotice:
    title = fill_text(typeset(document.meta.title, locale), values, document.file)
    body = fill_text(typeset(document.body, locale), values, document.file, document.body_line)
    summary, details = _parts(document, locale)
    shown = _shown(values)
    return ShownNotice(
        document.meta.text_id,
        version,
        locale,
        text=f"{title}\n\n{body.strip()}\n",
        title=title,
        summary_html=summary.fill(shown).html,
        details_html=details.fill(shown).html,
    )


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    """The values as a page shows them: an address in one piece, from left to right also inside Arabic. Its words are the same."""
    return {**values, **{name: _in_one_piece(values[name]) for name in ADDRESSES if name in values}}


def _in_one_piece(address: str) -> Markup:
    return Markup('<bdi class="one-piece" dir="ltr">{}</bdi>').format(address)


@lru_cache(maxsize=64)
def _parts(document: Document[NoticeMeta], locale: str) -> tuple[Rendered, Rendered]:
    """What stands before the first heading, and the rest; rendered once for all organisations."""
    found = HEADING.search(document.body)
    start = found.start() if found else len(document.body)
    before, after = document.body[:start], document.body[start:]
    line = document.body_line + before.count("\n")
    return (
        render_markdown(before, file=document.file, locale=locale, first_line=document.body_line),
        render_markdown(after, file=document.file, locale=locale, first_line=line),
    )
