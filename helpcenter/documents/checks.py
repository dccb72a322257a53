"""The checks of content/: each gives problems, named with file and line; every room adds the checks of its own texts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.outline import Heading, Link
from helpcenter.documents.pictures import MEDIA_TYPES
from helpcenter.documents.shelf import LOCALE, SLUG, Page, Place, Shelf, find_place
from helpcenter.documents.variables import undefined
from helpcenter.i18n.locales import INTERFACE_LOCALES


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """Readers would meet it: the check fails."""
    WARNING = "warning"
    """Somebody should look at it."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a content file."""

    file: Path
    line: int
    level: Level
    message: str

    def __str__(self) -> str:
        warning = "warning: " if self.level is Level.WARNING else ""
        return f"{self.file}:{self.line}: {warning}{self.message}"


Check = Callable[[Library], Iterable[Problem]]


def check_content(library: Library, checks: Iterable[Check]) -> list[Problem]:
    """All problems that the checks find, in the order of files and lines."""
    return sorted({problem for check in checks for problem in check(library)})


def problems_of(error: ContentError) -> Iterator[Problem]:
    """The mistakes of one reading, as problems."""
    for single in error.each():
        yield Problem(single.file, single.line, Level.ERROR, single.message)


def make_shelf_check(shelf: Shelf[Any]) -> Check:
    """The check of every text on a shelf: names, front matter, words, links, anchors, pictures, translations."""

    def check(library: Library) -> Iterator[Problem]:
        yield from check_names(library, shelf)
        titles: dict[tuple[str, str], Page[Any]] = {}
        for slug in library.slugs(shelf):
            pages, problems = read_translations(library, shelf, slug)
            yield from problems
            for page in pages:
                yield from check_page(library, page)
                yield from check_title(page, titles)
            yield from check_translations(library, shelf, slug, pages)
            yield from check_unused_pictures(library, shelf, slug, pages)

    return check


def check_names(library: Library, shelf: Shelf[Any]) -> Iterator[Problem]:
    """Folders that are no slugs, and slugs that differ in case or hyphens only."""
    folder = library.root / shelf.folder
    seen: dict[str, str] = {}
    for item in sorted(folder.iterdir()) if folder.is_dir() else []:
        plain = item.name.casefold().replace("_", "-")
        if item.is_dir() and not SLUG.fullmatch(item.name):
            yield Problem(item, 1, Level.ERROR, "a folder's name is the address of its page: small letters, digits and single hyphens only")
        if plain in seen:
            yield Problem(item, 1, Level.ERROR, f"has the same address as {seen[plain]}")
        seen[plain] = item.name


def read_translations(library: Library, shelf: Shelf[Any], slug: str) -> tuple[list[Page[Any]], list[Problem]]:
    """The readable translations of a text, and the problems of those that are not."""
    pages: list[Page[Any]] = []
    problems: list[Problem] = []
    for locale in library.locales(shelf, slug):
        try:
            page = library.find(shelf, slug, locale)
        except ContentError as error:
            problems += problems_of(error)
            continue
        if page is None:
            file = library.root / shelf.folder / slug / f"{locale}.md"
            problems.append(Problem(file, 1, Level.ERROR, "leads out of the content folder"))
        else:
            pages.append(page)
    return pages, problems


def check_page(library: Library, page: Page[Any]) -> Iterator[Problem]:
    """What can be said of one text in one locale."""
    for error in [*page.rendered.problems, *undefined(page.rendered.variables, page.shelf.variables)]:
        yield from problems_of(error)
    yield from check_headings(page)
    for link in page.rendered.links:
        if message := _broken(library, page, link):
            yield Problem(page.file, link.line, Level.ERROR, message)


def check_title(page: Page[Any], titles: dict[tuple[str, str], Page[Any]]) -> Iterator[Problem]:
    """Two texts of one locale with the same title: nobody could tell them apart in a list."""
    title = str(getattr(page.meta, "title", "")).casefold()
    other = titles.setdefault((page.locale, title), page) if title else page
    if other is not page:
        yield Problem(page.file, 1, Level.ERROR, f"has the same title as {other.slug}")


