"""What is wrong in a text before it is saved: mistakes beside their field or their line, and what somebody should look at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.checks import check_sentences, make_jargon_check
from helpcenter.articles.content import ARTICLES, GUIDE, GUIDE_ANCHORS, ArticleMatter, Status
from helpcenter.articles.sections import read_sections
from helpcenter.documents.checks import Level, Problem, check_page
from helpcenter.documents.frontmatter import Document
from helpcenter.documents.library import Library
from helpcenter.documents.saving import LARGEST_TEXT
from helpcenter.documents.shelf import Page
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.writing.texts import Text, file_of, on_house_clock

# Keeps the list of terms while its file stays the same.
check_jargon = make_jargon_check()


@dataclass(frozen=True)
class Mistake:
    """Something to mend: in a field of the front matter, or on a line of the Markdown (counted from 1; 0 when it is not known where)."""

    message: str
    field: str = ""
    line: int = 0
    is_error: bool = True


def find_mistakes(library: Library, catalogue: Catalogue, text: Text, now: datetime) -> list[Mistake]:
    """Everything that can be said of a text on its own and beside the others, at this moment."""
    return [*field_mistakes(library, catalogue, text, now), *text_mistakes(library, text)]


def field_mistakes(library: Library, catalogue: Catalogue, text: Text, now: datetime) -> Iterator[Mistake]:
    """Mistakes of the front matter; a file that has one would be no article at all."""
    try:
        # An empty field is none: the file will not have it.
        ArticleMatter.model_validate({name: value for name, value in text.fields.items() if value not in ("", None)})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            yield Mistake(detail["msg"], field=str(detail["loc"][0]))
    # Beside the model, which cannot know the sections of this installation.
    if text.fields.get("section") not in {section.id for section in read_sections(library)}:
        yield Mistake("this section does not exist", field="section")
    if text.slug == GUIDE and not _is_public(text, now):
        yield Mistake("the start page leads to this article: it must stay public", field="status")
    yield from _beside_others(library, catalogue, text)


def _is_public(text: Text, now: datetime) -> bool:
    moment = on_house_clock(text.fields.get("publish_at") or "")
    return text.status == Status.PUBLISHED and not (moment and moment > now)


def text_mistakes(library: Library, text: Text) -> Iterator[Mistake]:
    """Mistakes and warnings of the Markdown, each with its line in the text field."""
    page = make_page(library, text)
    first = text.first_line()
    if len(text.written().encode()) > LARGEST_TEXT:
        yield Mistake(f"the text is larger than {LARGEST_TEXT // 1000} kB")
    if not text.body.strip():
        yield Mistake("there is no text yet", line=1)
    plain_language = (*check_sentences(library, [page]), *check_jargon(library, [page]))
    for problem in sorted({*check_page(library, page), *plain_language}):
        yield _mistake(problem, first)
    yield from _needed_anchors(page)


def make_page(library: Library, text: Text) -> Page[ArticleMatter]:
    """The text as a page, whatever its front matter is worth."""
    fields: dict[str, Any] = {name: text.fields.get(name) or "" for name in ("title", "summary", "section")}
    document = Document(file_of(library, text.slug, text.locale), ArticleMatter.model_construct(**fields), text.body, text.first_line())
    return library.make_page(ARTICLES, text.slug, text.locale, document)


def errors_of(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Those that readers would meet."""
    return [mistake for mistake in mistakes if mistake.is_error]


def _mistake(problem: Problem, first_line: int) -> Mistake:
    line = problem.line - first_line + 1
    return Mistake(problem.message, line=max(line, 0), is_error=problem.level is Level.ERROR)


def _beside_others(library: Library, catalogue: Catalogue, text: Text) -> Iterator[Mistake]:
    title = str(text.fields.get("title") or "").casefold()
    for row in catalogue.rows(text.locale):
        if row.slug != text.slug and row.title.casefold() == title:
            yield Mistake(f"{row.slug} has the same title: nobody could tell the two apart", field="title")
    for slug in text.fields.get("related") or ():
        if slug == text.slug or not library.locales(ARTICLES, slug):
            yield Mistake(f"there is no other article {slug}", field="related")
    for alias in text.fields.get("aliases") or ():
        if library.locales(ARTICLES, alias):
            yield Mistake(f"{alias} is the address of an article that exists", field="aliases")


def _needed_anchors(page: Page[ArticleMatter]) -> Iterator[Mistake]:
    # Without these the site would not start again.
    if (page.slug, page.locale) == (GUIDE, DEFAULT_LOCALE):
        present = {heading.anchor for heading in page.rendered.headings}
        lost = [f"#{anchor}" for anchor in GUIDE_ANCHORS if anchor not in present]
        if lost:
            yield Mistake(f"lacks the headings {', '.join(lost)}, to which the start page leads")
