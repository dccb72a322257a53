"""Small folders of articles for the tests of checks, translations and commands."""

from pathlib import Path

from helpcenter.articles.content import ARTICLES
from helpcenter.documents.library import Library
from tests.documents.texts import write_text

SECTIONS = """sections:
- id: why
  title: {fr: Pourquoi, en: Why}
  summary: {fr: Ce qui arrive., en: What happens.}
- id: families
  title: {fr: Familles, en: Families}
  summary: {fr: Pour vous., en: For you.}
"""
BODY = "Bonjour.\n\n## Ce qui se passe {#what-happens}\n\nUn mail part.\n\n## Ensuite {#after}\n\nIl arrive."
TITLES = {"fr": "Le mail {slug}", "en": "The mail {slug}"}


def write_article(root: Path, slug: str, locale: str = "fr", body: str = BODY, **fields: object) -> Path:
    """One article in one language."""
    values: dict[str, object] = {"summary": "Une phrase qui dit de quoi il s’agit.", "section": "why", "updated_on": "2026-11-24"}
    return write_text(root, f"articles/{slug}/{locale}", body, title=TITLES[locale].format(slug=slug), **(values | fields))


def write_both(root: Path, slug: str, **fields: object) -> None:
    """One article in French and English."""
    for locale in TITLES:
        write_article(root, slug, locale, **fields)  # type: ignore[arg-type]


def make_content(root: Path) -> Library:
    """A library over this folder, with two sections."""
    (root / "articles").mkdir(parents=True, exist_ok=True)
    (root / "articles" / "sections.yaml").write_text(SECTIONS, encoding="utf-8")
    return Library(root, [ARTICLES])
