"""The first lines of a new article: correct as they stand, to be overwritten."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from helpcenter.articles.content import ArticleMatter, Status
from helpcenter.articles.reviews import next_review
from helpcenter.documents.digests import section_digests
from helpcenter.documents.frontmatter import parse_document
from helpcenter.documents.rewriting import Value, set_field, write_header
from helpcenter.documents.saving import write_whole
from helpcenter.i18n.locales import DEFAULT_LOCALE

TITLES = {"fr": "{title} (à écrire)", "en": "{title} (to be written)"}
SUMMARIES = {
    "fr": "Une phrase qui dit à qui cet article sert et ce qu’on y trouve.",
    "en": "One sentence that says whom this article serves and what is in it.",
}
BODIES = {
    "fr": """
Dites d’abord en deux phrases ce que le lecteur saura à la fin.

## Ce qui se passe {#what-happens}

Expliquez avec des mots simples. Une idée par phrase.

## Que faire {#what-to-do}

1. Une action par étape.
2. Dites à quoi on voit que c’est réussi.

!!! tip "Besoin d’aide ?"
    Le bouton [Assistance](page:assistance) est toujours là.
""",
    "en": """
Say first, in two sentences, what the reader will know at the end.

## What happens {#what-happens}

Explain in simple words. One idea per sentence.

## What to do {#what-to-do}

1. One action per step.
2. Say how one sees that it worked.

!!! tip "Need help?"
    The [Assistance](page:assistance) button is always there.
""",
}


def make_skeleton(slug: str, section: str, today: date, titles: Mapping[str, str] | None = None) -> dict[str, str]:
    """The text of a new article per locale; a title that is not given is made from the slug."""
    words = slug.replace("-", " ").capitalize()
    named = {locale: pattern.format(title=words) for locale, pattern in TITLES.items()} | dict(titles or {})
    texts = {locale: write_header(_fields(named[locale], locale, section, today)) + body for locale, body in BODIES.items()}
    return {locale: with_translation(text, locale, texts[DEFAULT_LOCALE]) for locale, text in texts.items()}


def _fields(title: str, locale: str, section: str, today: date) -> Mapping[str, Value]:
    return {
        "title": title,
        "summary": SUMMARIES[locale],
        "section": section,
        "status": Status.DRAFT.value,
        "updated_on": today,
        "review_on": next_review(today),
    }


def with_translation(text: str, locale: str, original: str) -> str:
    """The text of a translation, which says from the beginning which French text it was made from."""
    if locale == DEFAULT_LOCALE:
        return text
    file = Path(f"{DEFAULT_LOCALE}.md")
    sections = section_digests(parse_document(original, file, ArticleMatter))
    return set_field(text, "translation", {"of": DEFAULT_LOCALE, "sections": sections}, file)


def write_article(folder: Path, texts: Mapping[str, str], pictures: Mapping[str, bytes] | None = None) -> Iterator[Path]:
    """Write one file per language and the pictures into a new folder; FileExistsError when it is there already."""
    # Fails when it is there: of two people who begin the same article at once, one is told.
    folder.mkdir(parents=True)
    files = {**(pictures or {}), **{f"{locale}.md": text.encode("utf-8") for locale, text in texts.items()}}
    for name, data in files.items():
        write_whole(folder / name, data)
        yield folder / name