def check_headings(page: Page[Any]) -> Iterator[Problem]:
    """The order of headings, and their anchors."""
    level_before = 1
    seen: set[str] = set()
    for heading in page.rendered.headings:
        for message in _heading_mistakes(heading, level_before, seen):
            yield Problem(page.file, heading.line, Level.ERROR, message)
        level_before = heading.level
        seen.add(heading.anchor)


def _heading_mistakes(heading: Heading, level_before: int, seen: set[str]) -> Iterator[str]:
    name = f"the heading “{heading.text}”"
    if heading.level == 1:
        yield f"{name} must begin with ##: the title of the page stands in the front matter"
    elif heading.level > level_before + 1:
        yield f"{name} skips a level: {'#' * heading.level} after {'#' * level_before}"
    if not heading.is_explicit:
        yield f"{name} needs an anchor of its own that stays when its words change: {{#{heading.anchor}}}"
    if not SLUG.fullmatch(heading.anchor) or heading.anchor[0].isdigit():
        yield f"the anchor {heading.anchor} must be small letters, digits and hyphens, beginning with a letter"
    if heading.anchor in seen:
        yield f"the anchor {heading.anchor} is given twice"


def _broken(library: Library, page: Page[Any], link: Link) -> str | None:
    if link.target.startswith("#"):
        known = {heading.anchor for heading in page.rendered.headings}
        return None if link.anchor in known else f"there is no heading with the anchor {link.target}"
    place = find_place(link.target, Place(page.shelf.folder, page.slug, page.locale))
    if place is None or ":" in link.target:
        return None
    return _broken_to(library, place, link)


def _broken_to(library: Library, place: Place, link: Link) -> str | None:
    shelf = library.find_shelf(place.folder)
    try:
        other = library.find(shelf, place.slug, place.locale) if shelf else None
    except ContentError:
        # The other file has its own problem, named there.
        return None
    if other is None:
        return f"the link leads to {place.path}, which does not exist"
    anchors = {heading.anchor for heading in other.rendered.headings}
    if link.anchor and link.anchor not in anchors:
        return f"the link leads to {place.path}, which has no heading with the anchor #{link.anchor}"
    return None


def check_translations(library: Library, shelf: Shelf[Any], slug: str, pages: list[Page[Any]]) -> Iterator[Problem]:
    """Missing and outdated translations, and anchors that are not the same in every locale."""
    folder = library.root / shelf.folder / slug
    present = set(library.locales(shelf, slug))
    if not present:
        yield Problem(folder, 1, Level.ERROR, "holds no text: it needs at least fr.md")
        return
    for locale in INTERFACE_LOCALES:
        if locale not in present:
            yield Problem(folder / f"{locale}.md", 1, Level.WARNING, "the translation is missing")
    yield from _different_anchors(pages)
    yield from _outdated(pages)


def _different_anchors(pages: list[Page[Any]]) -> Iterator[Problem]:
    where: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for heading in page.rendered.headings:
            where[heading.anchor].add(page.locale)
    for page in pages:
        missing = [anchor for anchor, locales in where.items() if page.locale not in locales]
        for anchor in missing:
            others = ", ".join(sorted(where[anchor]))
            yield Problem(page.file, 1, Level.ERROR, f"lacks the anchor {anchor}, which {others} has: anchors are the same in every locale")


def _outdated(pages: list[Page[Any]]) -> Iterator[Problem]:
    dates = [(page.file, getattr(page.meta, "updated_on", None)) for page in pages]
    newest = max((day for _file, day in dates if day), default=None)
    for file, day in dates:
        if day and newest and day < newest:
            yield Problem(file, 1, Level.WARNING, f"was updated on {day}, another language on {newest}: does it still say the same?")


def check_unused_pictures(library: Library, shelf: Shelf[Any], slug: str, pages: list[Page[Any]]) -> Iterator[Problem]:
    """Files beside a text that no text shows."""
    used = {picture.file for page in pages for picture in page.rendered.pictures}
    for file in sorted((library.root / shelf.folder / slug).iterdir()):
        is_text = file.suffix == ".md" and LOCALE.fullmatch(file.stem)
        if file.suffix in MEDIA_TYPES and file not in used:
            yield Problem(file, 1, Level.WARNING, "no text shows this picture")
        elif not is_text and file.suffix not in MEDIA_TYPES:
            yield Problem(file, 1, Level.WARNING, "is neither a text such as fr.md nor a picture")
