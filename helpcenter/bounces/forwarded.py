"""A report that somebody sends on: an ordinary mail, with the mail that came back attached to it."""

import re
from collections.abc import Iterator

ATTACHED = re.compile(rb"^content-type:[ \t]*message/(?:rfc822|global)\b", re.IGNORECASE | re.MULTILINE)
HEADERS_END = re.compile(rb"\r?\n\r?\n")
# What the headers of a mail say that no person wrote.
FROM_A_SERVER = re.compile(
    rb"^(?:return-path:[ \t]*<[ \t]*>|content-type:[ \t]*multipart/report\b|x-failed-recipients:"
    rb"|from:[^\r\n]*\b(?:mailer-daemon|postmaster|mail delivery (?:sub)?system)\b)",
    re.IGNORECASE | re.MULTILINE,
)
# A mail with more attached mails is a collection, not a question about one.
MOST_ATTACHED = 5
LONGEST_HEADERS = 20_000


def find_forwarded_report(message: bytes) -> bytes | None:
    """The first attached mail that a server sent."""
    return next((mail for mail in _attached_mails(message) if _is_from_a_server(mail)), None)


def _attached_mails(message: bytes) -> Iterator[bytes]:
    """Each attached mail, with what follows it: a report ends with a mail of its own, whose end nobody needs."""
    for number, found in enumerate(ATTACHED.finditer(message)):
        if number == MOST_ATTACHED:
            return
        if end := HEADERS_END.search(message, found.end(), found.end() + LONGEST_HEADERS):
            yield message[end.end() :]


def _is_from_a_server(mail: bytes) -> bool:
    end = HEADERS_END.search(mail, 0, LONGEST_HEADERS)
    return bool(FROM_A_SERVER.search(mail, 0, end.start() if end else LONGEST_HEADERS))
