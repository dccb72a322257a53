"""The excerpt of a result: the lines around the words that were looked for, and which of its words they are."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpcenter.search.plan import Plan
from helpcenter.search.stems import keys_of
from helpcenter.search.synonyms import Synonyms
from helpcenter.search.words import APOSTROPHES, PLAIN, WITH_ADDRESSES, split_words

LETTERS = 220
BEFORE, FURTHEST = 50, 110
SENTENCE = re.compile(r"[.?!…]\s+|\n")
OTHER_APOSTROPHES = [chr(key) for key, value in APOSTROPHES.items() if value]
UNMARKED_END = re.compile(r"(?<![\s.?!…:;,])\n(?=\S)")
# Where a word begins and ends, and the word.
Found = tuple[int, int, str]


@dataclass(frozen=True)
class Part:
    """A piece of an excerpt; marked when it is a word that was looked for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a word that was looked for stands, and what it is."""

    start: int
    end: int
    key: str


class Marker:
    """Finds the words of a plan in the texts that it led to."""

    def __init__(self, plan: Plan, synonyms: Synonyms) -> None:
        self._keys = {key for ask in plan.asks for key in ask.any_key}
        self._concepts = {concept for ask in plan.asks for concept in ask.concepts}
        self._synonyms = synonyms
        # The texts that a plan leads to have many words in common.
        self._known: dict[str, str] = {}

    def excerpt(self, text: str, instead: str) -> tuple[Part, ...]:
        """The best lines of a text; those of `instead` when the text holds none of the words."""
        locale = self._synonyms.locale
        places = self._places(list(_words_in(text, locale)))
        if not places:
            text, places = instead, self._places(list(_words_in(instead, locale)))
        begin = _begin_of_words(text, _best_begin(places))
        end = len(text) if len(text) - begin <= LETTERS else _last_blank(text, begin, begin + LETTERS)
        return tuple(_cut(text, begin, end, places))

    def mark(self, text: str) -> tuple[Part, ...]:
        """A whole short text, such as a title."""
        return tuple(_cut(text, 0, len(text), self._places(_words_of_title(text, self._synonyms.locale))))

    def _places(self, words: Sequence[Found]) -> list[_Place]:
        known = self._known
        found = {}
        for number, (_, _, word) in enumerate(words):
            key = known.get(word)
            if key is None:
                key = known[word] = self._key_of(word)
            if key:
                found[number] = key
        if self._concepts:
            for span in self._synonyms.find([word for _, _, word in words], self._concepts):
                found.update(dict.fromkeys((span.start, span.end - 1), span.concept))
        return [_Place(*words[number][:2], found[number]) for number in sorted(found)]

    def _key_of(self, word: str) -> str:
        return next((key for key in keys_of(word, self._synonyms.locale) if key in self._keys), "")


@lru_cache(maxsize=2_000)
def _words_of_title(title: str, locale: str) -> tuple[Found, ...]:
    return tuple(_words_in(title, locale))


def _words_in(text: str, locale: str) -> Iterator[Found]:
    # Soft hyphens and the like are left out when words are split; here every letter keeps its place.
    for apostrophe in OTHER_APOSTROPHES:
        text = text.replace(apostrophe, "'")
    for match in (WITH_ADDRESSES if "@" in text else PLAIN).finditer(text):
        start, end = match.span()
        words = split_words(match[0], locale)
        if words and end - start >= len(words[-1]):
            if locale == "fr" and "'" in match[0]:
                # Of l'adresse, the word alone.
                yield end - len(words[-1]), end, words[-1]
            else:
                yield start, end, words[0]


def _best_begin(places: list[_Place]) -> int:
    """Where the lines begin that hold most of the different words."""
    best, begin = 0, places[0].start if places else 0
    for number, place in enumerate(places):
        seen = {other.key for other in places[number:] if other.end <= place.start + LETTERS - BEFORE}
        if len(seen) > best:
            best, begin = len(seen), place.start
    return begin


def _begin_of_words(text: str, place: int) -> int:
    """The beginning of the sentence or line that leads to this place when it is near, else of some word before."""
    if place <= BEFORE:
        return 0
    sentences = [match.end() for match in SENTENCE.finditer(text, max(0, place - FURTHEST), place)]
    return sentences[-1] if sentences else max(text.rfind(" ", place - FURTHEST, place - BEFORE) + 1, place - FURTHEST)


def _last_blank(text: str, begin: int, end: int) -> int:
    """The last blank before `end`; `end` itself in the middle of an endless word."""
    found = text.rfind(" ", begin + 1, end)
    return found if found > 0 else end


def _cut(text: str, begin: int, end: int, places: Collection[_Place]) -> Iterator[Part]:
    if begin and not SENTENCE.match(text, begin - 1) and not SENTENCE.match(text, begin - 2):
        yield Part("… ")
    here = begin
    for place in places:
        if place.start >= here and place.end <= end:
            yield Part(_plain(text[here : place.start]))
            yield Part(text[place.start : place.end], is_marked=True)
            here = place.end
    yield Part(_plain(text[here:end]))
    if end < len(text):
        yield Part(" …")


def _plain(text: str) -> str:
    # The end of a list item or a heading inside an excerpt is no place for a line break; without a mark it runs into the next.
    return UNMARKED_END.sub(" · ", text).replace("\n", " ")
