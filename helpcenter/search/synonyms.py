"""Synonyms: words and phrases of one group mean the same, in texts and in queries.

Each group is indexed as a word of its own (a *concept*): a text with one member is found by every other, and how rare
the concept is decides how much it counts. A phrase is recognised whatever little words stand between its words.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

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


@dataclass
class Start:
    """What may begin with a word: concepts that it has alone, and phrases."""

    alone: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    seconds: set[str] = field(default_factory=set)
    """The keys of the second words of these phrases: where none follows, there is no phrase."""


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
            self._starts[key].phrases.append(phrase)
            self._starts[key].seconds.update(phrase.words[1])

    def find(self, words: Sequence[str], wanted: Container[str] = EVERYTHING) -> list[Span]:
        """Every member of a wanted concept that stands among these words."""
        spans: list[Span] = []
        for place, word in enumerate(words):
            start = self.start_of(keys_of(word, self.locale))
            if start is not NOTHING:
                spans += [Span(place, place + 1, concept) for concept in start.alone if concept in wanted]
                spans += self._phrases(start, words, place, wanted)
        return spans

    def start_of(self, keys: Keys) -> Start:
        """What may begin with a word that has these keys."""
        for key in keys:
            if start := self._starts.get(key):
                return start
        return NOTHING

    def find_phrases(self, words: Sequence[str], place: int) -> list[Span]:
        """The phrases that begin at this place."""
        return list(self._phrases(self.start_of(keys_of(words[place], self.locale)), words, place))

    def _phrases(self, start: Start, words: Sequence[str], place: int, wanted: Container[str] = EVERYTHING) -> Iterator[Span]:
        for phrase in start.phrases:
            if phrase.concept in wanted:
                end = self._end_of(phrase, words, place)
                if end is not None:
                    yield Span(place, end + 1, phrase.concept)

    def _end_of(self, phrase: Phrase, words: Sequence[str], place: int) -> int | None:
        """The place of the phrase's last word when its words follow in order, else None."""
        for wanted in phrase.words[1:]:
            found = self._next(wanted, words, place + 1, is_loose=phrase.is_loose)
            if found is None:
                return None
            place = found
        return place

    def _next(self, wanted: Keys, words: Sequence[str], place: int, *, is_loose: bool) -> int | None:
        others = 0
        while place < len(words) and others <= (GAP if is_loose else 0):
            if _meet(wanted, keys_of(words[place], self.locale)):
                return place
            others += not (is_loose and is_stop_word(words[place], self.locale))
            place += 1
        return None


def _meet(wanted: Keys, found: Keys) -> bool:
    # A word has one or two keys: asked for each word of every text.
    return found[0] in wanted or found[-1] in wanted
