"""The first lines of a new article: correct as they stand, to be overwritten."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

TEXTS = {
    "fr": """---
title: "{title} (à écrire)"
summary: Une phrase qui dit à qui cet article sert et ce qu’on y trouve.
section: why
updated_on: {today}
---

Dites d’abord en deux phrases ce que le lecteur saura à la fin.

## Ce qui se passe {{#what-happens}}

Expliquez avec des mots simples. Une idée par phrase.

## Que faire {{#what-to-do}}

1. Une action par étape.
2. Dites à quoi on voit que c’est réussi.

!!! tip "Besoin d’aide ?"
    Le bouton [Assistance](page:assistance) est toujours là.
""",
    "en": """---
title: "{title} (to be written)"
summary: One sentence that says whom this article serves and what is in it.
section: why
updated_on: {today}
---

Say first, in two sentences, what the reader will know at the end.

## What happens {{#what-happens}}

Explain in simple words. One idea per sentence.

## What to do {{#what-to-do}}

1. One action per step.
2. Say how one sees that it worked.

!!! tip "Need help?"
    The [Assistance](page:assistance) button is always there.
""",
}


def write_skeleton(folder: Path, slug: str, today: date) -> Iterator[Path]:
    """Write one file per language into a new folder; gives each as soon as it is written."""
    folder.mkdir(parents=True)
    title = slug.replace("-", " ").capitalize()
    for locale, text in TEXTS.items():
        file = folder / f"{locale}.md"
        file.write_text(text.format(title=title, today=today.isoformat()), encoding="utf-8")
        yield file
