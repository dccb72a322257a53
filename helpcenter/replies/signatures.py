"""Who signed a mail (DKIM). A signature tells that a domain vouches for these very words; its key is asked for in the name system."""

import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import dkim

from helpcenter.consent.addresses import domain_of
from helpcenter.kit.domain_records import NotAnsweredError, Records

# A mail may bring any number of signatures, and each costs a question: no mailbox provider needs more.
MOST_SIGNATURES = 4
# RFC 8301, 3.2: shorter keys can be broken, and prove nothing.
SMALLEST_KEY = 1024
# What the library would log are a stranger's words.
QUIET = logging.getLogger("helpcenter.replies.dkim")
QUIET.addHandler(logging.NullHandler())
QUIET.propagate = False
# The library names its own errors, and trips over what it did not expect in a stranger's mail.
LIBRARY_ERRORS = (dkim.DKIMException, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, ArithmeticError)


class SignatureProblem(StrEnum):
    """Why no signature vouches for a mail."""

    NONE = "unsigned"
    """There is no signature."""
    OTHER_DOMAIN = "other_domain"
    """Only other domains than the sender's signed it."""
    PARTIAL = "partly_signed"
    """The signature leaves words or the sender out: they could have been added later."""
    WRONG = "bad_signature"
    """The signature does not fit: the mail was changed on its way, or the key is gone."""
    NO_ANSWER = "no_key_answer"
    """The name system did not answer: try again later."""


@dataclass(frozen=True)
class Signed:
    """The domain that vouches for a mail and the name of its key, or why none does."""

    domain: str = ""
    selector: str = ""
    problem: SignatureProblem | None = SignatureProblem.NONE

    @property
    def is_proven(self) -> bool:
        """True when the sender's own domain vouches for the whole mail."""
        return self.problem is None


def check_signatures(raw: bytes, sender: str, records: Records) -> Signed:
    """The signature of the sender's domain, checked with its published key."""
    try:
        fields = _signatures(raw)
    except LIBRARY_ERRORS:
        return Signed(problem=SignatureProblem.WRONG)
    if not fields:
        return Signed()
    own = [number for number, found in fields if is_aligned(found.get("d", ""), domain_of(sender))][:MOST_SIGNATURES]
    checked = [_check(raw, number, dict(fields)[number], records) for number in own]
    return next((each for each in checked if each.is_proven), None) or _worst(checked)


def is_aligned(signing: str, domain: str) -> bool:
    """True when a signing domain may vouch for a sender's: the same one, or the one above it.

    A domain below is not enough: at free.fr and others, strangers own those.
    """
    signing, domain = signing.lower().strip("."), domain.lower().strip(".")
    # A domain with a dot at least: nobody signs for all of .fr.
    return "." in signing and (signing == domain or domain.endswith(f".{signing}"))


def _worst(checked: list[Signed]) -> Signed:
    # Silence of the name system may end; then the signature is looked at again.
    silent = (each for each in checked if each.problem is SignatureProblem.NO_ANSWER)
    return next(silent, None) or next(iter(checked), Signed(problem=SignatureProblem.OTHER_DOMAIN))


def _signatures(raw: bytes) -> list[tuple[int, dict[str, str]]]:
    headers, _body = dkim.rfc822_parse(raw)
    found = [value for name, value in headers if name.lower() == b"dkim-signature"]
    return [(number, _tags(value)) for number, value in enumerate(found)]


def _tags(value: bytes) -> dict[str, str]:
    parts = (part.partition("=") for part in value.decode("ascii", "replace").split(";"))
    return {name.strip(): "".join(rest.split()) for name, mark, rest in parts if mark}


def _check(raw: bytes, number: int, fields: dict[str, str], records: Records) -> Signed:
    domain, selector = fields.get("d", ""), fields.get("s", "")
    # Before the key is asked for: what leaves something out proves nothing, whatever its key says.
    if not _covers_everything(fields):
        return Signed(domain, selector, SignatureProblem.PARTIAL)
    asked = _Key(records)
    try:
        is_valid = dkim.DKIM(raw, logger=QUIET, minkey=SMALLEST_KEY).verify(number, dnsfunc=asked)
    except LIBRARY_ERRORS:
        is_valid = False
    if asked.is_silent:
        return Signed(domain, selector, SignatureProblem.NO_ANSWER)
    return Signed(domain, selector, None if is_valid and not asked.is_test else SignatureProblem.WRONG)


def _covers_everything(fields: dict[str, str]) -> bool:
    """True when the signature covers the sender and the whole text, with a sound algorithm. The library asks for none of these."""
    # Without From anybody could be named as the sender; with l= words may be added below; SHA-1 can be forged.
    headers = {name.lower() for name in fields.get("h", "").split(":")}
    return "from" in headers and "l" not in fields and fields.get("a", "").lower() in {"rsa-sha256", "ed25519-sha256"}


class _Key:
    """Asks for a key in the words of the library, and remembers what the answer was."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.is_silent = False
        self.is_test = False

    def __call__(self, name: bytes, timeout: Any = None) -> bytes | None:
        try:
            texts = self._records.find_texts(name.decode("ascii").rstrip("."))
        except (NotAnsweredError, UnicodeDecodeError):
            self.is_silent = True
            return None
        record = next((text for text in texts or () if "p=" in text), None)
        # A key in test mode (t=y) asks everybody to treat the mail as unsigned.
        self.is_test = record is not None and "y" in _tags(record.encode()).get("t", "").split(":")
        return record.encode("ascii", "replace") if record is not None else None
