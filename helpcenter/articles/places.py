"""Where an article stands: on the site's own pages, or on those of an organisation, whose links stay with it."""

import re
from dataclasses import dataclass

# Whole paths only: an address of another site that ends like one of ours stays as it is.
ARTICLE = re.compile(r"/(?P<locale>[a-z]{2}(?:_[A-Z]{2})?)/articles/(?P<rest>[a-z0-9-]+(?:#.*)?)")
TUTORIALS = re.compile(r"/(?P<locale>[a-z]{2}(?:_[A-Z]{2})?)/tutorials/(?P<rest>[a-z0-9-]*(?:#.*)?)")


@dataclass(frozen=True)
class ArticlePlace:
    """The addresses of articles for one kind of reader; an empty organisation means everybody."""

    organisation: str = ""

    def article(self, locale: str, slug: str) -> str:
        """The path of an article."""
        return f"{self._folder(locale)}/articles/{slug}"

    def pdf(self, locale: str, slug: str) -> str:
        """The path of an article on paper."""
        return f"{self.article(locale, slug)}.pdf"

    def adapt(self, url: str) -> str:
        """An address of the site as it stands in a text, led to the organisation's own page where there is one."""
        if not self.organisation:
            return url
        if found := ARTICLE.fullmatch(url):
            return self.article(found["locale"], found["rest"])
        if found := TUTORIALS.fullmatch(url):
            return f"{self._folder(found['locale'])}/{found['rest']}"
        return url

    def _folder(self, locale: str) -> str:
        return f"/{locale}/o/{self.organisation}" if self.organisation else f"/{locale}"
