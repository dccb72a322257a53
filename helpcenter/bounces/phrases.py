"""Wordings as staff write them, and how they are found in a text.

A phrase is plain words, compared without case, accents and line breaks. "…" stands for up to 80 letters in between, a
"*" at the end for the rest of a word. There is no regular expression to get wrong, and none that could hang.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SHORTEST = 2
LONGEST_GAP = 80
GAP = "…"
# Scripts that write no spaces: a sentence in them goes on right beside an address, and is none of it.
CLOSE = r"\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"
ADDRESS = re.compile(rf"<?(?:mailto:)?[^\s<>\"'(),;:@{CLOSE}]{{1,64}}@[^\s<>\"'(),;:@{CLOSE}]{{1,255}}>?")
# Servers repeat their code at the head of each line of a long answer.
AGAIN = re.compile(r"(?<=\S )[245]\d\d-(?:#?[245]\.\d{1,3}\.\d{1,3} )?")
# The name of a server, told by the number behind it: "spam-filter.example.org[192.0.2.1]" is no reason either.
HOST = re.compile(r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\.?(?= ?[\[(](?:\d{1,3}\.|ipv6))")
# Postfix says that it waits before it says why.
POSTFIX_WAITS = "delivery temporarily suspended: "
# Quotation marks as a keyboard types them, and letters whose stroke is no accent.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"'),
        **dict(zip("łŁøØđĐıæœß", ("l", "l", "o", "o", "d", "d", "i", "ae", "oe", "ss"), strict=True)),
    }
)
# A word as _is_edge sees its ends.
WORD = re.compile("[a-z0-9]+")
# Stands for the words of a text in letters that know no edges.
OTHER_LETTERS = "…"
MARKS = re.compile("[\u0300-\u036f]")


class PhraseError(ValueError):
    """A phrase that cannot be used."""


@dataclass(frozen=True)
class Phrase:
    """Pieces that stand in a text in this order, no further apart than a gap."""

    source: str
    pieces: tuple[str, ...]
    is_open: bool
    """True when the last word may go on."""

    def find(self, text: str) -> int:
        """Where the phrase begins in a folded text; -1 when it is not there."""
        first = self.pieces[0]
        at = text.find(first)
        while at >= 0:
            if self._fits(text, at):
                return at
            at = text.find(first, at + 1)
        return -1

    @property
    def longest_word(self) -> str:
        """The longest whole word that a text must hold for this phrase to be there; without one, whether it has other letters."""
        words = (word for at, piece in enumerate(self.pieces) for word in self._whole_words(at, piece))
        return max(words, key=len, default="" if "".join(self.pieces).isascii() else OTHER_LETTERS)

    def _whole_words(self, at: int, piece: str) -> Iterator[str]:
        """Those that cannot go on in a text. A piece may begin and end within a word, save where the phrase begins or ends."""
        is_first, is_closed = at == 0, at == len(self.pieces) - 1 and not self.is_open
        for found in WORD.finditer(piece):
            if (found.start() or is_first) and (found.end() < len(piece) or is_closed):
                yield found[0]

    def _fits(self, text: str, at: int) -> bool:
        if not _is_edge(text, at - 1, self.pieces[0][0]):
            return False
        end = at + len(self.pieces[0])
        for piece in self.pieces[1:]:
            next_at = text.find(piece, end, end + LONGEST_GAP + len(piece))
            if next_at < 0:
                return False
            end = next_at + len(piece)
        return self.is_open or _is_edge(text, end, text[end - 1])


def _is_edge(text: str, beside: int, letter: str) -> bool:
    """True when a word cannot go on here; scripts that write no spaces know no edges."""
    if not (letter.isascii() and letter.isalnum()) or not 0 <= beside < len(text):
        return True
    return not (text[beside].isascii() and text[beside].isalnum())


def read_phrase(written: str) -> Phrase:
    """A phrase as staff wrote it."""
    folded = fold(written)
    is_open = folded.endswith("*")
    pieces = tuple(piece.strip() for piece in folded.removesuffix("*").split(GAP))
    if any(len(piece) < SHORTEST and piece.isascii() for piece in pieces) or not all(pieces):
        raise PhraseError(f"the phrase “{written}” is too short: {SHORTEST} letters at least on each side of “…”")
    return Phrase(folded, pieces, is_open)


def holds_any(text: str, phrases: Iterable[Phrase]) -> bool:
    """True when one of the phrases stands in a folded text."""
    # Most phrases stand in no text: to look for their first words alone costs a third of asking each of them.
    return any(phrase.pieces[0] in text and phrase.find(text) >= 0 for phrase in phrases)


def words_of(folded: str) -> frozenset[str]:
    """The words of a folded text, among which is the longest word of each phrase that it holds."""
    return frozenset(["", *WORD.findall(folded), *([] if folded.isascii() else [OTHER_LETTERS])])


def fold(text: str) -> str:
    """A text as phrases are compared: small letters, no accents, one space between words."""
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFKD", text.replace(GAP, "\x00").translate(PLAIN)))
        text = unicodedata.normalize("NFC", text).replace("\x00", GAP)
    return " ".join(text.lower().split())


def fold_report(text: str) -> str:
    """A server's words folded, its repeated codes, all addresses and the names of servers taken out: a name is no reason."""
    if "@" in text:
        text = ADDRESS.sub("@", text)
    return AGAIN.sub("", HOST.sub("", fold(text))).replace(POSTFIX_WAITS, "")
