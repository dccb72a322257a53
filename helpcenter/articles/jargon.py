"""Words that a clerk need not know: where one first stands, it is explained or leads to the glossary. List: articles/jargon.yaml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import RootModel

from helpcenter.documents.blocks import Kind, blocks_of
from helpcenter.documents.frontmatter import read_yaml
from helpcenter.documents.sentences import replace_code

FILE = "articles/jargon.yaml"
GLOSSARY = "glossary"
LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\([^()]*\)")
# What shows that a sentence explains a word, in French and English.
EXPLAINS = re.compile(
    r"\b(?:c[’']est-à-dire|autrement dit|veut dire|signifie|désigne|on appelle|qu[’']on appelle|s[’']appelle|disent|disons|on dit|"
    r"abréviation|that is|in other words|means?|stands? for|short for|called|known as|say)\b",
    re.IGNORECASE,
)
# “SMTP (the language of mail servers)”, “a server is the computer that …”.
FOLLOWS = re.compile(r"[*_]{0,3}\s*+(?:\(|,?\s*+(?:est|sont|is|are)\s(?:l[’']|(?:un|une|le|la|les|des|a|an|the)\b))", re.IGNORECASE)
# “It guards the reputation of the sender: the trust that …”.
COLON = re.compile(r"\s?:\s")


class Jargon(RootModel[dict[str, dict[str, str]]]):
    """Locale → term → anchor of the glossary that explains it."""

    def terms(self, locale: str) -> tuple[str, ...]:
        """The terms of a language, the longest first, for “hard bounce” is not “bounce”."""
        return tuple(sorted(self.root.get(locale, {}), key=len, reverse=True))

    def anchor(self, locale: str, term: str) -> str:
        """Where the glossary explains a term."""
        return self.root[locale][term]


@dataclass(frozen=True)
class Unexplained:
    """The first use of a term, which nothing explains."""

    term: str
    anchor: str
    line: int


def read_jargon(root: Path) -> Jargon:
    """The list; empty when there is none; ContentError for a mistake in it."""
    file = root / FILE
    return read_yaml(file, Jargon) if file.is_file() else Jargon({})


def unexplained(jargon: Jargon, locale: str, body: str, first_line: int = 1) -> Iterator[Unexplained]:
    """The terms of a text whose first use is neither a link nor explained in its sentence."""
    pattern = _pattern(jargon.terms(locale))
    seen: set[str] = set()
    for block in blocks_of(body, first_line) if pattern else ():
        # A heading cannot explain itself; what a picture says is said in the text too.
        if block.kind is not Kind.PROSE or not pattern:
            continue
        text = replace_code(block.text, lambda code: " " * len(code))
        for term, places in _uses(jargon, locale, pattern, text).items():
            if term not in seen and not any(_is_explained(text, place) for place in places):
                yield Unexplained(term, jargon.anchor(locale, term), block.line + text[: places[0].start()].count("\n"))
            seen.add(term)


def _uses(jargon: Jargon, locale: str, pattern: re.Pattern[str], text: str) -> dict[str, list[re.Match[str]]]:
    """All places of each term in a block: the second sentence may explain what the first one names."""
    found: dict[str, list[re.Match[str]]] = {}
    for match in pattern.finditer(LINK.sub(_mask_address, text)):
        if term := _listed(jargon, locale, match[0]):
            found.setdefault(term, []).append(match)
    return found


@lru_cache(maxsize=8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for all terms; abbreviations in capitals are looked for as they are written."""
    words = [r"\s+".join(map(re.escape, term.split())) for term in terms]
    parts = [word if term.isupper() else f"(?i:{word}s?)" for term, word in zip(terms, words, strict=True)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])") if parts else None


def _listed(jargon: Jargon, locale: str, found: str) -> str:
    plain = " ".join(found.split()).casefold()
    # None of them where a pattern that ignores case takes the Turkish ı for an i: it is another letter.
    return next((term for term in jargon.terms(locale) if term.casefold() in {plain, plain.removesuffix("s")}), "")


def _mask_address(match: re.Match[str]) -> str:
    return f"[{match['text']}]" + " " * (len(match[0]) - len(match["text"]) - 2)


def _is_explained(text: str, found: re.Match[str]) -> bool:
    if any(link.start() <= found.start() and found.end() <= link.end("text") for link in LINK.finditer(text)):
        return True
    # Its own sentence: an explanation in the next paragraph comes too late for whoever reads the word.
    begin = max(text.rfind(mark, 0, found.start()) for mark in (". ", ".\n", "! ", "? ")) + 1
    end = min((place for mark in (". ", ".\n", "! ", "? ") if (place := text.find(mark, found.end())) > 0), default=len(text))
    is_in_brackets = text.count("(", begin, found.start()) > text.count(")", begin, found.start())
    follows = FOLLOWS.match(text, found.end()) or COLON.search(text, found.end(), end)
    return is_in_brackets or bool(follows or EXPLAINS.search(text, begin, end))
