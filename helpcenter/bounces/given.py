"""A report as people hand it in: the file, what they copied from the screen, or a mail that has it attached."""

import re
from collections.abc import Callable

from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.forwarded import find_forwarded_report, find_quoted_report
from helpcenter.bounces.pasted import as_report, restore

ORDINARY = "ordinary-mail"
# What an answer says that found nothing in the words.
EMPTY = (ORDINARY, "unclear", "automatic-reply")

# Whoever asks, or speaks of a mailbox as theirs, is a person.
A_PERSON = re.compile(
    r"\?(?:\s|$)|\b(?:ma (?:boîte|messagerie|adresse)|mon (?:adresse|compte|e-?mail)|mes (?:e-?)?mails?"
    r"|my (?:mailbox|inbox|address|account))\b",
    re.IGNORECASE,
)


def read_as_given(message: bytes, explain: Callable[[bytes], Explanation]) -> Explanation:
    """What the message says; looked at a second time only when it seems to be a mail that a person wrote."""
    message = restore(message)
    said = explain(message)
    if said.reason != ORDINARY:
        return said
    if sent_on := find_forwarded_report(message) or find_quoted_report(message):
        return explain(sent_on)
    if copied := as_report(message):
        again = explain(copied)
        # A person's words may sound like a report; a report also names the address, and asks nothing.
        if again.recipients and again.reason not in EMPTY and not A_PERSON.search(message.decode("utf-8", "replace")):
            return again
    return said
