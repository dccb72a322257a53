"""How a word sounds, roughly: who writes by ear finds the word all the same (blokée → bloquée, adrèce → adresse)."""

import re
from collections.abc import Iterable

from helpcenter.search.words import fold

# In order; what is written differently and sounds alike becomes the same letters. The words have no accents any more.
FRENCH = (
    ("ph", "f"),
    ("qu|q|ck|k|c(?=[aour])|c(?=[lt])|ch(?=[rlt])", "k"),
    ("ge(?=[aou])", "j"),
    ("g(?=[eiy])", "j"),
    ("gu(?=[eiy])", "g"),
    ("c(?=[eiy])|sc(?=[eiy])", "s"),
    ("ti(?=on|el)", "si"),
    ("x", "ks"),
    ("eau|au", "o"),
    ("[ae]i(?![ln])|[ae]y", "e"),
    ("[ae]in|[iy]n(?![aeiouyn])|[iy]m(?=[pb])|aim", "1"),
    ("[ae]n(?![aeiouyn])|[ae]m(?=[pb])", "2"),
    ("om(?=[pb])", "on"),
    ("y", "i"),
    ("h", ""),
    (r"(?<=[a-z])(?:ees?|e[rsz]?|ent|[dtp]s?|[sx])$", ""),
    (r"(.)\1+", r"\1"),
)
ENGLISH = (
    ("ph", "f"),
    ("ck|q|c(?=[aoulrt])|c$", "k"),
    ("c(?=[eiy])", "s"),
    ("gh(?=t)|(?<=[aeiou])gh", ""),
    ("^kn", "n"),
    ("^wr", "r"),
    ("ti(?=on)|si(?=on)|ci(?=an)", "sh"),
    ("x", "ks"),
    ("z", "s"),
    ("ie|ei|ea|ee|y", "i"),
    ("(?<=[a-z])[aeiou](?=nce|nt|ble|r$)", "e"),
    ("(?<=.)h", ""),
    ("(?<=[a-z])e$", ""),
    (r"(.)\1+", r"\1"),
)
# The ends of words are the ends of lines, so that a whole vocabulary takes no longer than a few words.
RULES = {
    locale: tuple((re.compile(pattern, re.MULTILINE), by) for pattern, by in rules) for locale, rules in (("fr", FRENCH), ("en", ENGLISH))
}


def sound_of(word: str, locale: str) -> str:
    """The sound of a word as a row of letters that means something only beside another."""
    return sounds_of([word], locale)[0]


def sounds_of(words: Iterable[str], locale: str) -> list[str]:
    """The sounds of many words."""
    sounds = "\n".join(map(fold, words))
    for pattern, by in RULES[locale]:
        sounds = pattern.sub(by, sounds)
    return sounds.split("\n")
