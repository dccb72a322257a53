"""Of many words, those that a slip or two can have made of another one: told by their letters alone, before any is compared."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator


class LetterFilter:
    """Which of these words have nearly the letters of another one.

    For each letter there is one number with a bit for every word that has it: a few operations on such numbers ask all words at once.
    To touch thousands of words, which lie all over the memory, takes far longer than to compare the few that are near.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words, key=len)
        self._everything = (1 << len(self._words)) - 1
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            for letter in set(word):
                places[letter].append(place)
        self._having = {letter: self._bits(found) for letter, found in places.items()}

    def near(self, word: str, slips: int) -> Iterator[str]:
        """The words that may be so many slips away, and some that are not; none that is so near is left out."""
        letters = set(word)
        # Each slip takes away one letter at most, and brings one at most.
        lacking = [self._everything & ~self._having.get(letter, 0) for letter in letters]
        brought = [having for letter, having in self._having.items() if letter not in letters]
        left = self._of_length(len(word), slips) & ~_more_than(slips, lacking) & ~_more_than(slips, brought)
        while left:
            lowest = left & -left
            yield self._words[lowest.bit_length() - 1]
            left ^= lowest

    def _of_length(self, length: int, slips: int) -> int:
        begin = bisect_left(self._words, length - slips, key=len)
        return (1 << bisect_right(self._words, length + slips, key=len)) - (1 << begin)

    def _bits(self, places: Iterable[int]) -> int:
        found = bytearray(len(self._words) // 8 + 1)
        for place in places:
            found[place // 8] |= 1 << place % 8
        return int.from_bytes(found, "little")


def _more_than(slips: int, masks: Iterable[int]) -> int:
    """The bits that stand in more than so many of the masks."""
    above = [0] * (slips + 1)
    for mask in masks:
        for number in range(slips, 0, -1):
            above[number] |= above[number - 1] & mask
        above[0] |= mask
    return above[slips]
