"""A shelf: one kind of text in content/, one folder per text, one file per locale."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Generic, TypeVar

from pydantic import BaseModel

from helpcenter.documents.frontmatter import Document
from helpcenter.documents.markdown import Rendered, render_markdown
from helpcenter.documents.pictures import load_picture
from helpcenter.documents.tree import ResolveLink
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import SITE_VARIABLES, fill_text
from helpcenter.i18n.catalogs import translations_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
LOCALE = re.compile(r"[a-z]{2}(?:_[A-Z]{2})?")
PATH = re.compile(r"(?P<folder>[a-z-]+)/(?P<slug>[a-z0-9-]+)/(?P<locale>[a-z]{2}(?:_[A-Z]{2})?)\.md")
# Pages of the site that no file in content/ stands for; a text links to them by `page:<name>`.
SITE_PAGES = {
    "start": "/{locale}/",
    "articles": "/{locale}/articles/",
    "tutorials": "/{locale}/tutorials/",
    "assistance": "/{locale}/assistance",
    "code": "/c/",
    "explain": "/{locale}/explain",
    # Behind the sign-in of an organisation, which finds it there again.
    "pace": "/organisation/pace",
}

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Shelf(Generic[M]):
    """One kind of text: its folder, its front matter, the address of its pages, the variables it may use.

    `address` is a pattern such as "/{locale}/articles/{slug}"; empty for texts that are no pages.
    """

    folder: str
    front_matter: type[M]
    address: str = ""
    variables: frozenset[str] = SITE_VARIABLES
    has_heading_links: bool = False


@dataclass(frozen=True)
class Place:
    """The place of a text in content/."""

    folder: str
    slug: str
    locale: str

    @property
    def path(self) -> str:
        """The file, relative to content/."""
        return f"{self.folder}/{self.slug}/{self.locale}.md"


@dataclass(frozen=True)
class Page(Generic[M]):
    """One text in one locale; rendered when first asked for, then kept."""

    shelf: Shelf[M]
    slug: str
    locale: str
    document: Document[M]
    root: Path
    resolve_link: ResolveLink = field(repr=False)
    on_render: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def meta(self) -> M:
        """The front matter."""
        return self.document.meta

    @property
    def file(self) -> Path:
        """The file of this text."""
        return self.document.file

    @cached_property
    def rendered(self) -> Rendered:
        """The text as safe HTML with its headings, links and pictures."""
        self.on_render()
        folder = f"{self.shelf.folder}/{self.slug}"
        label = translations_of(self.locale).gettext("Link to this section:") if self.shelf.has_heading_links else ""
        return render_markdown(
            self.document.body,
            file=self.file,
            locale=self.locale,
            first_line=self.document.body_line,
            resolve_link=self.resolve_link,
            find_picture=lambda name: load_picture(self.root, folder, name),
            heading_link=label,
        )

    def typeset(self, text: str, values: Mapping[str, str]) -> str:
        """A text of the front matter with its variables filled and the blanks of its language."""
        return typeset(fill_text(text, values, self.file), self.locale)


def is_slug(text: str) -> bool:
    """True for what may be the name of a folder and the end of an address; file systems refuse longer ones."""
    return len(text) <= LONGEST_SLUG and SLUG.fullmatch(text) is not None


def find_place(target: str, here: Place) -> Place | None:
    """The text that a relative link such as ../blocked/fr.md#anchor means; None when it is no such link."""
    path = target.partition("#")[0]
    parts: list[str] = [here.folder, here.slug]
    for part in PurePosixPath(path).parts:
        if part == ".." and not parts:
            return None
        parts = parts[:-1] if part == ".." else [*parts, part]
    match = PATH.fullmatch("/".join(parts))
    return Place(match["folder"], match["slug"], match["locale"]) if match else None


def find_site_page(target: str, locale: str) -> str | None:
    """The address that `page:<name>` means in this locale."""
    scheme, _, name = target.partition(":")
    pattern = SITE_PAGES.get(name) if scheme == "page" else None
    return pattern.format(locale=locale) if pattern else None


def slugs_in(folder: Path) -> Iterator[str]:
    """The slugs of a folder; what is not named like a slug is left to the checks."""
    if folder.is_dir():
        yield from sorted(item.name for item in folder.iterdir() if item.is_dir() and SLUG.fullmatch(item.name))


def locales_in(folder: Path) -> Iterator[str]:
    """The locales in which a text exists."""
    if folder.is_dir():
        yield from sorted(item.stem for item in folder.glob("*.md") if LOCALE.fullmatch(item.stem))
