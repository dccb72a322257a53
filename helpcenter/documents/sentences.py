"""Sentences of a text, with the number of their words: long ones lose their readers. Made for French and English, good for others."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helpcenter.documents.blocks import blocks_of

# The French administration's and the EU's plain-language guides both ask for 15 to 20 words, and at most 25.
MOST_WORDS = 25

BACKTICKS = re.compile(r"`+")
LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
ADDRESS = re.compile(r"<?(?:https?://|mailto:|www\.)[^\s>)]+>?|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}]*\}")
VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")
EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w))")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# What may stand before an abbreviation: a quote, a bracket, an elided “l’”.
BEFORE = re.compile(r"[«“\"‘'’(\[]")
WORD = re.compile(r"[^\W_]")
# A mark that may end a sentence (the Arabic question mark too), the quotes and brackets that close with it (French sets a blank
# before ! and »), then a blank.
END = re.compile(r"(?<![.!?؟…])[.!?؟…]++(?:\s?[»”\"’')\]])*(?=\s|$)")
# These never end a sentence; the next do before a capital letter, the last unless a number follows (“the answer is no.”).
TITLES = frozenset(
    {"cf", "dr", "ex", "e.g", "i.e", "m", "mm", "mme", "mr", "mrs", "ms", "mgr", "prof", "st", "ste", "vs", "c.-à-d", "p.ex"}
)
ENDINGS = frozenset({"a.m", "p.m", "approx", "env", "etc", "inc", "jr", "ltd", "max", "min", "sr"})
NUMBERED = frozenset({"art", "chap", "fig", "n", "no", "p", "pp", "tel", "tél"})


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is read, the line where it begins, and how many words it has."""

    line: int
    text: str
    words: int


def sentences_of(body: str, first_line: int = 1) -> Iterator[Sentence]:
    """All sentences of a text: of paragraphs, items, cells, headings and picture texts; addresses and code are no words."""
    for block in blocks_of(body, first_line):
        yield from split_sentences(plain_words(block.text), block.line)


def split_sentences(text: str, first_line: int = 1) -> Iterator[Sentence]:
    """The sentences of a plain text that begins in this line."""
    begin = 0
    for end in (*_ends(text), len(text)):
        part = text[begin:end]
        line = first_line + text[: begin + len(part) - len(part.lstrip())].count("\n")
        if words := count_words(part):
            yield Sentence(line, " ".join(part.split()), words)
        begin = end


def long_sentences(body: str, first_line: int = 1, most: int = MOST_WORDS) -> Iterator[Sentence]:
    """The sentences with more words than a reader holds in mind."""
    return (sentence for sentence in sentences_of(body, first_line) if sentence.words > most)


def plain_words(markdown: str) -> str:
    """Inline Markdown as it is read aloud: link texts stay, addresses and code go; line breaks stay where they are."""
    text = LINK.sub(r"\1", replace_code(markdown, _only_breaks))
    for pattern in (ADDRESS, ATTRIBUTES):
        text = pattern.sub("", text)
    text = VARIABLE.sub(lambda match: match[1].strip(), text)
    return ESCAPE.sub(r"\1", EMPHASIS.sub("", text))


def replace_code(markdown: str, put: Callable[[str], str]) -> str:
    """The text with what `put` makes of each code span, which ends at the next run of exactly as many backticks as began it."""
    # No pattern: one looks through the whole rest again for each run that nothing closes.
    runs = [(run.start(), run.end()) for run in BACKTICKS.finditer(markdown)]
    closings: dict[int, deque[int]] = defaultdict(deque)
    for start, end in runs:
        closings[end - start].append(end)
    parts, done = list[str](), 0
    for start, end in runs:
        later = closings[end - start]
        later.popleft()
        if start >= done and later:
            parts += [markdown[done:start], put(markdown[start : later[0]])]
            done = later[0]
    return "".join([*parts, markdown[done:]])


def _only_breaks(code: str) -> str:
    return "\n" * code.count("\n")


def count_words(text: str) -> int:
    """Words between blanks: “l’adresse” and “rendez-vous” are one each, a mark that stands alone is none."""
    return sum(bool(WORD.search(part)) for part in text.split())


def _ends(text: str) -> Iterator[int]:
    for match in END.finditer(text):
        if match.end() < len(text.rstrip()) and _is_end(text, match):
            yield match.end()


def _is_end(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip(" \n\t«“\"‘'([—–-")
    # “etc. and so on”: no sentence begins with a small letter.
    if following[:1].islower():
        return False
    return match[0] != "." or not _is_abbreviated(text[: match.start()].rsplit(maxsplit=2), following)


def _is_abbreviated(before: list[str], following: str) -> bool:
    last = BEFORE.split(before[-1])[-1].casefold() if before else ""
    if last in TITLES:
        return True
    if last in ENDINGS:
        return not following[:1].isupper()
    if last in NUMBERED:
        return following[:1].isdigit()
    # One letter is an initial after a name or at the beginning (“Marie J. Dupont”), but not in “plan B.”.
    is_letter = len(last) == 1 and before[-1][-1:].isupper()
    return is_letter and (len(before) == 1 or before[-2][:1].isupper())
