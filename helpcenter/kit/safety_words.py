"""What was found about an address, in words for a clerk."""

from dataclasses import dataclass

from helpcenter.kit.findings import Finding, Reason, Subject, Verdict
from helpcenter.kit.sender_safety import Overall
from helpcenter.web.locale import _


@dataclass(frozen=True)
class Said:
    """A finding in words: what was looked at, how it stands, what it means."""

    title: str
    verdict: str
    meaning: str


def say(finding: Finding) -> Said:
    """The words for a finding."""
    return Said(_titles()[finding.subject], _verdicts()[finding.verdict], _meanings(finding.detail)[finding.reason])


def say_overall(overall: Overall) -> str:
    """The answer in one sentence."""
    texts: dict[Overall, str] = {
        Overall.GOOD: _("All that mailbox providers look at is in order."),
        Overall.TO_MEND: _("Something is to be mended before you announce this address."),
        Overall.NOT_CHECKED: _("Nothing wrong was seen, but not everything could be checked."),
    }
    return texts[overall]


def _titles() -> dict[Subject, str]:
    return {
        Subject.ADDRESS: _("The address"),
        Subject.SPF: _("SPF: who may send for your domain"),
        Subject.DKIM: _("DKIM: the signature under your mails"),
        Subject.DMARC: _("DMARC: what happens to mails that imitate yours"),
    }


def _verdicts() -> dict[Verdict, str]:
    return {Verdict.GOOD: _("Good"), Verdict.TO_MEND: _("To mend"), Verdict.NOT_CHECKED: _("Not checked")}


def _meanings(detail: str) -> dict[Reason, str]:
    return _of_address(detail) | _of_spf(detail) | _of_dkim(detail) | _of_dmarc()


def _of_address(detail: str) -> dict[Reason, str]:
    return {
        Reason.FIXED: _("One full address on a domain of your own. Keep it: families trust this very address."),
        Reason.FREE_MAIL: _(
            "%(domain)s is a mailbox for everybody. Its provider forbids others to send in its name, so many of your mails would be"
            " refused. Take an address on the domain of your organisation.",
            domain=detail,
        ),
        Reason.NOT_ANSWERED: _("The domain name system gave no answer. This says nothing, good or bad: try again later."),
        Reason.NO_DOMAIN: _("The domain %(domain)s does not exist. Look for a typing mistake in the address.", domain=detail),
    }


def _of_spf(detail: str) -> dict[Reason, str]:
    return {
        Reason.SPF_GOOD: _("Your domain says who may send its mails, and turns others away."),
        Reason.SPF_MISSING: _("Your domain does not say who may send its mails: anybody can imitate you."),
        Reason.SPF_SEVERAL: _("Your domain says it several times, and then none of them counts. Make one of them."),
        Reason.SPF_EVERYBODY: _("Your domain lets everybody send in its name."),
        Reason.SPF_OPEN: _("Your domain names who may send, but does not turn others away."),
        Reason.SPF_LOOKUPS: _("The record needs more than ten look-ups, and then it does not count. Take out what nobody uses."),
        Reason.SPF_BROKEN: _("A part of the record cannot be read, or leads nowhere, and then it does not count: %(part)s", part=detail),
        Reason.SPF_PROVIDER: _("The record does not name the mail provider that sends your mails."),
    }


def _of_dkim(detail: str) -> dict[Reason, str]:
    return {
        Reason.DKIM_FOUND: _("A key was found under the name “%(name)s”.", name=detail),
        Reason.DKIM_REVOKED: _("The key under the name “%(name)s” was taken back. Ask the mail provider for the present one.", name=detail),
        Reason.DKIM_WEAK: _("The key under the name “%(name)s” is damaged or too short. Ask the mail provider for a new one.", name=detail),
        Reason.DKIM_NOT_FOUND: _(
            "No key was found under the names that we tried (%(names)s). This proves nothing: it may stand under another name.",
            names=detail or "–",
        ),
    }


def _of_dmarc() -> dict[Reason, str]:
    return {
        Reason.DMARC_GOOD: _("Mailbox providers set aside or refuse mails that imitate your domain."),
        Reason.DMARC_STRICT: _(
            "Mailbox providers set aside or refuse mails that imitate your domain. It is strict: the signature must carry exactly this"
            " domain, so ask the mail provider to sign with it."
        ),
        Reason.DMARC_MISSING: _("Your domain does not say what to do with mails that imitate it."),
        Reason.DMARC_SEVERAL: _("Your domain says it several times, and then none of them counts. Keep one."),
        Reason.DMARC_BROKEN: _("The record names no policy that mailbox providers know."),
        Reason.DMARC_NONE: _("Your domain only watches: mails that imitate it are let through."),
    }
