"""Real articles, ready to be printed or described."""

from helpcenter.articles.content import ARTICLES, GUIDE
from helpcenter.articles.queries import Article, find_article
from helpcenter.config import HOUSE, Settings
from helpcenter.documents.library import Library
from helpcenter.documents.variables import site_variables
from helpcenter.organisations.shown_branding import ShownBranding, vendor_branding
from helpcenter.tutorials.content import SHELVES

SETTINGS = Settings()


def real_library() -> Library:
    """The product's articles; links to tutorials work."""
    return Library(HOUSE / "content", [ARTICLES, *SHELVES])


def real_article(slug: str = GUIDE, locale: str = "fr", library: Library | None = None) -> Article:
    """An article of the product."""
    found = find_article(library or real_library(), slug, locale, site_variables(SETTINGS))
    assert found is not None
    return found


def vendor() -> ShownBranding:
    """The branding of neutral articles."""
    return vendor_branding(SETTINGS)


def tilleuls(**changes: object) -> ShownBranding:
    """An organisation with an address of its own."""
    facts = {"name": "Centre social Les Tilleuls", "sender_address": "bonjour@tilleuls.example", "slug": "tilleuls", "colour": "#2c6e49"}
    return ShownBranding(**(facts | changes))  # type: ignore[arg-type]
