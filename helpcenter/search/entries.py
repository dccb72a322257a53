"""What the index holds of a text: the keys it is found by, the words for repairs, and what a result shows."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from struct import Struct
from sys import intern

from helpcenter.search.sources import SearchDocument, SearchSection
from helpcenter.search.stems import keys_of
from helpcenter.search.stopwords import is_stop_word
from helpcenter.search.synonyms import Synonyms
from helpcenter.search.words import split_words

# How often a word counts by the place where it stands; BM25 makes the second time count less than the first.
TIMES_HEADING = 2
TIMES_SUMMARY = 2
MARK = "_"
# What a word counts for the choice of the section that a result leads to.
IN_HEAD, IN_HEADING, IN_TEXT = 3, 6, 2
# Sixteen bits hold the sum of all words of a query: each counts at most 9 times its weight, which stays below 400.
LANE, MAX_LANES = 16, 200
LANES = [Struct(f"<{count}H") for count in range(MAX_LANES + 1)]


def find_keys(text: str, synonyms: Synonyms) -> list[str]:
    """The keys and concepts of a text, in order of the words, little words included."""
    words = split_words(text, synonyms.locale)
    found = [key for word in words for key in keys_of(word, synonyms.locale)]
    return found + [span.concept for span in synonyms.find(words)]


def find_pairs(text: str, locale: str) -> Iterator[str]:
    """Two words that follow each other, little words left out: what is said in the same words counts more."""
    meaning = [keys_of(word, locale)[0] for word in split_words(text, locale) if not is_stop_word(word, locale)]
    return (pair(first, second) for first, second in pairwise(meaning))


def pair(first: str, second: str) -> str:
    """The key of two words that follow each other."""
    return first + MARK + second


@dataclass(frozen=True)
class Fields:
    """The indexed fields of a text, each a row of words with blanks between them."""

    title: str
    text: str
    surface: str


def make_fields(document: SearchDocument, synonyms: Synonyms) -> Fields:
    """What a text is found by."""
    locale = synonyms.locale
    headings = [section.heading for section in document.sections]
    strong = [document.title, *document.keywords]
    title = [key for part in strong for key in find_keys(part, synonyms)]
    title += [each for part in [*strong, *headings] for each in find_pairs(part, locale)]
    text = [key for heading in headings for key in find_keys(heading, synonyms)] * TIMES_HEADING
    text += find_keys(document.summary, synonyms) * TIMES_SUMMARY
    text += [key for section in document.sections for key in find_keys(section.text, synonyms)]
    everything = [*strong, document.summary, *headings, *(section.text for section in document.sections)]
    surface = {word for part in everything for word in split_words(part, locale)}
    return Fields(" ".join(title), " ".join([*title, *text]), " ".join(sorted(surface)))


# Neither frozen nor with a dictionary: of ten of them, all that a query touches must come from memory.
@dataclass(slots=True)
class Entry:
    """What a result shows of a text, and which keys stand in which of its sections.

    `places` has for each key one number: what it counts in each section, side by side in lanes of LANE bits. Numbers of that
    kind are added in one go for all sections, which is the quickest way there is in Python.
    """

    kind: str
    slug: str
    locale: str
    title: str
    summary: str
    sections: tuple[SearchSection, ...]
    urls: tuple[str, ...]
    places: dict[str, int]
    lanes: int


def make_places(head_keys: str, section_keys: list[tuple[str, str]]) -> dict[str, int]:
    """The places of an entry, from the keys of its head and those of each section's heading and text."""
    # Interned keys are compared by address, without looking at their letters.
    found = dict.fromkeys(map(intern, head_keys.split()), IN_HEAD)
    for number, (heading, text) in enumerate(section_keys):
        in_heading = set(heading.split())
        for keys, times in ((in_heading, IN_HEADING), (set(text.split()) - in_heading, IN_TEXT)):
            for key in keys:
                found[intern(key)] = found.get(key, 0) + (times << number * LANE)
    return found


def best_lane(lanes: int, count: int) -> int:
    """The number of the section that counts most; the first of several."""
    numbers = LANES[count].unpack(lanes.to_bytes(2 * count, "little"))
    return numbers.index(max(numbers))


def dump_entry(document: SearchDocument, synonyms: Synonyms) -> str:
    """The entry of a text as one line to be stored."""
    sections = [
        [each.anchor, each.heading, each.text, _all(each.heading, synonyms), _meaning(each.text, synonyms)] for each in document.sections
    ]
    head = [document.kind, document.slug, document.locale, document.title, document.summary, document.url]
    strong = "\n".join([document.title, *document.keywords, document.summary])
    return json.dumps([*head, _all(strong, synonyms), sections], ensure_ascii=False, separators=(",", ":"))


def load_entry(line: bytes) -> Entry:
    """The entry that `dump_entry` wrote."""
    kind, slug, locale, title, summary, url, head_keys, rows = json.loads(line)
    sections = tuple(SearchSection(*row[:3]) for row in rows)
    urls = tuple(f"{url}#{section.anchor}" if section.anchor else url for section in sections)
    places = make_places(head_keys, [(row[3], row[4]) for row in rows[:MAX_LANES]])
    return Entry(kind, slug, locale, title, summary, sections, urls, places, min(len(rows), MAX_LANES))


def number_of(name: str, digest: str) -> int:
    """A number for one version of a text: what was read under it never becomes stale."""
    return int.from_bytes(hashlib.sha256(f"{name} {digest}".encode()).digest()[:7])


def name_of(kind: str, slug: str) -> str:
    """The name of a text within the index of its language."""
    return f"{kind}/{slug}"


def _all(text: str, synonyms: Synonyms) -> str:
    """The keys and concepts of a title or heading, each once."""
    return " ".join(sorted(set(find_keys(text, synonyms))))


def _meaning(text: str, synonyms: Synonyms) -> str:
    """The keys and concepts of a text, each once, without those of little words."""
    words = split_words(text, synonyms.locale)
    keys = {key for word in words if not is_stop_word(word, synonyms.locale) for key in keys_of(word, synonyms.locale)}
    return " ".join(sorted(keys | {span.concept for span in synonyms.find(words)}))
