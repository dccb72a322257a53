"""Links between texts: looked at when all texts of a run are known, so that none is rendered again for each link to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.outline import Link
from helpcenter.documents.problems import Level, Problem
from helpcenter.documents.shelf import Page, Place, find_place

Anchors = frozenset[str]


class Links:
    """The links of the texts seen so far, and the anchors they may lead to."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._anchors: dict[Place, Anchors | None] = {}
        self._waiting: list[tuple[Path, Place, Link]] = []

    def add(self, page: Page[Any]) -> None:
        """Remember what a text offers, and where it leads."""
        here = Place(page.shelf.folder, page.slug, page.locale)
        self._anchors[here] = frozenset(heading.anchor for heading in page.rendered.headings)
        self._waiting += [(page.file, here, link) for link in page.rendered.links]

    def check(self) -> Iterator[Problem]:
        """The links that lead nowhere."""
        for file, here, link in self._waiting:
            if message := self._mistake(here, link):
                yield Problem(file, link.line, Level.ERROR, message)

    def _mistake(self, here: Place, link: Link) -> str | None:
        if link.target.startswith("#"):
            known = self._find(here) or frozenset()
            return None if link.anchor in known else f"there is no heading with the anchor {link.target}"
        place = find_place(link.target, here)
        if place is None or ":" in link.target:
            return None
        return self._mistake_to(place, link)

    def _mistake_to(self, place: Place, link: Link) -> str | None:
        try:
            anchors = self._find(place)
        except ContentError:
            # The other file has its own problem, named there.
            return None
        if anchors is None:
            return f"the link leads to {place.path}, which does not exist"
        if link.anchor and link.anchor not in anchors:
            return f"the link leads to {place.path}, which has no heading with the anchor #{link.anchor}"
        return None

    def _find(self, place: Place) -> Anchors | None:
        if place not in self._anchors:
            self._anchors[place] = self._read(place)
        return self._anchors[place]

    def _read(self, place: Place) -> Anchors | None:
        shelf = self._library.find_shelf(place.folder)
        page = self._library.find(shelf, place.slug, place.locale) if shelf else None
        return frozenset(heading.anchor for heading in page.rendered.headings) if page else None
