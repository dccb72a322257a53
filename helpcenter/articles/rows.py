"""An article as the catalogue knows it: its front matter, one row per locale, as stored in the catalogue's table."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from helpcenter.articles.content import ArticleMatter, Status, Translation
from helpcenter.documents.digests import text_digest
from helpcenter.documents.frontmatter import Document

COLUMNS = (
    "slug, locale, title, summary, section, position, status, publish_at, updated_on, review_on, owner, related, keywords, aliases,"
    " digest, translation"
)


class Address(NamedTuple):
    """A public text and the day of its last change."""

    slug: str
    locale: str
    updated_on: date


@dataclass(frozen=True)
class Row:
    """One article in one locale; title and summary are as written and may hold variables; `publish_at` is aware, UTC."""

    slug: str
    locale: str
    title: str
    summary: str
    section: str
    order: int
    status: Status
    publish_at: datetime | None
    updated_on: date
    review_on: date | None
    owner: str
    related: tuple[str, ...]
    keywords: tuple[str, ...]
    aliases: tuple[str, ...]
    digest: str
    translation: Translation | None

    def is_public(self, now: datetime) -> bool:
        """True when readers may see it at this moment."""
        return self.status is Status.PUBLISHED and not self.is_scheduled(now)

    def is_scheduled(self, now: datetime) -> bool:
        """True when it is to be public later."""
        return self.status is Status.PUBLISHED and self.publish_at is not None and self.publish_at > now


def make_row(slug: str, locale: str, document: Document[ArticleMatter]) -> Row:
    """The row of an article that was just read."""
    # Not as a mapping: the rule of translations asks this one by its fields.
    meta = document.meta.model_dump(exclude={"translation"})
    return Row(slug=slug, locale=locale, digest=text_digest(document), translation=document.meta.translation, **meta)


def to_table(row: Row) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    publish_at = row.publish_at.isoformat() if row.publish_at else None
    review_on = row.review_on.isoformat() if row.review_on else None
    translation = row.translation.model_dump_json() if row.translation else None
    lists = (json.dumps(row.related), json.dumps(row.keywords, ensure_ascii=False), json.dumps(row.aliases))
    names = (row.slug, row.locale, row.title, row.summary, row.section, row.order, row.status.value)
    return (*names, publish_at, row.updated_on.isoformat(), review_on, row.owner, *lists, row.digest, translation)


def from_table(found: sqlite3.Row) -> Row:
    """A row as it was stored."""
    return Row(
        slug=found["slug"],
        locale=found["locale"],
        title=found["title"],
        summary=found["summary"],
        section=found["section"],
        order=found["position"],
        status=Status(found["status"]),
        publish_at=datetime.fromisoformat(found["publish_at"]) if found["publish_at"] else None,
        updated_on=date.fromisoformat(found["updated_on"]),
        review_on=date.fromisoformat(found["review_on"]) if found["review_on"] else None,
        owner=found["owner"],
        related=tuple(json.loads(found["related"])),
        keywords=tuple(json.loads(found["keywords"])),
        aliases=tuple(json.loads(found["aliases"])),
        digest=found["digest"],
        translation=Translation.model_validate_json(found["translation"]) if found["translation"] else None,
    )
