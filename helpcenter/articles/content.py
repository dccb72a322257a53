"""What this room keeps in content/: the articles, and what the check says of them."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from helpcenter.documents.checks import Check, Problem, make_shelf_check, problems_of
from helpcenter.documents.errors import ContentError, raise_together
from helpcenter.documents.frontmatter import FrontMatter
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Shelf
from helpcenter.documents.variables import undefined
from helpcenter.i18n.locales import DEFAULT_LOCALE

Title = Annotated[str, StringConstraints(min_length=3, max_length=90)]
Summary = Annotated[str, StringConstraints(min_length=20, max_length=200)]


class ArticleMatter(FrontMatter):
    """Front matter of an article: its title, one sentence for lists and search engines, the day of its last change."""

    title: Title
    summary: Summary
    updated: date


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


def check_guide(library: Library) -> Iterator[Problem]:
    """The check of what the site needs in order to start."""
    try:
        require_guide(library)
    except ContentError as error:
        yield from problems_of(error)


SHELVES = (ARTICLES,)
CHECKS: tuple[Check, ...] = (make_shelf_check(ARTICLES), check_guide)
