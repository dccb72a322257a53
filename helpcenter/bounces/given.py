"""A report as people hand it in: the file, what they copied from the screen, or a mail that has it attached."""

from collections.abc import Callable
from dataclasses import replace

from helpcenter.bounces.doubt import is_from_a_server
from helpcenter.bounces.explanation import Explanation, Kind
from helpcenter.bounces.forwarded import find_forwarded_report, find_quoted_report
from helpcenter.bounces.pasted import LONGEST, as_report, decode, is_headless, restore
from helpcenter.bounces.persons import is_asked

ORDINARY = "ordinary-mail"
# What an answer says that found nothing in the words.
EMPTY = (ORDINARY, "unclear", "automatic-reply")


def read_as_given(message: bytes, explain: Callable[[bytes], Explanation]) -> Explanation:
    """What the message says; looked at a second time only when it seems to be a mail that a person wrote."""
    message = restore(message)
    return _with_doubt(_read(message, explain), message)


def _with_doubt(said: Explanation, message: bytes) -> Explanation:
    """What was copied without any header may only speak of an error; a mail, or a text with the heading of one, says who sent it."""
    if said.kind is Kind.NOT_A_BOUNCE or not is_headless(message) or is_from_a_server(decode(message[:LONGEST])):
        return said
    return replace(said, is_certain=False)


def _read(message: bytes, explain: Callable[[bytes], Explanation]) -> Explanation:
    said = explain(message)
    if said.reason != ORDINARY:
        return said
    if sent_on := find_forwarded_report(message) or find_quoted_report(message):
        return explain(sent_on)
    if copied := as_report(message):
        again = explain(copied)
        # A person's words may sound like a report; a report also names the address, and asks nothing.
        if again.recipients and again.reason not in EMPTY and not is_asked(decode(message[:LONGEST])):
            return again
    return said
