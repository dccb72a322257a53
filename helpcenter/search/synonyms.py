"""Synonyms: words and phrases of one group mean the same, in texts and in queries.

Each group is indexed as a word of its own (a *concept*): a text with one member is found by every other, and how rare
the concept is decides how much it counts. A phrase is recognised whatever little words stand between its words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpcenter.search.stems import keys_of
from helpcenter.search.stopwords import is_stop_word
from helpcenter.search.words import split_words

Keys = tuple[str, ...]
LONGEST_PHRASE = 6
# How many other words may stand between two words of a phrase: la boîte (de la famille) est pleine.
GAP = 1


@dataclass(frozen=True)
class Phrase:
    """A member of a group: the keys of each of its words."""

    words: tuple[Keys, ...]
    concept: str


@dataclass(frozen=True)
class Span:
    """A member found in a text: from word `start` to before word `end`."""

    start: int
    end: int
    concept: str


class Synonyms:
    """The groups of one language."""

    def __init__(self, groups: Iterable[Iterable[str]], locale: str) -> None:
        self.locale = locale
        self._single: dict[str, list[str]] = defaultdict(list)
        # Phrases of which two words at least mean something; the others count only word for word ("par erreur").
        self._loose: dict[str, list[Phrase]] = defaultdict(list)
        self._literal: dict[str, list[Phrase]] = defaultdict(list)
        self.words: set[str] = set()
        for number, group in enumerate(groups):
            for member in group:
                self._add(member, f"\N{SECTION SIGN}{number}")

    def _add(self, member: str, concept: str) -> None:
        words = split_words(member, self.locale)[:LONGEST_PHRASE]
        self.words.update(words)
        meaning = [word for word in words if not is_stop_word(word, self.locale)]
        if len(words) == 1:
            for key in keys_of(words[0], self.locale):
                self._single[key].append(concept)
            return
        is_loose = len(meaning) > 1
        phrase = Phrase(tuple(keys_of(word, self.locale) for word in (meaning if is_loose else words)), concept)
        for key in phrase.words[0] if phrase.words else ():
            (self._loose if is_loose else self._literal)[key].append(phrase)

    def find(self, words: Sequence[str]) -> list[Span]:
        """Every member that stands among these words."""
        places = [(place, keys_of(word, self.locale)) for place, word in enumerate(words)]
        meaning = [item for item in places if not is_stop_word(words[item[0]], self.locale)]
        loose = _phrases(meaning, self._loose, GAP)
        return [*self._singles(places), *loose, *_phrases(places, self._literal, 0)]

    def _singles(self, places: list[tuple[int, Keys]]) -> Iterator[Span]:
        single = self._single
        for place, keys in places:
            for key in keys:
                if key in single:
                    for concept in single[key]:
                        yield Span(place, place + 1, concept)
                    break


def _phrases(places: list[tuple[int, Keys]], phrases: dict[str, list[Phrase]], gap: int) -> Iterator[Span]:
    for index, (place, keys) in enumerate(places):
        for key in keys:
            for phrase in phrases.get(key, ()):
                end = _end_of(phrase, places, index, gap)
                if end is not None:
                    yield Span(place, end + 1, phrase.concept)


def _end_of(phrase: Phrase, places: list[tuple[int, Keys]], index: int, gap: int) -> int | None:
    """The place of the phrase's last word when all follow in order, each after at most `gap` others; else None."""
    for wanted in phrase.words[1:]:
        nearest = range(index + 1, min(index + 2 + gap, len(places)))
        found = next((number for number in nearest if _meet(wanted, places[number][1])), None)
        if found is None:
            return None
        index = found
    return places[index][0]


def _meet(wanted: Keys, found: Keys) -> bool:
    return any(key in wanted for key in found)


@lru_cache(maxsize=8)
def no_synonyms(locale: str) -> Synonyms:
    """The synonyms of an installation that has none."""
    return Synonyms((), locale)
