"""What the index holds of a text: the keys it is found by, the words for repairs, and what a result shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

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
IN_HEAD, IN_HEADING, IN_TEXT = 1.5, 3.0, 1.0


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


@dataclass(frozen=True)
class Entry:
    """What a result shows of a text, and which keys stand in which of its sections."""

    kind: str
    slug: str
    locale: str
    title: str
    summary: str
    url: str
    head_keys: str
    sections: tuple[SearchSection, ...]
    section_keys: tuple[tuple[str, str], ...]

    @cached_property
    def places(self) -> dict[str, list[tuple[int, float]]]:
        """For each key, the sections that hold it, and how much it counts there; the head belongs to the beginning."""
        found: dict[str, list[tuple[int, float]]] = {key: [(0, IN_HEAD)] for key in self.head_keys.split()}
        for number, (heading, text) in enumerate(self.section_keys):
            in_heading = set(heading.split())
            for key in in_heading:
                found.setdefault(key, []).append((number, IN_HEADING))
            for key in set(text.split()) - in_heading:
                found.setdefault(key, []).append((number, IN_TEXT))
        return found


def dump_entry(document: SearchDocument, synonyms: Synonyms) -> str:
    """The entry of a text as one line to be stored."""
    sections = [
        [each.anchor, each.heading, each.text, _unique(find_keys(each.heading, synonyms)), _unique(find_keys(each.text, synonyms))]
        for each in document.sections
    ]
    head = [document.kind, document.slug, document.locale, document.title, document.summary, document.url]
    strong = "\n".join([document.title, *document.keywords, document.summary])
    return json.dumps([*head, _unique(find_keys(strong, synonyms)), sections], ensure_ascii=False, separators=(",", ":"))


def load_entry(line: bytes) -> Entry:
    """The entry that `dump_entry` wrote."""
    kind, slug, locale, title, summary, url, head_keys, sections = json.loads(line)
    parts = tuple(SearchSection(*each[:3]) for each in sections)
    return Entry(kind, slug, locale, title, summary, url, head_keys, parts, tuple((each[3], each[4]) for each in sections))


def number_of(name: str, digest: str) -> int:
    """A number for one version of a text: what was read under it never becomes stale."""
    return int.from_bytes(hashlib.sha256(f"{name} {digest}".encode()).digest()[:7])


def name_of(kind: str, slug: str) -> str:
    """The name of a text within the index of its language."""
    return f"{kind}/{slug}"


def _unique(keys: Iterable[str]) -> str:
    return " ".join(sorted(set(keys)))
