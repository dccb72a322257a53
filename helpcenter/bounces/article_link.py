"""The section of an article that a reason leads to: found, with its title, without knowing the room of the articles."""

from dataclasses import dataclass

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library

SHELF = "articles"


@dataclass(frozen=True)
class ArticleLink:
    """An article, or one of its sections, in words."""

    slug: str
    anchor: str
    title: str
    heading: str = ""


def find_article(library: Library, target: str, locale: str) -> ArticleLink | None:
    """What `slug#anchor` leads to; None when there is no such article, or no such heading in it."""
    slug, _, anchor = target.partition("#")
    shelf = library.find_shelf(SHELF)
    page = library.find(shelf, slug, locale) if shelf and slug else None
    if page is None:
        return None
    headings = {heading.anchor: heading.text for heading in page.rendered.headings} if anchor else {}
    if anchor and anchor not in headings:
        return None
    return ArticleLink(slug, anchor, str(page.meta.title), headings.get(anchor, ""))


def find_shown_article(library: Library, target: str, locale: str) -> ArticleLink | None:
    """The same for a reader, who does without a link while somebody edits the article or its heading."""
    slug = target.partition("#")[0]
    try:
        return find_article(library, target, locale) or find_article(library, slug, locale)
    except ContentError:
        return None
