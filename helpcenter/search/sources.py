"""What rooms above give to the search: their public texts, and a digest of each that tells when it changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from flask import Flask

EXTENSION = "search_sources"
# A text by its slug and its locale.
TextName = tuple[str, str]


@dataclass(frozen=True)
class SearchSection:
    """A part of a text that can be opened alone: "" as anchor and heading for what stands before the first heading."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class SearchDocument:
    """A text as the search reads it: plain words, without markup, variables filled."""

    kind: str
    slug: str
    locale: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    url: str
    sections: tuple[SearchSection, ...]


class SearchSource(Protocol):
    """A room's texts of one kind."""

    kind: str

    def version(self) -> object:
        """Something that is equal as long as no digest can have changed; asked before each search, so it must cost little."""

    def digests(self) -> Mapping[TextName, str]:
        """For each public text, a digest of all that the index holds of it."""

    def read(self, slug: str, locale: str) -> SearchDocument | None:
        """The text; None when it is not public (any more) or cannot be read."""


def add_search_source(app: "Flask", source: SearchSource) -> None:
    """Let the texts of this source be found."""
    sources_of(app).append(source)


def sources_of(app: "Flask") -> list[SearchSource]:
    """The sources of an application; the list grows while it is being wired."""
    found: list[SearchSource] = app.extensions.setdefault(EXTENSION, [])
    return found
