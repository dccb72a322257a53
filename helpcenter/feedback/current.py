"""The articles that readers see at this moment, with the digests of their texts, from the catalogue."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.rows import Row
from helpcenter.documents.errors import ContentError
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_text
from helpcenter.feedback.versions import TextNow


def texts_now(catalogue: Catalogue, now: datetime, values: Mapping[str, str]) -> list[TextNow]:
    """Every public article in each of its languages; `values` are the site's variables."""
    catalogue.look()
    return [_as_text(row, values) for row in catalogue.rows() if row.is_public(now)]


def text_now(catalogue: Catalogue, slug: str, locale: str, now: datetime, values: Mapping[str, str]) -> TextNow | None:
    """One public article in exactly this language."""
    catalogue.look()
    row = catalogue.find(slug, locale)
    return _as_text(row, values) if row and row.is_public(now) else None


def _as_text(row: Row, values: Mapping[str, str]) -> TextNow:
    try:
        title = typeset(fill_text(row.title, values, Path(row.slug)), row.locale)
    except ContentError:
        # As it is written: an unknown variable is for the check to name, not for readers to meet an error.
        title = row.title
    return TextNow(row.slug, row.locale, row.digest, title)
