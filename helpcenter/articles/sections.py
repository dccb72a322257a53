"""The sections of the knowledge base, in the order in which readers meet them: content/articles/sections.yaml."""

from functools import lru_cache
from pathlib import Path

from helpcenter.documents.frontmatter import FrontMatter, parse_yaml, read_text
from helpcenter.documents.library import Library
from helpcenter.i18n.locales import DEFAULT_LOCALE

FILE = "articles/sections.yaml"


class Section(FrontMatter):
    """One section: its id as articles name it, its title and its summary per locale."""

    id: str
    title: dict[str, str]
    summary: dict[str, str]

    def title_in(self, locale: str) -> str:
        """The title in this locale, else in French."""
        return self.title.get(locale) or self.title[DEFAULT_LOCALE]

    def summary_in(self, locale: str) -> str:
        """The summary in this locale, else in French."""
        return self.summary.get(locale) or self.summary[DEFAULT_LOCALE]


class Sections(FrontMatter):
    """The whole file."""

    sections: tuple[Section, ...]


def read_sections(library: Library) -> tuple[Section, ...]:
    """All sections in order; raise ContentError, with its line, for what is wrong in the file."""
    file = library.root / FILE
    return _parse(file, read_text(file))


# The home page of every member shows some of them; kept with the text itself, so that an edit is never overlooked.
@lru_cache(maxsize=8)
def _parse(file: Path, text: str) -> tuple[Section, ...]:
    return parse_yaml(text, file, Sections).sections
