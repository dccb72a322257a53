"""What can go wrong with a mail. No message here ever holds an address: these texts go to the logs."""

import re

# 5.1.1, 4.7.0 …: what the server means, without what it says, for that often repeats the address.
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
# RFC 4954: no sign-in, one that is too weak, wrong or unencrypted. Our settings are wrong then, not a mail.
SIGN_IN_CODES = frozenset({530, 534, 535, 538})


class MailError(Exception):
    """A mail that cannot be written or sent."""


class SmtpError(MailError):
    """A mail that a server did not take; `code` and `status` are the server's, when it gave any."""

    def __init__(self, cause: str, code: int | None = None, answer: str = "") -> None:
        found = STATUS.search(answer)
        self.cause = cause
        self.code = code
        self.status = found[0] if found else ""
        super().__init__(" ".join(str(part) for part in (cause, code, self.status) if part))


class TemporaryMailError(SmtpError):
    """Trying again later may help: no connection, a full mailbox, a busy server."""


class UnreachableServerError(TemporaryMailError):
    """The mail server itself is the trouble: no connection, or it does not let us in. No mail gets through."""


class PermanentMailError(SmtpError):
    """Trying again will not help: the server refuses this mail."""
