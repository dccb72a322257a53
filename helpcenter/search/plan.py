"""From what was typed to what is looked for: the words, repaired where no text knows them, and what each may stand for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from helpcenter.search.roots import is_form, roots_of
from helpcenter.search.stems import keys_of
from helpcenter.search.stopwords import is_stop_word
from helpcenter.search.synonyms import Synonyms
from helpcenter.search.vocabulary import Vocabulary
from helpcenter.search.words import fold, is_code, split_words

# Nobody asks a longer question; whoever pastes a letter gets an answer to its beginning.
MAX_LETTERS, MAX_WORDS = 300, 16
SHORTEST_PREFIX = 3
COMPLETIONS = 6


@dataclass(frozen=True)
class Typed:
    """What a person typed, and how it is to be read."""

    text: str
    is_exact: bool = False
    """Take the words as they are: the person has insisted."""
    is_unfinished: bool = False
    """The last word may go on."""


# Neither frozen nor with a dictionary: one is made for each word of each query.
@dataclass(slots=True)
class Ask:
    """One word that is looked for: its keys, further words that may be meant, the concepts it belongs to."""

    word: str
    keys: tuple[str, ...]
    more: tuple[str, ...] = ()
    concepts: list[str] = field(default_factory=list)

    @property
    def any_key(self) -> tuple[str, ...]:
        """Whatever lets this word count as found; a concept first, for a text with the word has its concept too."""
        return (*self.concepts, *self.keys, *self.more)


@dataclass(slots=True)
class Plan:
    """What is looked for, and what was repaired on the way: (as typed, as understood), both as written."""

    asks: tuple[Ask, ...]
    repairs: tuple[tuple[str, str], ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The first keys of asks that follow each other."""
        return [(one.keys[0], other.keys[0]) for one, other in zip(self.asks, self.asks[1:], strict=False)]


class Planner:
    """Makes plans for the texts of one language; `is_key(key)` tells whether any text has it."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms, is_key: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._is_key = is_key
        self._locale = vocabulary.locale

    def make(self, typed: Typed) -> Plan:
        """The plan for what was typed; without asks when it holds no word."""
        words = split_words(typed.text[:MAX_LETTERS], self._locale)[:MAX_WORDS]
        unfinished = words[-1] if words and typed.is_unfinished else None
        understood: list[str] = []
        repairs: list[tuple[str, str]] = []
        for number, word in enumerate(words):
            is_last = number == len(words) - 1
            if typed.is_exact or self._is_known(word) or (is_last and self._completions(word)):
                understood.append(word)
            elif relative := self._find_relative(word):
                understood.append(relative)
            else:
                meant = [self._vocabulary.written(each) for each in self._vocabulary.repair(fold(word))]
                understood += meant or [word]
                repairs += [(word, " ".join(meant))] if meant else []
        return Plan(self._asks(understood, unfinished), tuple(repairs))

    def _is_known(self, word: str) -> bool:
        if fold(word) in self._vocabulary.count or is_code(word):
            return True
        return any(self._is_key(key) for key in keys_of(word, self._locale))

    def _find_relative(self, word: str) -> str | None:
        """Another form of the word, which the stemmer does not bring together with it."""
        folded = fold(word)
        for root in roots_of(folded, self._locale):
            others = (other for other in self._vocabulary.beginning_with(root, COMPLETIONS) if is_form(other, root, self._locale))
            if found := next(others, None):
                return self._vocabulary.written(found)
        return None

    def _completions(self, word: str) -> tuple[str, ...]:
        return self._keys_after(fold(word)) if len(word) >= SHORTEST_PREFIX else ()

    def _keys_after(self, prefix: str) -> tuple[str, ...]:
        words = self._vocabulary.beginning_with(prefix, COMPLETIONS)
        return tuple(dict.fromkeys(key for word in words for key in keys_of(word, self._locale)))

    def _asks(self, words: Sequence[str], unfinished: str | None) -> tuple[Ask, ...]:
        locale = self._locale
        asks = {place: Ask(word, keys_of(word, locale)) for place, word in enumerate(words) if not is_stop_word(word, locale)}
        if not asks:
            # "À qui ?" is all that some people type.
            asks = {place: Ask(word, keys_of(word, self._locale)) for place, word in enumerate(words)}
        for span in self._synonyms.find(words):
            for place in range(span.start, span.end):
                if place in asks:
                    asks[place].concepts.append(span.concept)
        for place, ask in asks.items():
            is_last = place == len(words) - 1
            if is_last and (unfinished or not self._is_found(ask)):
                ask.more = self._completions(ask.word)
        return tuple({ask.keys: ask for ask in asks.values()}.values())

    def _is_found(self, ask: Ask) -> bool:
        return bool(ask.concepts) or any(self._is_key(key) for key in ask.keys)
