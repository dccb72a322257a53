"""What this room keeps in content/: the articles and their front matter."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from helpcenter.documents.errors import ContentError, raise_together
from helpcenter.documents.frontmatter import FrontMatter
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import LONGEST_SLUG, SLUG, Shelf
from helpcenter.documents.variables import undefined
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.i18n.locales import DEFAULT_LOCALE

# The fewest and the most characters; forms, imports and commands ask for the same.
TITLE, SUMMARY = (3, 90), (20, 200)
LONGEST_OWNER, LONGEST_KEYWORD = 120, 60
# The place of an article that names none: behind all that do.
NO_ORDER = 1000
Title = Annotated[str, StringConstraints(min_length=TITLE[0], max_length=TITLE[1])]
Summary = Annotated[str, StringConstraints(min_length=SUMMARY[0], max_length=SUMMARY[1])]
Slug = Annotated[str, StringConstraints(pattern=f"^{SLUG.pattern}$", max_length=LONGEST_SLUG)]
Owner = Annotated[str, StringConstraints(max_length=LONGEST_OWNER)]
Keyword = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_KEYWORD)]


class Status(StrEnum):
    """What readers may see of an article; a published one whose time has not come is scheduled."""

    PUBLISHED = "published"
    """Readers see it, from `publish_at` on when that is given."""
    DRAFT = "draft"
    """Only staff see it."""
    ARCHIVED = "archived"
    """It was public and is not any more."""


class Translation(FrontMatter):
    """What a translation was made from: the digest of each section of the original when both last said the same."""

    of: str = DEFAULT_LOCALE
    sections: dict[str, str] = Field(default_factory=dict)


class ArticleMatter(FrontMatter):
    """Front matter of an article in one locale; content/README.md explains each field to those who write."""

    title: Title
    summary: Summary
    section: Slug
    order: Annotated[int, Field(ge=0)] = NO_ORDER
    status: Status = Status.PUBLISHED
    publish_at: datetime | None = None
    updated_on: date
    review_on: date | None = None
    owner: Owner = ""
    related: tuple[Slug, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    aliases: tuple[Slug, ...] = ()
    translation: Translation | None = None

    @field_validator("publish_at")
    @classmethod
    def _in_utc(cls, moment: datetime | None) -> datetime | None:
        # Authors write what their clock shows.
        if moment is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=HOUSE_ZONE)).astimezone(UTC)


ARTICLES = Shelf("articles", ArticleMatter, "/{locale}/articles/{slug}", has_heading_links=True)
# The start page leads to this article and to these of its headings: the site does not start without it.
GUIDE = "mail-delivery"
GUIDE_ANCHORS = (
    "errors",
    "temporary",
    "permanent",
    "blocked",
    "practices",
    "tell-your-users",
    "tutorials",
    "newsletter",
    "procedure",
    "step-ticket",
    "step-provider",
    "step-consent",
)


def require_guide(library: Library) -> None:
    """Raise ContentError when the article that the start page needs is missing or wrong."""
    page = library.get(ARTICLES, GUIDE, DEFAULT_LOCALE)
    raise_together(undefined(page.rendered.variables, ARTICLES.variables))
    present = {heading.anchor for heading in page.rendered.headings}
    for anchor in GUIDE_ANCHORS:
        if anchor not in present:
            raise ContentError(page.file, 1, f"lacks the anchor {anchor}, to which the start page leads")


SHELVES = (ARTICLES,)
