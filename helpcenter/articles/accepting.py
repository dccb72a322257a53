"""Marks a translation as saying the same as its original does now; only that field of its file changes."""

from dataclasses import dataclass
from pathlib import Path

from helpcenter.articles.checks import sides_of
from helpcenter.articles.content import ARTICLES, ArticleMatter
from helpcenter.articles.translations import Freshness, State, accepted, compare, original_of
from helpcenter.documents.digests import text_digest
from helpcenter.documents.library import Library
from helpcenter.documents.rewriting import set_field
from helpcenter.documents.shelf import Page


class AcceptError(ValueError):
    """A text that is no translation of anything; the message says why."""


@dataclass(frozen=True)
class Acceptance:
    """What accepting changes: the file, its bytes before and after, the state before; `original` is the digest of what was accepted."""

    file: Path
    before: bytes
    after: bytes
    state: State
    original: str
    original_file: Path

    @property
    def is_change(self) -> bool:
        """False when the file says so already."""
        return self.before != self.after


def read_languages(library: Library, slug: str) -> dict[str, Page[ArticleMatter]]:
    """An article in every language in which it is written; ContentError for a broken one."""
    found = {locale: library.find(ARTICLES, slug, locale) for locale in library.locales(ARTICLES, slug)}
    return {locale: page for locale, page in found.items() if page}


def accept(library: Library, slug: str, locale: str, anchor: str | None = None) -> Acceptance:
    """The file as it is to be written; AcceptError for what cannot be accepted, ContentError for broken texts."""
    pages = read_languages(library, slug)
    sides = sides_of(list(pages.values()))
    state = compare(locale, sides)
    if refused := _refusal(state, slug, locale):
        raise AcceptError(refused)
    source = original_of(locale, sides[locale])
    try:
        after = accepted(source, sides[locale].translation, sides[source].sections, anchor)
    except KeyError:
        known = ", ".join(sides[source].sections)
        raise AcceptError(f"{slug}/{source} has no section {anchor} (it has: {known})") from None
    file = pages[locale].file
    # Bytes, not what was parsed: whatever the author wrote beside this one field stays.
    before = file.read_bytes()
    text = set_field(before.decode("utf-8"), "translation", {"of": after.of, "sections": after.sections}, file)
    return Acceptance(file, before, text.encode("utf-8"), state, text_digest(pages[source].document), pages[source].file)


def _refusal(state: State, slug: str, locale: str) -> str:
    reasons = {
        Freshness.MISSING: f"there is no text {slug}/{locale}",
        Freshness.ORIGINAL: f"{slug}/{locale} is the original itself: accept its translations",
        Freshness.ORPHAN: f"{slug}/{locale} has no original that readers may see",
    }
    return reasons.get(state.freshness, "")
