"""Is a sender address safe to announce? What its domain publishes: SPF, DKIM, DMARC, each good, to be mended or not checked.

Families who trust an address trust whoever can forge it: that is why a mailbox provider asks for these three. Nothing is green that
nobody has seen: an unanswered question is "not checked", and so is a DKIM key that was not found, for its name cannot be guessed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from helpcenter.kit.dkim import check_dkim
from helpcenter.kit.dmarc import check_dmarc
from helpcenter.kit.domain_records import NotAnsweredError, Records
from helpcenter.kit.findings import Finding, Reason, Subject, Verdict
from helpcenter.kit.spf import check_spf

# Providers of mailboxes for everybody, besides those whose screens content/mail-clients/ describes.
FREE_MAIL = frozenset(
    {
        "aliceadsl.fr",
        "aol.fr",
        "bluewin.ch",
        "caramail.fr",
        "gmx.com",
        "gmx.fr",
        "gmx.net",
        "hotmail.be",
        "hotmail.ch",
        "live.be",
        "mail.com",
        "mailo.com",
        "netcourrier.com",
        "numericable.fr",
        "outlook.be",
        "tutanota.com",
        "web.de",
        "yahoo.be",
        "yahoo.ch",
        "zoho.com",
    }
)


class Overall(StrEnum):
    """What a clerk wants to know first."""

    GOOD = "good"
    """All that could be looked at is in order."""
    TO_MEND = "to_mend"
    """Somebody who keeps the domain has something to do."""
    NOT_CHECKED = "not_checked"
    """Too little could be looked at to say so."""


@dataclass(frozen=True)
class SenderSafety:
    """The answer for one address."""

    address: str
    findings: tuple[Finding, ...]

    @property
    def overall(self) -> Overall:
        """Good only when everything was seen to be good."""
        verdicts = {finding.verdict for finding in self.findings}
        if Verdict.TO_MEND in verdicts:
            return Overall.TO_MEND
        return Overall.GOOD if verdicts == {Verdict.GOOD} else Overall.NOT_CHECKED

    def to_json(self) -> dict[str, Any]:
        """Plain values to be stored."""
        return {"address": self.address, "findings": [finding.to_json() for finding in self.findings]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """What was stored."""
        return cls(stored["address"], tuple(Finding.from_json(each) for each in stored["findings"]))


@dataclass(frozen=True)
class Provider:
    """What the mail provider publishes: the domain that SPF must include (may be empty), the names of its DKIM keys."""

    spf_include: str = ""
    selectors: tuple[str, ...] = ()


def check_sender(address: str, records: Records, provider: Provider, free_mail: Iterable[str] = FREE_MAIL) -> SenderSafety:
    """Look at everything that the domain of this address publishes."""
    # Names of domains know no capitals.
    domain = address.rpartition("@")[2].lower()
    if domain in set(free_mail):
        # The provider's DMARC lets nobody else write in its name: nothing that one publishes could help.
        return SenderSafety(address, (Finding(Subject.ADDRESS, Verdict.TO_MEND, Reason.FREE_MAIL, domain),))
    findings = (
        Finding(Subject.ADDRESS, Verdict.GOOD, Reason.FIXED, address),
        _answered(Subject.SPF, lambda: check_spf(domain, records, provider.spf_include)),
        _answered(Subject.DKIM, lambda: check_dkim(domain, records, provider.selectors)),
        _answered(Subject.DMARC, lambda: check_dmarc(domain, records)),
    )
    return SenderSafety(address, findings)


def _answered(subject: Subject, check: Callable[[], Finding]) -> Finding:
    try:
        # Each by itself: a question without answer leaves the other answers as they are.
        return check()
    except NotAnsweredError as error:
        return Finding(subject, Verdict.NOT_CHECKED, Reason.NOT_ANSWERED, str(error))
