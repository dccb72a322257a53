"""The check of every text on a shelf: names, front matter, words, headings, links, pictures, translations.

A room adds what it knows of its own texts: for one text in all its languages, and for the whole shelf at the end. Each text is rendered
once, and only what others refer to is remembered, so that ten thousand texts take ten thousand times as long as one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.links import Links
from helpcenter.documents.outline import Heading
from helpcenter.documents.pictures import MEDIA_TYPES
from helpcenter.documents.problems import Check, Level, Problem, check_content, problems_of
from helpcenter.documents.shelf import LOCALE, SLUG, Page, Place, Shelf
from helpcenter.documents.variables import undefined
from helpcenter.i18n.locales import INTERFACE_LOCALES

__all__ = ["Check", "Leaf", "Level", "Problem", "check_content", "check_names", "make_shelf_check", "problems_of"]


@dataclass(frozen=True)
class Leaf:
    """What is remembered of a text after its check: its place and its front matter."""

    place: Place
    file: Path
    meta: BaseModel


TextCheck = Callable[[Library, Sequence[Page[Any]]], Iterable[Problem]]
ShelfCheck = Callable[[Library, Sequence[Leaf]], Iterable[Problem]]


@dataclass(frozen=True)
class Notes:
    """What one run of a check remembers of the texts it has seen."""

    links: Links
    leaves: list[Leaf] = field(default_factory=list)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)


def make_shelf_check(shelf: Shelf[Any], of_text: Sequence[TextCheck] = (), of_shelf: Sequence[ShelfCheck] = ()) -> Check:
    """The check of every text on a shelf, with what its room adds."""

    def check(library: Library) -> Iterator[Problem]:
        yield from check_names(library, shelf)
        notes = Notes(Links(library))
        for slug in library.slugs(shelf):
            yield from _check_text(library, shelf, slug, notes, of_text)
        yield from notes.links.check()
        for each in of_shelf:
            yield from each(library, notes.leaves)

    return check


def check_text(library: Library, shelf: Shelf[Any], slug: str, of_text: Sequence[TextCheck] = ()) -> Iterator[Problem]:
    """What can be said of one text alone, in all its languages, and of its links."""
    notes = Notes(Links(library))
    yield from _check_text(library, shelf, slug, notes, of_text)
    yield from notes.links.check()


def _check_text(library: Library, shelf: Shelf[Any], slug: str, notes: Notes, of_text: Sequence[TextCheck]) -> Iterator[Problem]:
    pages, problems = read_translations(library, shelf, slug)
    yield from problems
    for page in pages:
        yield from _check_alone(page)
        yield from _check_title(page, notes.titles)
        notes.links.add(page)
        notes.leaves.append(Leaf(Place(shelf.folder, slug, page.locale), page.file, page.meta))
    yield from check_translations(library, shelf, slug, pages)
    yield from check_unused_pictures(library, shelf, slug, pages)
    for each in of_text:
        yield from each(library, pages)


def check_names(library: Library, shelf: Shelf[Any]) -> Iterator[Problem]:
    """Folders that are no slugs, and slugs that differ in case or hyphens only."""
    folder = library.root / shelf.folder
    seen: dict[str, str] = {}
    for item in sorted(folder.iterdir()) if folder.is_dir() else []:
        # Two such folders are one where a file system does not tell capitals apart, and look the same to whoever types the address.
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
    """What can be said of one text in one locale, and of where its links lead."""
    links = Links(library)
    links.add(page)
    yield from _check_alone(page)
    yield from links.check()


def _check_alone(page: Page[Any]) -> Iterator[Problem]:
    for error in [*page.rendered.problems, *undefined(page.rendered.variables, page.shelf.variables)]:
        yield from problems_of(error)
    yield from check_headings(page)


def _check_title(page: Page[Any], titles: dict[tuple[str, str], str]) -> Iterator[Problem]:
    """Two texts of one locale with the same title: nobody could tell them apart in a list."""
    title = str(getattr(page.meta, "title", "")).casefold()
    other = titles.setdefault((page.locale, title), page.slug) if title else page.slug
    if other != page.slug:
        yield Problem(page.file, 1, Level.ERROR, f"has the same title as {other}")


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


def check_translations(library: Library, shelf: Shelf[Any], slug: str, pages: Sequence[Page[Any]]) -> Iterator[Problem]:
    """Missing translations, and anchors that are not the same in every locale."""
    folder = library.root / shelf.folder / slug
    present = set(library.locales(shelf, slug))
    if not present:
        yield Problem(folder, 1, Level.ERROR, "holds no text: it needs at least fr.md")
        return
    for locale in INTERFACE_LOCALES:
        if locale not in present:
            yield Problem(folder / f"{locale}.md", 1, Level.WARNING, "the translation is missing")
    yield from _different_anchors(pages)


# Links keep their anchor from one language to the other, and translations are compared section by section (docs/decisions/0016).
def _different_anchors(pages: Sequence[Page[Any]]) -> Iterator[Problem]:
    where: dict[str, set[str]] = {}
    for page in pages:
        for heading in page.rendered.headings:
            where.setdefault(heading.anchor, set()).add(page.locale)
    for page in pages:
        missing = [anchor for anchor, locales in where.items() if page.locale not in locales]
        for anchor in missing:
            others = ", ".join(sorted(where[anchor]))
            yield Problem(page.file, 1, Level.ERROR, f"lacks the anchor {anchor}, which {others} has: anchors are the same in every locale")


def check_unused_pictures(library: Library, shelf: Shelf[Any], slug: str, pages: Sequence[Page[Any]]) -> Iterator[Problem]:
    """Files beside a text that no text shows."""
    used = {picture.file for page in pages for picture in page.rendered.pictures}
    for file in sorted((library.root / shelf.folder / slug).iterdir()):
        is_text = file.suffix == ".md" and LOCALE.fullmatch(file.stem)
        if file.suffix in MEDIA_TYPES and file not in used:
            yield Problem(file, 1, Level.WARNING, "no text shows this picture")
        elif not is_text and file.suffix not in MEDIA_TYPES:
            yield Problem(file, 1, Level.WARNING, "is neither a text such as fr.md nor a picture")
