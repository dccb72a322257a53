"""The library: every text of content/ by shelf, slug and locale, read when asked for, kept until its file changes."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import Document, parse_document, read_text
from helpcenter.documents.pictures import Picture, PictureError, Stamp, load_picture, plain_name, stamp_of
from helpcenter.documents.shelf import LOCALE, Page, Place, Shelf, find_place, find_site_page, is_slug, locales_in, slugs_in

M = TypeVar("M", bound=BaseModel)
# Changes a text after it was read, before anybody sees it.
Adapt = Callable[[Document[Any]], Document[Any]]
# A rendered text takes some 80 kB. Readers are given kept pages: a text is needed again only when one of them is made anew.
CAPACITY = 100


@dataclass(frozen=True)
class Kept:
    """What was read from a file, when the file looked like this: a page, or the mistake in it."""

    stamp: Stamp
    digest: bytes
    page: Page[Any] | None
    error: ContentError | None = None


class Library:
    """The texts under one content folder."""

    def __init__(self, root: Path, shelves: Iterable[Shelf[Any]] = (), adapt: Adapt | None = None) -> None:
        self.root = root
        self._adapt = adapt
        self._shelves: dict[str, Shelf[Any]] = {}
        self._kept: OrderedDict[Path, Kept] = OrderedDict()
        self._lock = threading.Lock()
        # How many texts were made into HTML since the start: an edit should add one.
        self.renders = 0
        for shelf in shelves:
            self.add_shelf(shelf)

    def add_shelf(self, shelf: Shelf[Any]) -> None:
        """Let texts of this kind be read and linked to."""
        self._shelves[shelf.folder] = shelf

    def find_shelf(self, folder: str) -> Shelf[Any] | None:
        """The shelf of this folder."""
        return self._shelves.get(folder)

    def slugs(self, shelf: Shelf[Any]) -> tuple[str, ...]:
        """The slugs of all texts on a shelf."""
        return tuple(slugs_in(self.root / shelf.folder))

    def locales(self, shelf: Shelf[Any], slug: str) -> tuple[str, ...]:
        """The locales in which a text exists; none for a slug that does not exist."""
        return tuple(locales_in(self.root / shelf.folder / slug)) if is_slug(slug) else ()

    def find(self, shelf: Shelf[M], slug: str, locale: str) -> Page[M] | None:
        """The text, or None when there is no such file; raise ContentError when its front matter is wrong."""
        file = self.file_of(shelf, slug, locale)
        if file is None:
            return None
        kept = self._read(file, shelf, slug, locale)
        if kept.error:
            raise kept.error
        return kept.page

    def get(self, shelf: Shelf[M], slug: str, locale: str) -> Page[M]:
        """The text; raise ContentError when it is missing or wrong."""
        page = self.find(shelf, slug, locale)
        if page is None:
            raise ContentError(self.root / shelf.folder / slug / f"{locale}.md", 1, "this file is needed and does not exist")
        return page

    def file_of(self, shelf: Shelf[Any], slug: str, locale: str) -> Path | None:
        """The file of a text inside the content folder; None for anything else."""
        if not is_slug(slug) or not LOCALE.fullmatch(locale):
            return None
        file = self.root / shelf.folder / slug / f"{locale}.md"
        # A link may lead out of content/: what it shows would be on the site for everybody.
        is_inside = file.is_file() and file.resolve().is_relative_to(self.root.resolve())
        return file if is_inside else None

    def make_page(self, shelf: Shelf[M], slug: str, locale: str, document: Document[M]) -> Page[M]:
        """A text as readers would meet it at this place, saved there or not."""
        here = Place(shelf.folder, slug, locale)
        return Page(shelf, slug, locale, document, self.root, lambda target: self._resolve(target, here), self._count_render)

    def parse(self, text: str, file: Path, shelf: Shelf[M]) -> Document[M]:
        """A text of this shelf taken apart as readers of this library see it; ContentError for a mistake in its front matter."""
        document: Document[M] = parse_document(text, file, shelf.front_matter)
        return self._adapt(document) if self._adapt else document

    def find_picture(self, folder: str, slug: str, hashed: str) -> Picture | None:
        """The picture at the address /pictures/<folder>/<slug>/<hashed>; None when there is none."""
        name = plain_name(hashed)
        # Folders of texts only: there are other files in content/.
        if folder not in self._shelves or not is_slug(slug) or name is None:
            return None
        try:
            return load_picture(self.root, f"{folder}/{slug}", name)
        except PictureError:
            return None

    def _read(self, file: Path, shelf: Shelf[Any], slug: str, locale: str) -> Kept:
        stamp = stamp_of(file)
        with self._lock:
            kept = self._kept.get(file)
            if kept and kept.stamp == stamp and not _has_new_pictures(kept):
                self._kept.move_to_end(file)
                return kept
        # Outside the lock: reading one text must not hold up the readers of others. Two at once read it twice, with the same result.
        fresh = self._read_again(kept, file, stamp, lambda text: self._make_page(text, file, shelf, slug, locale))
        with self._lock:
            self._kept[file] = fresh
            self._kept.move_to_end(file)
            while len(self._kept) > CAPACITY:
                self._kept.popitem(last=False)
        return fresh

    def _read_again(self, kept: Kept | None, file: Path, stamp: Stamp, make: Callable[[str], Page[Any]]) -> Kept:
        try:
            text = read_text(file)
            digest = hashlib.sha256(text.encode()).digest()
            # Touched and not changed, as a checkout of git does: what was rendered still holds.
            if kept and kept.digest == digest and not _has_new_pictures(kept):
                return Kept(stamp, digest, kept.page, kept.error)
            return Kept(stamp, digest, make(text))
        except ContentError as error:
            # Mistakes are kept too: a broken text is not parsed again for each reader.
            return Kept(stamp, b"", None, error)

    def _make_page(self, text: str, file: Path, shelf: Shelf[Any], slug: str, locale: str) -> Page[Any]:
        return self.make_page(shelf, slug, locale, self.parse(text, file, shelf))

    def _count_render(self) -> None:
        self.renders += 1

    def _resolve(self, target: str, here: Place) -> str | None:
        if target.startswith("page:"):
            return find_site_page(target, here.locale)
        place = find_place(target, here)
        shelf = self._shelves.get(place.folder) if place else None
        if place is None or shelf is None or not shelf.address:
            return None
        _, mark, anchor = target.partition("#")
        return shelf.address.format(locale=place.locale, slug=place.slug) + mark + anchor


def _has_new_pictures(kept: Kept) -> bool:
    # Only a page that has been rendered shows pictures; their addresses hold the hash of their bytes.
    if kept.page is None or "rendered" not in kept.page.__dict__:
        return False
    return any(not _is_same(picture) for picture in kept.page.rendered.pictures)


def _is_same(picture: Picture) -> bool:
    try:
        return stamp_of(picture.file) == picture.stamp
    except OSError:
        return False
