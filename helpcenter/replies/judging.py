"""When a mail proves a consent: signed by the sender's domain, sent from the blocked address, with the code in its words.

Anything less is "unproved" and says what is missing. What a program wrote is no answer at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from helpcenter.consent.addresses import canonical_address
from helpcenter.replies.automatic import Automatic
from helpcenter.replies.reading import ReadMail
from helpcenter.replies.signatures import Signed


class Verdict(StrEnum):
    """What a mail is worth as evidence."""

    PROVED = "proved"
    """Whoever reads this mailbox wrote it, about this very code."""
    UNPROVED = "unproved"
    """It may be genuine; nothing shows it."""
    AUTOMATIC = "automatic"
    """A program wrote it."""


class Reason(StrEnum):
    """What is missing, or what wrote the mail."""

    UNSIGNED = "unsigned"
    """No signature."""
    OTHER_DOMAIN = "other_domain"
    """Signed, but not by the sender's domain."""
    PARTLY_SIGNED = "partly_signed"
    """The signature leaves something out."""
    BAD_SIGNATURE = "bad_signature"
    """The signature does not fit."""
    NO_KEY_ANSWER = "no_key_answer"
    """The key could not be asked for."""
    MALFORMED = "malformed"
    """Two programs would read two different mails in it."""
    OTHER_SENDER = "other_sender"
    """It does not come from the blocked address."""
    NO_CODE = "no_code"
    """The code does not stand in its words."""
    BOUNCE = "bounce"
    """A notice of failed delivery."""
    RECEIPT = "receipt"
    """A read receipt."""
    AUTO_REPLY = "auto_reply"
    """An out-of-office reply."""
    LIST = "list"
    """Sent to many."""


@dataclass(frozen=True)
class Judgement:
    """The verdict and everything that speaks against more."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


def judge(mail: ReadMail, signed: Signed, address: str, *, has_code: bool) -> Judgement:
    """Judge a mail about the invitation of this address; `has_code` says that a code of this record stands in its words."""
    # Before the signature: servers sign what their programs write as well (docs/decisions/0026).
    if mail.automatic is not None:
        return Judgement(Verdict.AUTOMATIC, (_of_program(mail.automatic),))
    reasons = [*_against_signature(mail, signed)]
    if not mail.sender or canonical_address(mail.sender) != canonical_address(address):
        reasons.append(Reason.OTHER_SENDER)
    if not has_code:
        reasons.append(Reason.NO_CODE)
    return Judgement(Verdict.UNPROVED, tuple(reasons)) if reasons else Judgement(Verdict.PROVED)


def _against_signature(mail: ReadMail, signed: Signed) -> tuple[Reason, ...]:
    against = () if signed.problem is None else (Reason(signed.problem.value),)
    return against if mail.is_well_formed else (*against, Reason.MALFORMED)


def _of_program(automatic: Automatic) -> Reason:
    return Reason(automatic.value)
