"""What machines are told of an article: schema.org data that stands in its page (https://schema.org/TechArticle)."""

from collections.abc import Iterable
from typing import Any

from helpcenter.articles.queries import Article
from helpcenter.i18n.locales import get_locale

# A step of the breadcrumb: its name and its address.
Crumb = tuple[str, str]


def describe(article: Article, url: str, vendor: str, section: str, crumbs: Iterable[Crumb]) -> dict[str, Any]:
    """The article and the way to it; `url` is its canonical address."""
    return {"@context": "https://schema.org", "@graph": [_article(article, url, vendor, section), _breadcrumb(crumbs)]}


def _article(article: Article, url: str, vendor: str, section: str) -> dict[str, Any]:
    return {
        "@type": "TechArticle",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": get_locale(article.locale).tag,
        "dateModified": article.updated_on.isoformat(),
        # The same digest as on paper: whoever quotes the text can say which one it was.
        "version": article.digest,
        "articleSection": section,
        "mainEntityOfPage": url,
        "url": url,
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": vendor},
    }


def _breadcrumb(crumbs: Iterable[Crumb]) -> dict[str, Any]:
    steps = [{"@type": "ListItem", "position": number, "name": name, "item": url} for number, (name, url) in enumerate(crumbs, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
