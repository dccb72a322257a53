"""From what was typed to what is looked for: the words, repaired where no text knows them, and what each may stand for."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from helpcenter.search.roots import is_form, roots_of
from helpcenter.search.stems import keys_of
from helpcenter.search.stopwords import STOP_WORDS, is_stop_word
from helpcenter.search.synonyms import Keys, Span, Start, Synonyms, find_phrases
from helpcenter.search.vocabulary import Vocabulary
from helpcenter.search.words import fold, is_code, split_words

# Nobody asks a longer question; whoever pastes a letter gets an answer to its beginning.
MAX_LETTERS, MAX_WORDS = 300, 16
SHORTEST_PREFIX = 3
COMPLETIONS = 6
KEPT_PIECES = 20_000
# Some 1,500 bytes each, with what the engine knows of them.
WORDS_AHEAD = 3_000


@dataclass(slots=True)
class Typed:
    """What a person typed, and how it is to be read."""

    text: str
    is_exact: bool = False
    """Take the words as they are: the person has insisted."""
    is_unfinished: bool = False
    """The last word may go on."""


@dataclass(slots=True, eq=False)
class Ask:
    """One word that is looked for: its keys, further words that may be meant, the concepts it belongs to; never changed."""

    word: str
    keys: tuple[str, ...]
    more: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()

    @property
    def any_key(self) -> tuple[str, ...]:
        """Whatever lets this word count as found; a concept first, for a text with the word has its concept too."""
        return (*self.concepts, *self.keys, *self.more)


@dataclass(slots=True)
class Word:
    """What is known of a word; kept for as long as the texts do not change, for queries share most of their words."""

    ask: Ask
    keys: Keys
    is_little: bool
    start: Start
    """What begins with it."""
    is_found: bool
    """Some text holds it, or one of its synonyms; said of every little word."""


@dataclass(slots=True)
class TypedWord:
    """A word as typed, and the words it is understood as; `is_repaired` when the person must be told."""

    as_typed: Word
    words: tuple[Word, ...]
    is_known: bool
    is_repaired: bool = False


@dataclass(slots=True)
class Plan:
    """What is looked for, and what was repaired on the way: (as typed, as understood), both as written."""

    asks: tuple[Ask, ...]
    repairs: tuple[tuple[str, str], ...]


class Planner:
    """Makes plans for the texts of one language; `is_key(key)` tells whether any text has it."""

    def __init__(self, vocabulary: Vocabulary, synonyms: Synonyms, is_key: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._synonyms = synonyms
        self._is_key = is_key
        self._locale = vocabulary.locale
        self._pieces: dict[str, tuple[TypedWord, ...]] = {}
        self._words: dict[str, TypedWord] = {}
        self._within: dict[tuple[Ask, str], Ask] = {}
        self._repaired: dict[str, TypedWord] = {}

    def read_ahead(self) -> list[Ask]:
        """Understand the words that most texts hold, and the little ones of questions: milliseconds now, so that no query has to."""
        pieces = [*STOP_WORDS[self._locale], *self._vocabulary.commonest(WORDS_AHEAD)]
        return [typed.as_typed.ask for piece in pieces for typed in self._understand(piece)]

    def make(self, typed: Typed) -> Plan:
        """The plan for what was typed; without asks when it holds no word."""
        found: list[TypedWord] = []
        for piece in typed.text[:MAX_LETTERS].casefold().split():
            found += self._pieces.get(piece) or self._understand(piece)
        del found[MAX_WORDS:]
        if typed.is_exact:
            return Plan(self._asks([each.as_typed for each in found], is_unfinished=typed.is_unfinished), ())
        repairs = self._repair(found)
        words = [word for each in found for word in each.words]
        return Plan(self._asks(words, is_unfinished=typed.is_unfinished), repairs)

    def _understand(self, piece: str) -> tuple[TypedWord, ...]:
        """The words of a piece of text between two blanks."""
        if len(self._pieces) >= KEPT_PIECES:
            self._pieces.clear()
            self._words.clear()
            self._within.clear()
        words = split_words(piece, self._locale)
        found = self._pieces[piece] = tuple([self._words.get(word) or self._typed_word(word) for word in words])
        return found

    def _typed_word(self, word: str) -> TypedWord:
        as_typed = self._word(word)
        is_known = self._is_known(as_typed.ask)
        relative = None if is_known else self._find_relative(word)
        meant = self._word(relative) if relative else as_typed
        found = self._words[word] = TypedWord(as_typed, (meant,), is_known=is_known or relative is not None)
        return found

    def _repair(self, found: list[TypedWord]) -> tuple[tuple[str, str], ...]:
        """Put what was meant in the place of each unknown word, except of a last one that may go on."""
        repairs = []
        for place, each in enumerate(found):
            if each.is_known:
                continue
            word = each.as_typed.ask.word
            if place < len(found) - 1 or not self._completions(word):
                found[place] = meant = self._repaired.get(word) or self._find_meant(each)
                if meant.is_repaired:
                    repairs.append((word, " ".join([one.ask.word for one in meant.words])))
        return tuple(repairs)

    def _find_meant(self, unknown: TypedWord) -> TypedWord:
        if len(self._repaired) >= KEPT_PIECES:
            self._repaired.clear()
        word = unknown.as_typed.ask.word
        meant = [self._word(self._vocabulary.written(each)) for each in self._vocabulary.repair(fold(word))]
        found = replace(unknown, words=tuple(meant), is_repaired=True) if meant else unknown
        self._repaired[word] = found
        return found

    def _is_known(self, ask: Ask) -> bool:
        if fold(ask.word) in self._vocabulary.count or is_code(ask.word):
            return True
        return any(map(self._is_key, ask.keys))

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

    def _asks(self, words: list[Word], *, is_unfinished: bool) -> tuple[Ask, ...]:
        asks = {place: word.ask for place, word in enumerate(words) if not word.is_little}
        if not asks:
            # "À qui ?" is all that some people type.
            asks = {place: word.ask for place, word in enumerate(words)}
        for place, word in enumerate(words):
            if word.start.phrases:
                for span in find_phrases(word.start, words, place):
                    self._add_concept(asks, span)
        last = len(words) - 1
        if last in asks and (is_unfinished or not (words[last].is_found or asks[last].concepts)):
            ask = asks[last]
            asks[last] = Ask(ask.word, ask.keys, self._completions(ask.word), ask.concepts)
        return tuple({ask.keys: ask for ask in asks.values()}.values())

    def _add_concept(self, asks: dict[int, Ask], span: Span) -> None:
        for place in range(span.start, span.end):
            ask = asks.get(place)
            if ask and span.concept not in ask.concepts:
                # Kept, for the engine prepares each ask once.
                named = ask, span.concept
                within = self._within.get(named) or Ask(ask.word, ask.keys, ask.more, (*ask.concepts, span.concept))
                asks[place] = self._within[named] = within

    def _word(self, word: str) -> Word:
        keys = keys_of(word, self._locale)
        start = self._synonyms.start_of(keys)
        is_little = is_stop_word(word, self._locale)
        is_found = bool(start.alone) or is_little or any(map(self._is_key, keys))
        return Word(Ask(word, keys, (), tuple(start.alone)), keys, is_little, start, is_found)
