"""The four digits printed beside the square of a paper or a counter's screen, where no program reads: another proof of a person.

They stand in no address and no message. Four digits are few, so only a handful of wrong ones is borne; the address always works.
"""

import re
import secrets
from collections.abc import Sequence

from helpcenter.consent.addresses import clean_typed
from helpcenter.consent.keys import KeyedHash, KeyRing
from helpcenter.consent.models import Carrier, Invitation

PRINTED_ON = frozenset({Carrier.LETTER, Carrier.COUNTER})
# Twenty tries in some 9,700 numbers that are not common: one guesser in 485 hits.
MOST_WRONG = 20
PURPOSE = "consent.digits"
FOUR_DIGITS = re.compile(r"[0-9]{4}")
# What programs and people try first: years, the first numbers, one digit four times, digits in their order.
COMMON = re.compile(r"(?:19|20)[0-9]{2}|000[0-9]|([0-9])\1{3}")
ROWS = "01234567890", "09876543210"


def make_digits(texts: Sequence[str]) -> str:
    """Four digits that nobody tries first, and that stand in none of these texts."""
    while True:
        digits = f"{secrets.randbelow(10_000):04d}"
        if not is_common(digits) and not any(digits in text for text in texts):
            return digits


def is_common(digits: str) -> bool:
    """True for digits that are tried first."""
    return COMMON.fullmatch(digits) is not None or any(digits in row for row in ROWS)


def seal_digits(keys: KeyRing, code_hash: str, digits: str) -> str:
    """What is stored instead of the digits."""
    # With a key: under a plain hash, four digits are found by trying all ten thousand.
    sealed = keys.hash(PURPOSE, f"{code_hash}:{digits}")
    return f"{sealed.key_id}:{sealed.digest}"


def are_digits(keys: KeyRing, invitation: Invitation, typed: str) -> bool:
    """True for the digits of this invitation; nothing is counted."""
    digits = clean_typed(typed)
    if not invitation.digits_hash or not FOUR_DIGITS.fullmatch(digits):
        return False
    key_id, _, digest = invitation.digits_hash.partition(":")
    return keys.matches(KeyedHash(key_id, digest), PURPOSE, f"{invitation.code_hash}:{digits}")


def try_digits(keys: KeyRing, invitation: Invitation, typed: str) -> bool:
    """The same, as a proof: after too many wrong ones, these digits prove nothing any more."""
    # Anything but four digits costs no try: people type their address into the same box.
    if invitation.digits_left <= 0 or not FOUR_DIGITS.fullmatch(clean_typed(typed)):
        return False
    if are_digits(keys, invitation, typed):
        return True
    invitation.digits_left -= 1
    return False
