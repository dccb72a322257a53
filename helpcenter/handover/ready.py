"""Texts that open in the clerk's own programs: a mail from the organisation's mailbox, a text message. Nothing is sent from here."""

from urllib.parse import quote

from helpcenter.consent.invitations import MadeInvitation
from helpcenter.consent.models import Carrier

# The mail programs of some phones drop what is longer.
LONGEST_LINK = 1900


def mail_link(address: str, made: MadeInvitation) -> str:
    """The text as a mail, its first line as the subject; empty when this carrier is no mail or the link would be too long."""
    if made.invitation.carrier is not Carrier.MAILBOX:
        return ""
    subject, body = mail_parts(made.text)
    link = f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(body)}"
    # Rather none than one that a phone cuts in the middle of the code; the text to copy stands beside it.
    return link if len(link) <= LONGEST_LINK else ""


def mail_parts(text: str) -> tuple[str, str]:
    """Subject and body of a prepared mail."""
    first, _, body = text.partition("\n")
    return first.partition(":")[2].strip(), body.strip()


def message_link(made: MadeInvitation) -> str:
    """The text as a text message, for a clerk who works on a phone; the number is chosen there, and never known here."""
    if made.invitation.carrier is not Carrier.SMS:
        return ""
    # Both signs: some phones want the one before the text, some the other.
    return f"sms:?&body={quote(made.text.strip())}"
