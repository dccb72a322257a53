"""Gives the search the public articles: one section per heading, words as readers see them."""

import hashlib
from collections.abc import Mapping

import structlog

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES, ArticleMatter
from helpcenter.articles.rows import Row
from helpcenter.db.clock import Clock
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.passages import read_passages
from helpcenter.documents.shelf import Page
from helpcenter.search.sources import SearchDocument, SearchSection, TextName

log = structlog.get_logger()


class ArticleSource:
    """The articles of a library, as far as its catalogue calls them public."""

    kind = "article"

    def __init__(self, library: Library, catalogue: Catalogue, values: Mapping[str, str], clock: Clock) -> None:
        self._library = library
        self._catalogue = catalogue
        self._values = values
        self._clock = clock

    def version(self) -> object:
        """The catalogue's version, and the moment at which the next scheduled article is to be found."""
        return self._catalogue.look(), self._catalogue.next_publication(self._clock())

    def digests(self) -> Mapping[TextName, str]:
        """Over the text, the keywords and the values of the variables."""
        now = self._clock()
        return {(row.slug, row.locale): self._digest(row) for row in self._catalogue.rows() if row.is_public(now)}

    def read(self, slug: str, locale: str) -> SearchDocument | None:
        """The article; None when it is not public any more, or broken (which the check names)."""
        row = self._catalogue.find(slug, locale)
        if row is None or not row.is_public(self._clock()):
            return None
        try:
            page = self._library.find(ARTICLES, slug, locale)
            return self._document(page) if page else None
        except ContentError as error:
            log.error("content_error", mistakes=str(error))
            return None

    def _document(self, page: Page[ArticleMatter]) -> SearchDocument:
        passages = read_passages(page.rendered.fill(self._values).html)
        return SearchDocument(
            kind=self.kind,
            slug=page.slug,
            locale=page.locale,
            title=page.typeset(page.meta.title, self._values),
            summary=page.typeset(page.meta.summary, self._values),
            keywords=page.meta.keywords,
            url=ARTICLES.address.format(locale=page.locale, slug=page.slug),
            sections=tuple(SearchSection(each.anchor, each.heading, each.text) for each in passages),
        )

    def _digest(self, row: Row) -> str:
        # Keywords and values are found too, and none of them is in the digest of the text.
        told = repr((row.digest, row.keywords, sorted(self._values.items())))
        return hashlib.sha256(told.encode()).hexdigest()[:12]
