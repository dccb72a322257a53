"""Synonyms: words and phrases of one group mean the same, in texts and in queries.

Each group is indexed as a word of its own (a *concept*): a text with one member is found by every other, and how rare
the concept is decides how much it counts. A phrase is recognised whatever little words stand between its words.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from helpcenter.search.stems import keys_of
from helpcenter.search.stopwords import is_stop_word
from helpcenter.search.words import split_words

Keys = tuple[str, ...]
LONGEST_PHRASE = 6
# How many other words may stand between two words of a phrase: la boîte (de la famille) est pleine.
GAP = 1


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A member of a group: the keys of each of its words."""

    words: tuple[Keys, ...]
    concept: str
    is_loose: bool
    """True when two of its words at least mean something: then little words and one other may stand between them.

    The others ("par erreur") count only word for word.
    """


@dataclass(slots=True)
class Span:
    """A member found in a text: from word `start` to before word `end`."""

    start: int
    end: int
    concept: str


class SeenWord(Protocol):
    """A word of a text or of a query, as phrases are found in it."""

    @property
    def keys(self) -> Keys:
        """Its keys."""

    @property
    def is_little(self) -> bool:
        """True when it says nothing of the subject."""


@dataclass(slots=True)
class Seen:
    """A word of a text."""

    keys: Keys
    is_little: bool


@dataclass(slots=True)
class Start:
    """What may begin with a word: concepts that it has alone, and phrases."""

    alone: list[str] = field(default_factory=list)
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    """By the keys of their second words: where none follows, there is no phrase."""


NOTHING = Start()


class _Everything:
    def __contains__(self, concept: object) -> bool:
        return True


EVERYTHING = _Everything()


class Synonyms:
    """The groups of one language."""

    def __init__(self, groups: Iterable[Iterable[str]], locale: str) -> None:
        self.locale = locale
        self._starts: dict[str, Start] = defaultdict(Start)
        self.words: set[str] = set()
        for number, group in enumerate(groups):
            for member in group:
                self._add(member, f"\N{SECTION SIGN}{number}")
        # Looking must add nothing.
        self._starts.default_factory = None

    def _add(self, member: str, concept: str) -> None:
        words = split_words(member, self.locale)[:LONGEST_PHRASE]
        self.words.update(words)
        if len(words) == 1:
            for key in keys_of(words[0], self.locale):
                self._starts[key].alone.append(concept)
            return
        meaning = [word for word in words if not is_stop_word(word, self.locale)]
        is_loose = len(meaning) > 1
        phrase = Phrase(tuple(keys_of(word, self.locale) for word in (meaning if is_loose else words)), concept, is_loose)
        for key in phrase.words[0] if phrase.words else ():
            for second in phrase.words[1]:
                self._starts[key].phrases.setdefault(second, []).append(phrase)

    def find(self, words: Sequence[str], wanted: Container[str] = EVERYTHING) -> list[Span]:
        """Every member of a wanted concept that stands among these words."""
        found = [Seen(keys_of(word, self.locale), is_stop_word(word, self.locale)) for word in words]
        spans: list[Span] = []
        for place, word in enumerate(found):
            start = self.start_of(word.keys)
            if start is not NOTHING:
                spans += [Span(place, place + 1, concept) for concept in start.alone if concept in wanted]
                spans += find_phrases(start, found, place, wanted)
        return spans

    def start_of(self, keys: Keys) -> Start:
        """What may begin with a word that has these keys."""
        for key in keys:
            if start := self._starts.get(key):
                return start
        return NOTHING


def find_phrases(start: Start, words: Sequence[SeenWord], place: int, wanted: Container[str] = EVERYTHING) -> list[Span]:
    """The phrases of a wanted concept that begin at this place with this start."""
    if not start.phrases:
        return []
    # Between two words of a phrase, little words may stand without end: any later word may be its second one.
    followed = {phrase: None for word in words[place + 1 :] for key in word.keys for phrase in start.phrases.get(key, ())}
    ends = [(phrase, _end_of(phrase, words, place)) for phrase in followed if phrase.concept in wanted]
    return [Span(place, end + 1, phrase.concept) for phrase, end in ends if end is not None]


def _end_of(phrase: Phrase, words: Sequence[SeenWord], place: int) -> int | None:
    """The place of the phrase's last word when its words follow in order, else None."""
    for wanted in phrase.words[1:]:
        found = _next(wanted, words, place + 1, is_loose=phrase.is_loose)
        if found is None:
            return None
        place = found
    return place


def _next(wanted: Keys, words: Sequence[SeenWord], place: int, *, is_loose: bool) -> int | None:
    others = 0
    while place < len(words) and others <= (GAP if is_loose else 0):
        word = words[place]
        if _meet(wanted, word.keys):
            return place
        others += not (is_loose and word.is_little)
        place += 1
    return None


def _meet(wanted: Keys, found: Keys) -> bool:
    # A word has one or two keys: asked for each word of every text.
    return found[0] in wanted or found[-1] in wanted
