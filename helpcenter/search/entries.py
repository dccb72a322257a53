"""What the index holds of a text: the keys it is found by, the words for repairs, and what a result shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from mmap import mmap
from struct import Struct, pack
from zlib import crc32

from helpcenter.search.sources import SearchDocument
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
LANE, LANE_BYTES, MAX_LANES = 16, 2, 200
LANES = [Struct(f"<{count}H") for count in range(MAX_LANES + 1)]
# How many lanes, how many bits of a slot lead to a number; where the numbers begin, the table, what is told, the texts; the end.
HEAD = Struct("<2H5I")
SLOT = 4
BETWEEN = "\x1f"
# A part of them is a copy; a part of a view is not.
ReadableBytes = bytes | mmap


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


class Entry:
    """What a result shows of a text, and which keys stand in which of its sections; read from what `pack_entry` makes.

    For each key there is one number: what the key counts in each section, side by side in lanes of LANE bits. Numbers of that
    kind are added in one go for all sections, which is the quickest way there is in Python. They are found through a table by
    mark, as in a dictionary, but without making one: of an entry only what a query touches is read.
    """

    __slots__ = ("_anchors", "_begin", "_bytes", "_last", "_low", "_numbers", "_table", "kind", "lanes", "locale", "slug", "title", "url")

    def __init__(self, file: ReadableBytes, view: memoryview, begin: int) -> None:
        self.lanes, low_bits, numbers, table, told, _, _ = HEAD.unpack_from(view, begin)
        self._bytes, self._begin, self._numbers = file, begin, begin + numbers
        self._table = view[begin + table : begin + told].cast("I")
        self._last, self._low = (told - table) // SLOT - 1, (1 << low_bits) - 1
        named = file[begin + HEAD.size : begin + numbers].decode()
        self.kind, self.slug, self.locale, self.title, self.url, self._anchors = named.split(BETWEEN, 5)

    def weigh(self, words: Iterable[tuple[Iterable[int], int]]) -> tuple[int, int]:
        """Of words, each with its marks and its weight: what they count in each section, as lanes; the weight of those that are there."""
        table, last, low, width = self._table, self._last, self._low, self.lanes * LANE_BYTES
        lanes = covered = 0
        for marks, weight in words:
            for mark in marks:
                slot = mark & last
                # A slot holds a mark, and in its last bits which number belongs to it.
                while (found := table[slot]) and found ^ mark > low:
                    slot = slot + 1 & last
                if found:
                    begin = self._numbers + (found & low) * width
                    lanes += int.from_bytes(self._bytes[begin : begin + width], "little") * weight
                    covered += weight
                    break
        return lanes, covered

    @property
    def summary(self) -> str:
        """The summary of the text."""
        return self._told()[0]

    def anchor_of(self, section: int) -> str:
        """The anchor of a section; empty at the beginning."""
        return self._anchors.split(BETWEEN)[section]

    def heading_of(self, section: int) -> str:
        """The heading of a section; empty at the beginning."""
        return self._told()[section + 1]

    def url_of(self, section: int) -> str:
        """The address of a section."""
        anchor = self.anchor_of(section)
        return f"{self.url}#{anchor}" if anchor else self.url

    def text_of(self, section: int) -> str:
        """The text of a section."""
        *_, begin, end = HEAD.unpack_from(self._bytes, self._begin)
        return self._parts(begin, end)[section]

    def section_with(self, anchor: str) -> int:
        """The number of the section with this anchor; the beginning when there is none."""
        anchors = self._anchors.split(BETWEEN)
        return anchors.index(anchor) if anchor in anchors else 0

    def _told(self) -> list[str]:
        # Only the few results that are shown need it.
        *_, begin, end, _ = HEAD.unpack_from(self._bytes, self._begin)
        return self._parts(begin, end)

    def _parts(self, begin: int, end: int) -> list[str]:
        return self._bytes[self._begin + begin : self._begin + end].decode().split(BETWEEN)


def mark_of(key: str) -> int:
    """The mark by which an entry finds a key; that two keys share one is as rare as it is harmless."""
    return crc32(key.encode())


def best_lane(lanes: int, count: int) -> int:
    """The number of the section that counts most; the first of several."""
    numbers = LANES[count].unpack(lanes.to_bytes(LANE_BYTES * count, "little"))
    return numbers.index(max(numbers))


def pack_entry(document: SearchDocument, synonyms: Synonyms) -> bytes:
    """The entry of a text as one row of bytes to be stored."""
    lanes = min(len(document.sections), MAX_LANES)
    table, low_bits, numbers = _pack_places(_make_places(document, synonyms), lanes * LANE_BYTES)
    named = [document.kind, document.slug, document.locale, document.title, document.url]
    told = [document.summary, *(section.heading for section in document.sections)]
    pieces = [
        _join([*named, *(section.anchor for section in document.sections)]),
        numbers,
        table,
        _join(told),
        _join(section.text for section in document.sections),
    ]
    _, *ends = accumulate(map(len, pieces), initial=HEAD.size)
    return b"".join([HEAD.pack(lanes, low_bits, *ends), *pieces])


def _make_places(document: SearchDocument, synonyms: Synonyms) -> dict[str, int]:
    """For each key what it counts in each section."""
    strong = "\n".join([document.title, *document.keywords, document.summary])
    found = dict.fromkeys(find_keys(strong, synonyms), IN_HEAD)
    for number, section in enumerate(document.sections[:MAX_LANES]):
        in_heading = set(find_keys(section.heading, synonyms))
        for keys, times in ((in_heading, IN_HEADING), (_meaning(section.text, synonyms) - in_heading, IN_TEXT)):
            for key in keys:
                found[key] = found.get(key, 0) + (times << number * LANE)
    return found


def _pack_places(places: dict[str, int], width: int) -> tuple[bytes, int, bytes]:
    """The table by mark, at least half of it free, how many bits of a slot lead to a number, and the numbers, each once."""
    numbers = [0, *dict.fromkeys(places.values())]
    which = {number: place for place, number in enumerate(numbers)}
    low_bits = len(numbers).bit_length()
    table = [0] * (1 << (2 * len(places)).bit_length())
    last = len(table) - 1
    for key, number in sorted(places.items()):
        mark = mark_of(key)
        slot = mark & last
        while table[slot]:
            slot = slot + 1 & last
        table[slot] = mark >> low_bits << low_bits | which[number]
    return pack(f"{len(table)}I", *table), low_bits, b"".join(number.to_bytes(width, "little") for number in numbers)


def _join(parts: Iterable[str]) -> bytes:
    return BETWEEN.join(part.replace(BETWEEN, " ") for part in parts).encode()


def name_of(kind: str, slug: str) -> str:
    """The name of a text within the index of its language."""
    return f"{kind}/{slug}"


def _meaning(text: str, synonyms: Synonyms) -> set[str]:
    """The keys and concepts of a text, without those of little words."""
    words = split_words(text, synonyms.locale)
    keys = {key for word in words if not is_stop_word(word, synonyms.locale) for key in keys_of(word, synonyms.locale)}
    return keys | {span.concept for span in synonyms.find(words)}
