"""The code of an invitation: 16 letters and digits that can be read aloud and typed; only its hash is stored."""

import hashlib
import secrets
import unicodedata

# Crockford's base32: no I, L, O, U. 16 of them hold 80 random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
HYPHENS = str.maketrans(dict.fromkeys("-‐‑‒–—−_.", ""))


def make_code() -> str:
    """A new code, written without groups; a digit is in it, for one in 400 would be letters only and read like four words."""
    while not has_digit(code := "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))):
        pass
    return code


def has_digit(code: str) -> bool:
    """True for what no word of a language is."""
    return any(sign.isdigit() for sign in code)


def clean_code(typed: str) -> str:
    """What was typed, without blanks, hyphens, signs of direction, lower case and lookalikes; the address of the page may surround it."""
    last = typed.strip().partition("?")[0].rstrip("/").rpartition("/")[2]
    plain = "".join(map(_plain_sign, unicodedata.normalize("NFKC", last))).translate(HYPHENS)
    return plain.upper().translate(LOOKALIKES)


def _plain_sign(letter: str) -> str:
    # An Arabic keyboard writes other digits, and a copied text brings signs of direction along.
    if letter.isspace() or unicodedata.category(letter) == "Cf":
        return ""
    return str(unicodedata.digit(letter, letter))


def is_code(text: str) -> bool:
    """True for a clean code, whether it exists or not."""
    return len(text) == LENGTH and all(letter in ALPHABET for letter in text)


def hash_code(code: str) -> str:
    """What is stored instead of the code. 80 random bits need no salt and no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()


def group_code(code: str) -> str:
    """The code as people read it: 7K2M-9QXD-4TRW-0PZ5."""
    # In fours, as people read numbers aloud.
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
