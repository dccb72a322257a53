"""Accents that were read in the wrong character set on the way, made whole again: the one place that knows how."""

import re

# "Ã" begins most French accents that were read wrongly: "BoÃ®te"; "â€" the quotation marks and dashes.
SIGNS = ("\u00c3", "\u00e2\u20ac")
BROKEN = re.compile("\u00e2\u20ac.|[\u00c2-\u00c5].")


def mend(text: str) -> str:
    """A text whose accents were read in the wrong character set once, as pasted reports often are: "bo\u00c3\u00aete" is "boîte"."""
    return BROKEN.sub(_mend_letter, text) if any(sign in text for sign in SIGNS) else text


def mend_bytes(data: bytes) -> bytes:
    """The same for a text in UTF-8; what is none stays as it is."""
    if not any(sign.encode() in data for sign in SIGNS):
        return data
    try:
        return mend(data.decode("utf-8")).encode("utf-8")
    except UnicodeError:
        return data


def _mend_letter(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]
