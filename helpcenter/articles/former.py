"""What became of an article that readers cannot see: it has another slug now, or it is archived."""

from dataclasses import dataclass
from datetime import datetime

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import Status
from helpcenter.articles.rows import Row
from helpcenter.i18n.locales import INTERFACE_LOCALES


@dataclass(frozen=True)
class Moved:
    """It stands under another slug."""

    slug: str


@dataclass(frozen=True)
class Archived:
    """It was public once; its row still tells its section and what is related to it."""

    row: Row


def find_former(catalogue: Catalogue, slug: str, locale: str, now: datetime) -> Moved | Archived | None:
    """What became of it; None for what was never there, and for what is not public yet."""
    rows = [catalogue.find(slug, code) for code in dict.fromkeys([locale, *INTERFACE_LOCALES])]
    for row in rows:
        if row and row.status is Status.ARCHIVED:
            return Archived(row)
    # A draft or a scheduled one: to readers it was never there.
    if any(rows):
        return None
    present = catalogue.slug_of_alias(slug)
    return Moved(present) if present and _is_known_to_readers(catalogue, present, locale, now) else None


def _is_known_to_readers(catalogue: Catalogue, slug: str, locale: str, now: datetime) -> bool:
    # A draft may name old slugs already: nobody is to learn its own, nor to remember a way that leads nowhere yet.
    if catalogue.find_public(slug, locale, now):
        return True
    rows = [catalogue.find(slug, code) for code in INTERFACE_LOCALES]
    return any(row and row.status is Status.ARCHIVED for row in rows)
