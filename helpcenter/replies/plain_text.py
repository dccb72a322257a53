"""The words of a mail: without HTML, and without what is only quoted from the mail before."""

import re
from collections import Counter
from html.parser import HTMLParser

BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "table", "hr"})
SILENT = frozenset({"style", "script", "head", "title"})
# The mail client writes one of these above what it quotes; what follows is somebody else's.
QUOTE_HEADS = (
    re.compile(
        r"^\s*-{2,}\s*(original message|message d.origine|message original|ursprüngliche nachricht|mensaje original)", re.IGNORECASE
    ),
    re.compile(r"^\s*-{2,}\s*(mensagem original|messaggio originale|özgün ileti|الرسالة الأصلية)", re.IGNORECASE),
    re.compile(
        r"^\s*(on|le|am|el|em|il|في)\s.{4,160}(wrote|a écrit|schrieb|escribió|escreveu|ha scritto|yazdı|كتب)\s*:?\s*$", re.IGNORECASE
    ),
    re.compile(r"^_{20,}\s*$"),
    re.compile(r"^\s*(from|de|von|da|kimden|من)\s?:\s.+@", re.IGNORECASE),
)


def strip_markup(html: str) -> str:
    """The words of an HTML text, a line per block."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


def without_quotes(text: str) -> str:
    """What the sender wrote now: up to the head of a quotation, without lines that begin with >."""
    kept: list[str] = []
    for line in text.splitlines():
        # From here on it may be somebody else who wrote: what stands below counts for nothing by itself, and a person reads the mail.
        if any(head.search(line) for head in QUOTE_HEADS):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return "\n".join(kept)


class _Words(HTMLParser):
    """Collects text, leaving out what is never shown and what is marked as a quotation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        # Counted, not listed: a stranger's mail may open a hundred thousand of them and close none.
        self._silent: Counter[str] = Counter()
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line where a block begins; fall silent for what nobody sees."""
        if tag in SILENT:
            self._silent[tag] += 1
        if tag == "blockquote":
            self._quotes += 1
        if tag in BREAKS or tag == "blockquote":
            # Marked as in a plain mail, so that without_quotes leaves it out as well.
            self.words.append("\n" + "> " * bool(self._quotes))

    def handle_endtag(self, tag: str) -> None:
        """End a silence or a quotation."""
        if self._silent[tag] > 1:
            self._silent[tag] -= 1
        else:
            del self._silent[tag]
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is shown; a line break within a paragraph is a blank."""
        if not self._silent:
            self.words.append(" ".join(data.split("\n")))
