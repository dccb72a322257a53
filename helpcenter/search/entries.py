"""What the index holds of a text: the keys it is found by, the words for repairs, and what a result shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from mmap import mmap
from struct import Struct
from sys import byteorder
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
# What a word counts for the choice of the section that a result leads to; six at most, for what stands in a heading counts no more as text.
IN_HEAD, IN_HEADING, IN_TEXT = 3, 6, 2
# One byte holds the sum of all words of a query: their shares are whole numbers, SHARES together, and each counts six times its own.
SHARES, MAX_LANES = 255 // 6, 200
# How many lanes; how many slots a place in the table has, and how many places; where the names begin, what is told, the texts; the end.
# The table follows at once, for slots must begin where a number of four bytes may.
HEAD = Struct("=7I")
SLOT = 4
TABLE = HEAD.size // SLOT
# Of ten places, seven are taken.
PLACES_OF_TEN = 7
MARK_BITS = 30
BETWEEN = "\x1f"
KIND, SLUG, LOCALE, TITLE, URL, ANCHORS = range(6)
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

    For each key there is one number: what the key counts in each section, a byte for each, side by side. Numbers of that
    kind are added in one go for all sections, which is the quickest way there is in Python. Each stands behind the mark of its
    key, in a table like that of a dictionary: of an entry only what a query touches is read, and that lies together.
    """

    # Each object that a query touches lies somewhere else in the memory: numbers that are seldom asked for are read again instead of kept.
    __slots__ = ("_begin", "_bytes", "_named", "_places", "_slots", "_step", "_table", "_width")

    def __init__(self, file: ReadableBytes, slots: memoryview, begin: int) -> None:
        self._bytes, self._slots, self._begin = file, slots, begin
        self._table = begin // SLOT + TABLE
        self._width, self._step, self._places, named, told, _, _ = self._head()
        self._named = tuple(self._parts(named, told))

    def _head(self) -> tuple[int, ...]:
        found: tuple[int, ...] = HEAD.unpack_from(self._bytes, self._begin)
        return found

    def weigh(self, words: Iterable[tuple[Iterable[int], int, int]]) -> tuple[int, int]:
        """Of words, each with marks, weight and share: the section in which their shares count most; the weight of those that are there."""
        file, slots, table, places, step, width = self._bytes, self._slots, self._table, self._places, self._step, self._width
        lanes = covered = 0
        for marks, weight, share in words:
            for mark in marks:
                slot = table + (mark * places >> MARK_BITS) * step
                while (found := slots[slot]) and found != mark:
                    slot += step
                if found:
                    begin = (slot + 1) * SLOT
                    lanes += int.from_bytes(file[begin : begin + width]) * share
                    covered += weight
                    break
        counts = lanes.to_bytes(width)
        return counts.index(max(counts)), covered

    @property
    def kind(self) -> str:
        """What kind of text it is."""
        return self._named[KIND]

    @property
    def slug(self) -> str:
        """The slug of the text."""
        return self._named[SLUG]

    @property
    def locale(self) -> str:
        """The language of the text."""
        return self._named[LOCALE]

    @property
    def title(self) -> str:
        """The title of the text."""
        return self._named[TITLE]

    @property
    def summary(self) -> str:
        """The summary of the text."""
        return self._told()[0]

    def anchor_of(self, section: int) -> str:
        """The anchor of a section; empty at the beginning."""
        return self._named[ANCHORS + section]

    def heading_of(self, section: int) -> str:
        """The heading of a section; empty at the beginning."""
        return self._told()[section + 1]

    def url_of(self, section: int) -> str:
        """The address of a section."""
        named = self._named
        anchor = named[ANCHORS + section]
        return f"{named[URL]}#{anchor}" if anchor else named[URL]

    def text_of(self, section: int) -> str:
        """The text of a section."""
        *_, begin, end = self._head()
        return self._parts(begin, end)[section]

    def section_with(self, anchor: str) -> int:
        """The number of the section with this anchor; the beginning when there is none."""
        anchors = self._named[ANCHORS:]
        return anchors.index(anchor) if anchor in anchors else 0

    def _told(self) -> list[str]:
        # Only the few results that are shown need it.
        *_, begin, end, _ = self._head()
        return self._parts(begin, end)

    def _parts(self, begin: int, end: int) -> list[str]:
        return self._bytes[self._begin + begin : self._begin + end].decode().split(BETWEEN)


def mark_of(key: str) -> int:
    """The mark by which an entry finds a key; that two keys share one is as rare as it is harmless."""
    # Python counts with numbers of at most thirty bits in one step; none is 0, which says that a place is free.
    return crc32(key.encode()) % ((1 << MARK_BITS) - 1) + 1


def pack_entry(document: SearchDocument, synonyms: Synonyms) -> bytes:
    """The entry of a text as one row of bytes to be stored."""
    lanes = min(len(document.sections), MAX_LANES)
    step = 1 - (-lanes // SLOT)
    table, places = _pack_places(_make_places(document, synonyms), step)
    named = [document.kind, document.slug, document.locale, document.title, document.url]
    told = [document.summary, *(section.heading for section in document.sections)]
    pieces = [
        table,
        _join([*named, *(section.anchor for section in document.sections)]),
        _join(told),
        _join(section.text for section in document.sections),
    ]
    _, *begins_and_end = accumulate(map(len, pieces), initial=HEAD.size)
    entry = b"".join([HEAD.pack(lanes, step, places, *begins_and_end), *pieces])
    return entry + bytes(-len(entry) % SLOT)


def _make_places(document: SearchDocument, synonyms: Synonyms) -> dict[str, bytearray]:
    """For each key what it counts in each section."""
    sections = document.sections[:MAX_LANES]
    found: dict[str, bytearray] = defaultdict(lambda: bytearray(len(sections)))
    for number, section in enumerate(sections):
        in_heading = set(find_keys(section.heading, synonyms))
        for keys, times in ((in_heading, IN_HEADING), (_meaning(section.text, synonyms) - in_heading, IN_TEXT)):
            for key in keys:
                found[key][number] = times
    for key in set(find_keys("\n".join([document.title, *document.keywords, document.summary]), synonyms)):
        # Where the beginning has a heading, too, that says enough.
        found[key][:1] = [min(IN_HEADING, count + IN_HEAD) for count in found[key][:1]]
    return found


def _pack_places(counts: dict[str, bytearray], step: int) -> tuple[bytes, int]:
    """The table by mark, of places with so many slots: the mark, then the counts; and how many places marks lead to."""
    places = len(counts) * 10 // PLACES_OF_TEN + 1
    free = bytes(step * SLOT)
    table: list[bytes] = []
    # Beginning with those that lead to the first place, none is pushed far from its own; the last may stand behind all places.
    for mark, count in sorted((mark_of(key), bytes(count)) for key, count in counts.items()):
        table += [free] * ((mark * places >> MARK_BITS) - len(table))
        table.append(mark.to_bytes(SLOT, byteorder) + count.ljust((step - 1) * SLOT, b"\0"))
    table += [free] * max(1, places + 1 - len(table))
    return b"".join(table), places


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
