"""What is found about a sender address: values, without words; safety_words.py says them."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Subject(StrEnum):
    """What is looked at."""

    ADDRESS = "address"
    """The address itself."""
    SPF = "spf"
    """Which servers may send for the domain (RFC 7208)."""
    DKIM = "dkim"
    """The key with which mails are signed (RFC 6376)."""
    DMARC = "dmarc"
    """What a mailbox provider shall do with mails that neither of them vouches for (RFC 7489)."""


class Verdict(StrEnum):
    """How it stands."""

    GOOD = "good"
    """Seen, and in order."""
    TO_MEND = "to_mend"
    """Seen, and wrong or missing."""
    NOT_CHECKED = "not_checked"
    """Not seen: nobody may call it good, nor bad."""


class Reason(StrEnum):
    """Why."""

    FIXED = "fixed"
    """One full address on an own domain."""
    FREE_MAIL = "free_mail"
    """The address of a mailbox for everybody (gmail.com …): its provider forbids that others send in its name."""
    NOT_ANSWERED = "not_answered"
    """The domain name system did not answer."""
    NO_DOMAIN = "no_domain"
    """The domain does not exist."""
    SPF_GOOD = "spf_good"
    """One record that names who may send, and refuses others."""
    SPF_MISSING = "spf_missing"
    """No record."""
    SPF_SEVERAL = "spf_several"
    """Several records: none of them counts."""
    SPF_EVERYBODY = "spf_everybody"
    """Everybody may send (+all)."""
    SPF_OPEN = "spf_open"
    """It does not say what to do with others (?all, or no all)."""
    SPF_LOOKUPS = "spf_lookups"
    """More than ten look-ups: the record does not count."""
    SPF_BROKEN = "spf_broken"
    """A part of it cannot be read, or leads to a domain without SPF."""
    SPF_PROVIDER = "spf_provider"
    """It does not name our mail provider."""
    DKIM_FOUND = "dkim_found"
    """A key stands under a name that we know."""
    DKIM_REVOKED = "dkim_revoked"
    """Under that name the key was taken back."""
    DKIM_WEAK = "dkim_weak"
    """The key is damaged or shorter than 1024 bits."""
    DKIM_NOT_FOUND = "dkim_not_found"
    """No key under the names that we tried; that proves nothing."""
    DMARC_GOOD = "dmarc_good"
    """A policy that protects the name."""
    DMARC_STRICT = "dmarc_strict"
    """The same, and signatures must carry exactly this domain."""
    DMARC_MISSING = "dmarc_missing"
    """No policy."""
    DMARC_SEVERAL = "dmarc_several"
    """Several records: none of them counts."""
    DMARC_BROKEN = "dmarc_broken"
    """It names no policy that anybody knows."""
    DMARC_NONE = "dmarc_none"
    """It watches only (p=none)."""


@dataclass(frozen=True)
class ZoneLine:
    """A TXT record to be published: its full name and its value."""

    name: str
    value: str


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `detail` is what was found (a record, a name, a number), `lines` what to publish instead."""

    subject: Subject
    verdict: Verdict
    reason: Reason
    detail: str = ""
    lines: tuple[ZoneLine, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """What was stored."""
        lines = tuple(ZoneLine(**line) for line in stored["lines"])
        return cls(Subject(stored["subject"]), Verdict(stored["verdict"]), Reason(stored["reason"]), stored["detail"], lines)


def good(subject: Subject, reason: Reason, detail: str = "") -> Finding:
    """Seen, and in order."""
    return Finding(subject, Verdict.GOOD, reason, detail)


def to_mend(subject: Subject, reason: Reason, detail: str = "", *lines: ZoneLine) -> Finding:
    """Seen, and wrong or missing."""
    return Finding(subject, Verdict.TO_MEND, reason, detail, lines)
