"""The words that the texts of one language hold, as written: what is known, what it may go on to, what was meant."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import nlargest

from rapidfuzz.distance import OSA

from helpcenter.search.letters import LetterFilter
from helpcenter.search.sounds import sound_of, sounds_of
from helpcenter.search.stopwords import STOP_WORDS
from helpcenter.search.words import fold, is_code

# One slip in a word of four letters, two in a long one; by ear counts as half a slip.
SHORTEST_REPAIR, SHORTEST_TWO = 4, 8
BY_EAR = 0.5
SHORTEST_SOUND = 4
KEPT_REPAIRS = 5_000
SHORTEST_HALF = 4


class Vocabulary:
    """The words of an index with the number of texts that hold each; words of synonyms are known, too."""

    def __init__(self, counts: Iterable[tuple[str, int]], others: Iterable[str], locale: str) -> None:
        self.locale = locale
        self.count: dict[str, int] = dict.fromkeys(STOP_WORDS[locale], 0)
        self._repaired: dict[str, tuple[str, ...]] = {}
        self._written: dict[str, tuple[int, str]] = {}
        for word, count in [*((each, 0) for each in others), *counts]:
            folded = fold(word)
            self.count[folded] = self.count.get(folded, 0) + count
            # Of écrire and ecrire, the one that more texts write.
            self._written[folded] = max(self._written.get(folded, (-1, "")), (count, word))

    def written(self, folded: str) -> str:
        """The word with its accents."""
        return self._written.get(folded, (0, folded))[1]

    def commonest(self, limit: int) -> list[str]:
        """The words of most texts as written, and as typed without accents."""
        words = nlargest(limit, self.count, key=self.count.__getitem__)
        return list({form: None for word in words for form in (word, self.written(word))})

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.count.keys() - STOP_WORDS[self.locale])

    @cached_property
    def _by_letters(self) -> LetterFilter:
        return LetterFilter(word for word in self.count if not is_code(word))

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        words = [word for word in self.count if not is_code(word)]
        for word, sound in zip(words, sounds_of(words, self.locale), strict=True):
            found[sound].append(word)
        return found

    @cached_property
    def _sounds(self) -> LetterFilter:
        return LetterFilter(self._by_sound)

    def beginning_with(self, prefix: str, limit: int) -> list[str]:
        """The words that go on from here, those of most texts first."""
        low, high = bisect_left(self._sorted, prefix), bisect_left(self._sorted, prefix + "\U0010ffff")
        return nlargest(limit, self._sorted[low:high], key=lambda word: self.count[word])

    def repair(self, folded: str) -> tuple[str, ...]:
        """The word or words that were meant, without accents; none when nothing is near enough."""
        meant = self._repaired.get(folded)
        if meant is None:
            if len(self._repaired) >= KEPT_REPAIRS:
                self._repaired.clear()
            meant = self._repaired[folded] = self._repair(folded)
        return meant

    def _repair(self, folded: str) -> tuple[str, ...]:
        if len(folded) < SHORTEST_REPAIR or is_code(folded):
            return ()
        near = self._nearest(folded)
        return (near,) if near else self._halves(folded)

    def _nearest(self, folded: str) -> str | None:
        allowed = 2 if len(folded) >= SHORTEST_TWO else 1
        slips = dict(self._by_eye(folded, allowed))
        for word, distance in self._by_ear(folded, allowed):
            slips[word] = min(slips.get(word, distance), distance)
        ranked = ((distance, word[0] != folded[0], -self.count[word], word) for word, distance in slips.items())
        return min(ranked)[3] if slips else None

    def _by_eye(self, folded: str, allowed: int) -> Iterator[tuple[str, float]]:
        for word, slips in _compare(folded, self._by_letters, allowed):
            # Every short word is near some other: what one text alone says was hardly meant.
            if len(folded) > SHORTEST_REPAIR or self.count[word] != 1:
                yield word, slips

    def _by_ear(self, folded: str, allowed: int) -> Iterator[tuple[str, float]]:
        sound = sound_of(folded, self.locale)
        if len(sound) < SHORTEST_SOUND:
            return
        if allowed == 1:
            yield from ((word, BY_EAR) for word in self._by_sound.get(sound, ()))
            return
        for near, slips in _compare(sound, self._sounds, 1):
            yield from ((word, BY_EAR + slips) for word in self._by_sound[near])

    def _halves(self, folded: str) -> tuple[str, ...]:
        # A blank that was left out; the little word of an apostrophe that was left out ends the search as well.
        best: tuple[int, tuple[str, ...]] = (0, ())
        for place in range(1, len(folded) - SHORTEST_HALF + 1):
            halves = folded[:place], folded[place:]
            if all(half in self.count for half in halves) and (place >= SHORTEST_HALF or place <= 2):
                best = max(best, (min(map(len, halves)), halves))
        return best[1]


def _compare(word: str, others: LetterFilter, allowed: int) -> Iterator[tuple[str, float]]:
    for other in others.near(word, allowed):
        slips = OSA.distance(word, other, score_cutoff=allowed)
        if slips <= allowed:
            yield other, slips
