"""A source of texts that lives in memory, and searches over it."""

from collections.abc import Mapping
from pathlib import Path

from helpcenter.search.service import Searches
from helpcenter.search.sources import SearchDocument, SearchSection, TextName


class MemorySource:
    """Texts that a test puts in and takes out; it notes which ones were read."""

    kind = "article"

    def __init__(self) -> None:
        self.documents: dict[TextName, SearchDocument] = {}
        self.read_names: list[str] = []
        self.failure: Exception | None = None

    def put(self, slug: str, title: str, text: str = "", *, locale: str = "fr", **more: object) -> None:
        """Add or replace a text; `sections` are rows of anchor, heading and text."""
        rows = [("", "", text), *more.pop("sections", ())]  # type: ignore[misc]
        sections = tuple(SearchSection(*row) for row in rows)
        facts = {"summary": "", "keywords": (), **more}
        self.documents[slug, locale] = SearchDocument(
            kind=self.kind,
            slug=slug,
            locale=locale,
            title=title,
            url=f"/{locale}/articles/{slug}",
            sections=sections,
            **facts,  # type: ignore[arg-type]
        )

    def version(self) -> object:
        """All digests: they cost nothing here."""
        return tuple(self.digests().items())

    def digests(self) -> Mapping[TextName, str]:
        """Of each text, itself."""
        return {name: repr(document) for name, document in self.documents.items()}

    def read(self, slug: str, locale: str) -> SearchDocument | None:
        """The text."""
        self.read_names.append(slug)
        if self.failure:
            # A new one: what was raised holds on to all that was open then, and so to the lock of the index.
            raise type(self.failure)(*self.failure.args)
        return self.documents.get((slug, locale))


def write_words(content: Path, locale: str, text: str) -> Path:
    """Write content/search/<locale>.yaml."""
    file = content / "search" / f"{locale}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def slugs(searches: Searches, query: str, locale: str = "fr") -> list[str]:
    """The slugs that answer a query, over the present texts."""
    searches.freshen()
    return [result.slug for result in searches.results(query, locale)]
