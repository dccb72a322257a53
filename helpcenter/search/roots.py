"""Other forms of a word that its stemmer does not see: what the word may begin with once its ending is taken off."""

from collections.abc import Iterator

# Endings of verbs that Snowball leaves (débloquons), and of words typed without their accents (bloquees).
ENDINGS = {
    "fr": [
        "erions",
        "eriez",
        "eraient",
        "erais",
        "erait",
        "erons",
        "eront",
        "issons",
        "ions",
        "iez",
        "aient",
        "ons",
        "ent",
        "ait",
        "ais",
        "ant",
        "ees",
        "era",
        "ez",
        "ee",
        "er",
        "es",
        "e",
        "s",
    ],
    "en": ["ations", "ation", "ments", "ment", "ings", "ing", "ers", "ies", "ied", "ed", "er", "es", "ly", "e", "s", "d"],
}
SHORTEST_ROOT = 5


def roots_of(word: str, locale: str) -> Iterator[str]:
    """What remains without each ending, the longest ending first; never less than five letters."""
    for ending in ENDINGS[locale]:
        root = word.removesuffix(ending)
        if root != word and len(root) >= SHORTEST_ROOT:
            yield root


def is_form(word: str, root: str, locale: str) -> bool:
    """True when a word is this root with another ending: plain-te is no form of plain-e."""
    return word == root or word[len(root) :] in ENDINGS[locale]
