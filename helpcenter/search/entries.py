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
# How many lanes; the bits of a slot that lead to a number; the last slot of the table; where the numbers begin, the names, what is told,
# the texts; the end. The table follows at once, for slots must begin where a number of four bytes may.
HEAD = Struct("<8I")
SLOT = 4
TABLE = HEAD.size // SLOT
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

    For each key there is one number: what the key counts in each section, side by side in lanes of LANE bits. Numbers of that
    kind are added in one go for all sections, which is the quickest way there is in Python. They are found through a table by
    mark, as in a dictionary, but without making one: of an entry only what a query touches is read.
    """

    # Ten are made for each query: what is kept of one is kept as it was read, for each attribute takes time to set.
    __slots__ = ("_begin", "_bytes", "_head", "_named", "_slots")

    def __init__(self, file: ReadableBytes, slots: memoryview, begin: int) -> None:
        self._bytes, self._slots, self._begin = file, slots, begin
        self._head: tuple[int, ...] = HEAD.unpack_from(file, begin)
        _, _, _, _, named, told, _, _ = self._head
        self._named = file[begin + named : begin + told].decode().split(BETWEEN)

    def weigh(self, words: Iterable[tuple[Iterable[int], int]]) -> tuple[int, int]:
        """Of words, each with its marks and its weight: the section in which they count most; the weight of those that are there."""
        count, low, last, numbers, _, _, _, _ = self._head
        slots, table, width = self._slots, self._begin // SLOT + TABLE, count * LANE_BYTES
        lanes = covered = 0
        for marks, weight in words:
            for mark in marks:
                slot = mark & last
                # A slot holds a mark, and in its last bits which number belongs to it.
                while (found := slots[table + slot]) and found ^ mark > low:
                    slot = slot + 1 & last
                if found:
                    begin = self._begin + numbers + (found & low) * width
                    lanes += int.from_bytes(self._bytes[begin : begin + width], "little") * weight
                    covered += weight
                    break
        counts = LANES[count].unpack(lanes.to_bytes(width, "little"))
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
        *_, begin, end = self._head
        return self._parts(begin, end)[section]

    def section_with(self, anchor: str) -> int:
        """The number of the section with this anchor; the beginning when there is none."""
        anchors = self._named[ANCHORS:]
        return anchors.index(anchor) if anchor in anchors else 0

    def _told(self) -> list[str]:
        # Only the few results that are shown need it.
        *_, begin, end, _ = self._head
        return self._parts(begin, end)

    def _parts(self, begin: int, end: int) -> list[str]:
        return self._bytes[self._begin + begin : self._begin + end].decode().split(BETWEEN)


def mark_of(key: str) -> int:
    """The mark by which an entry finds a key; that two keys share one is as rare as it is harmless."""
    # Python counts with numbers of at most thirty bits in one step.
    return crc32(key.encode()) & 0x3FFFFFFF


def pack_entry(document: SearchDocument, synonyms: Synonyms) -> bytes:
    """The entry of a text as one row of bytes to be stored."""
    lanes = min(len(document.sections), MAX_LANES)
    table, low_bits, numbers = _pack_places(_make_places(document, synonyms), lanes * LANE_BYTES)
    named = [document.kind, document.slug, document.locale, document.title, document.url]
    told = [document.summary, *(section.heading for section in document.sections)]
    pieces = [
        table,
        numbers,
        _join([*named, *(section.anchor for section in document.sections)]),
        _join(told),
        _join(section.text for section in document.sections),
    ]
    _, *begins_and_end = accumulate(map(len, pieces), initial=HEAD.size)
    entry = b"".join([HEAD.pack(lanes, (1 << low_bits) - 1, len(table) // SLOT - 1, *begins_and_end), *pieces])
    return entry + bytes(-len(entry) % SLOT)


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
