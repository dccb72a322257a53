"""What this room keeps in content/: the ready texts, and what the check says of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from helpcenter.documents.checks import Check, Level, Problem, make_shelf_check
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Page
from helpcenter.documents.variables import protect
from helpcenter.i18n.gsm import make_message
from helpcenter.i18n.locales import FAMILY_LOCALES, INTERFACE_LOCALES
from helpcenter.kit.paper_text import PaperError, take_apart
from helpcenter.kit.texts import PAPERS, SENDER, SHELF, Announcement, Kind, KitMeta, blocks_of, fill_block

# Values of usual length: with them the shortest wording must fit into one message.
TYPICAL = Announcement(
    "Centre social Les Tilleuls", "ne-pas-repondre@ani.example", "https://aide.ani.example/fr/o/les-tilleuls/", "01 99 00 12 34"
)
# A poster is read while one walks past it.
LONGEST_HEADLINE, LONGEST_BLOCK = 48, 110


def check_text(library: Library, pages: Sequence[Page[Any]]) -> Iterator[Problem]:
    """One kind of text in all its languages."""
    if not pages:
        return
    slug = pages[0].slug
    folder = library.root / SHELF.folder / slug
    if slug not in set(Kind):
        yield Problem(folder, 1, Level.ERROR, f"is no kind of announcement: they are {', '.join(Kind)}")
        return
    for locale in sorted(set(FAMILY_LOCALES) - {page.locale for page in pages}):
        level = Level.ERROR if locale in INTERFACE_LOCALES else Level.WARNING
        yield Problem(folder / f"{locale}.md", 1, level, "is missing: families read this language")
    yield from _compare(pages)
    for page in pages:
        yield from _check_one(Kind(slug), page)


def check_kinds(library: Library) -> Iterator[Problem]:
    """No kind may be missing."""
    for kind in Kind:
        if kind.value not in library.slugs(SHELF):
            yield Problem(library.root / SHELF.folder / kind.value, 1, Level.ERROR, "holds no text: it needs at least fr.md")


def _check_one(kind: Kind, page: Page[KitMeta]) -> Iterator[Problem]:
    if SENDER not in _variables(page):
        yield _error(page, f"does not name the address: {{{{ {SENDER} }}}}")
    if kind in PAPERS:
        yield from _check_paper(page)
    if kind is Kind.SMS:
        yield from _check_message(page)


def _check_paper(page: Page[KitMeta]) -> Iterator[Problem]:
    try:
        paper = take_apart(page, TYPICAL.values())
    except PaperError as error:
        yield _error(page, str(error))
        return
    if len(paper.headline) > LONGEST_HEADLINE:
        yield _error(page, f"has a headline of {len(paper.headline)} letters, more than {LONGEST_HEADLINE}")
    for text in (*paper.lead, *paper.body, paper.caption, *paper.foot):
        if len(text) > LONGEST_BLOCK:
            yield _error(page, f"has a paragraph of {len(text)} letters, more than {LONGEST_BLOCK}: “{text[:30]}…”")


def _check_message(page: Page[KitMeta]) -> Iterator[Problem]:
    # The last wording is the shortest: where it does not fit, a family would get two messages.
    message = make_message(fill_block(blocks_of(page, TYPICAL.values())[-1], TYPICAL.values(), page))
    if message.segments > 1:
        yield _error(page, f"has no wording that fits into one message: the last one takes {message.places} of {message.capacity} places")


def _compare(pages: Sequence[Page[KitMeta]]) -> Iterator[Problem]:
    """A value that one language shows and another does not is lost to its readers."""
    everywhere = set().union(*(_variables(page) for page in pages))
    for page in pages:
        if missing := sorted(everywhere - _variables(page)):
            yield _error(page, f"does not use {', '.join(missing)}, which another language uses")
        if page.meta.order != pages[0].meta.order:
            yield _error(page, f"order is not the same as in {pages[0].locale}")


def _variables(page: Page[KitMeta]) -> set[str]:
    return {variable.name for variable in protect(page.document.body, page.file)[1]}


def _error(page: Page[KitMeta], message: str) -> Problem:
    return Problem(page.file, page.document.body_line, Level.ERROR, message)


SHELVES = (SHELF,)
CHECKS: tuple[Check, ...] = (make_shelf_check(SHELF, [check_text]), check_kinds)
