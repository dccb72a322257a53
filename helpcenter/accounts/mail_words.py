"""Why a mail has not left, in words for people who run no mail server."""

from helpcenter.mail.errors import SIGN_IN_CODES
from helpcenter.mail.models import OutboxMail
from helpcenter.web.locale import _

# The enhanced status of RFC 3463, without its first digit: what it is about.
MAILBOX = {"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"}
FULL = {"2.2"}
DISTRUST = {"7.0", "7.1", "7.20", "7.23", "7.25", "7.26"}


def reason_of(mail: OutboxMail) -> str:
    """One sentence."""
    about = mail.status.partition(".")[2]
    # First, for a status beside such a code is about our sign-in, not about the recipient.
    if mail.code in SIGN_IN_CODES:
        return _("The mail server refuses our sign-in: check the user name and password in the settings.")
    if about in MAILBOX:
        return _("This mailbox does not exist, or is closed.")
    if about in FULL:
        return _("This mailbox is full.")
    if about in DISTRUST:
        return _("The other server does not trust this mail.")
    if mail.code is not None:
        return _("The mail server refused it.") if mail.code >= 500 else _("The mail server asked to come back later.")
    if mail.cause:
        return _("The mail server could not be reached, or broke off.")
    return _("It has not been its turn yet.")
