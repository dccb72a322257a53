"""What a text can lead to: pages of the site, articles, their headings, as authors write such links."""

from dataclasses import dataclass

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import SITE_PAGES

MOST = 40


@dataclass(frozen=True)
class Goal:
    """Something to lead to: its name, and the target as it is written in Markdown."""

    label: str
    target: str


def page_goals() -> list[str]:
    """The targets of the site's own pages; their names are for the interface to say."""
    return [f"page:{name}" for name in SITE_PAGES]


def article_goals(catalogue: Catalogue, locale: str, query: str) -> list[Goal]:
    """The articles of a language whose title or address holds what is asked for, MOST of them at most."""
    wanted = query.strip().casefold()
    rows = (row for row in catalogue.rows(locale) if wanted in row.title.casefold() or wanted in row.slug)
    return [Goal(row.title, f"../{row.slug}/{row.locale}.md") for row, _number in zip(rows, range(MOST), strict=False)]


def heading_goals(library: Library, slug: str, locale: str) -> list[Goal]:
    """The headings of an article; none when it cannot be read."""
    try:
        page = library.find(ARTICLES, slug, locale)
    except ContentError:
        return []
    return [Goal(heading.text, heading.anchor) for heading in page.rendered.headings if heading.level > 1] if page else []
