"""Many articles to measure with: sentences of the real ones recombined in French and English, the same for the same seed."""

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HOUSE = Path(__file__).parents[1]
CONTENT = HOUSE / "content"
# Texts that still wait in the drafts are as real as the others.
SOURCES = (CONTENT / "articles", HOUSE / "docs" / "drafts" / "knowledge-base" / "articles")
LOCALES = ("fr", "en")
NEWEST = date(2026, 11, 24)
SECTIONS = (5, 8)
PARAGRAPHS = (3, 5)
SENTENCES = (3, 4)
SYLLABLES = ("ba", "bel", "cour", "dun", "fon", "gra", "lan", "ma", "mont", "ner", "pon", "ri", "sain", "ter", "val", "vi", "ze")
# Names give each text words that few others have, as real texts do.
EXAMPLES = {
    "fr": ("Le centre social de {} l’a vécu.", "À {}, l’accueil s’y prend ainsi.", "La mairie de {} en a parlé aux familles."),
    "en": (
        "The social centre of {} has lived through it.",
        "In {}, the front desk does it this way.",
        "The town hall of {} told the families.",
    ),
}
FRONT = re.compile(r"\A---\n(?P<matter>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
HEADING = re.compile(r"^##+\s+(?P<title>[^{#\n]+?)\s*(?:\{.*)?$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\([^)]*\)")
SENTENCE = re.compile(r"[A-ZÀ-Ý][^.!?\n]{20,240}[.!?](?=\s|$)")
# A line that means something only where it stands: a heading, a table, a picture, a box.
FIXED = re.compile(r"^\s*(?:#|\||!|```|>)")
MARK = re.compile(r"^\s*(?:-|\d+\.)\s+")


@dataclass(frozen=True)
class Words:
    """What the real articles are made of in one locale: their sentences by slug and all together, headings, titles, keywords."""

    about: dict[str, list[str]]
    sentences: list[str]
    headings: list[str]
    titles: list[str]
    keywords: list[str]


@cache
def words_of(locale: str) -> Words:
    """Read the real articles of a locale."""
    about, headings, titles, keywords = {}, [], [], []
    for slug, text in _real_texts(locale):
        match = FRONT.match(text)
        if match:
            matter = yaml.safe_load(match["matter"])
            titles.append(str(matter["title"]))
            keywords += [str(word) for word in matter.get("keywords", [])]
            headings += HEADING.findall(match["body"])
            about[slug] = sentences_of(match["body"])
    return Words(about, [each for known in about.values() for each in known], _once(headings), titles, _once(keywords))


def sentences_of(body: str) -> list[str]:
    """The whole sentences of a Markdown text, links taken out, bold and code left as they are."""
    lines = [MARK.sub("", line) for line in body.splitlines() if not FIXED.match(line)]
    found = SENTENCE.findall(LINK.sub(r"\g<text>", "\n".join(lines)))
    # A sentence that was cut in a bold or code passage would leave its mark open.
    return [each for each in found if each.count("**") % 2 == 0 and each.count("`") % 2 == 0]


def write_content(folder: Path, count: int, seed: int = 1) -> Path:
    """Make `folder`/content: the real content and `count` more articles, each in French and English; gives that folder."""
    target = folder / "content"
    shutil.copytree(CONTENT, target)
    for slug, texts in articles(count, seed):
        place = target / "articles" / slug
        place.mkdir()
        for locale, text in texts.items():
            (place / f"{locale}.md").write_text(text, encoding="utf-8")
    return target


def articles(count: int, seed: int = 1) -> Iterator[tuple[str, dict[str, str]]]:
    """(slug, {locale: text}) of each article; a longer list begins like a shorter one of the same seed."""
    for number in range(count):
        yield slug_of(number), {locale: _article(number, seed, locale) for locale in LOCALES}


def slug_of(number: int) -> str:
    """The slug of an article, the same at every count."""
    return f"sample-{number:05d}"


def _real_texts(locale: str) -> list[tuple[str, str]]:
    files = {path.parent.name: path for folder in reversed(SOURCES) for path in sorted(folder.glob(f"*/{locale}.md"))}
    return [(slug, files[slug].read_text(encoding="utf-8")) for slug in sorted(files)]


def _once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _article(number: int, seed: int, locale: str) -> str:
    words = words_of(locale)
    # Both languages of an article treat the same topic and tell of the same town, section by section.
    common = random.Random(f"{seed}-{number}")  # noqa: S311
    topic, place = common.choice(sorted(words.about)), _place(common)
    own = random.Random(f"{seed}-{number}-{locale}")  # noqa: S311
    body = [_paragraph(own, words, topic, locale, place)]
    for part, heading in enumerate(own.sample(words.headings, common.randint(*SECTIONS)), 1):
        paragraphs = [_paragraph(own, words, topic, locale, place) for _ in range(common.randint(*PARAGRAPHS))]
        body += [f"## {heading} {{#part-{part}}}", *paragraphs]
    head = yaml.safe_dump(_matter(common, own, words, number, place), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{head}---\n\n" + "\n\n".join(body) + "\n"


def _paragraph(own: random.Random, words: Words, topic: str, locale: str, place: str) -> str:
    known = words.about[topic] if own.random() < 0.6 else words.sentences
    chosen = own.sample(known, min(len(known), own.randint(*SENTENCES)))
    if own.random() < 0.2:
        chosen.append(own.choice(EXAMPLES[locale]).format(place))
    return " ".join(chosen)


def _matter(common: random.Random, own: random.Random, words: Words, number: int, place: str) -> dict[str, Any]:
    related = [slug_of(common.randrange(number)) for _ in range(min(number, 3))]
    matter = {
        "title": f"{own.choice(words.titles)[:70]} – {place}",
        "summary": own.choice(words.sentences)[:190],
        "section": common.choice(("why", "practices", "unblocking", "families")),
        "order": common.randint(100, 9999),
        "updated_on": NEWEST - timedelta(days=common.randrange(700)),
        "related": sorted(set(related)),
        "keywords": own.sample(words.keywords, min(len(words.keywords), 3)),
    }
    return matter if common.random() > 0.05 else {**matter, "aliases": [f"former-{number:05d}"]}


def _place(common: random.Random) -> str:
    return "".join(common.choice(SYLLABLES) for _ in range(common.randint(2, 4))).capitalize()
