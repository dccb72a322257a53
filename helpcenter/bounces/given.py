"""A report as people hand it in: the file, what they copied from the screen, or a mail that has it attached."""

from collections.abc import Callable
from dataclasses import replace

from helpcenter.bounces.doubt import is_from_a_server
from helpcenter.bounces.explanation import Explanation, Kind
from helpcenter.bounces.forwarded import find_forwarded_report, find_quoted_report
from helpcenter.bounces.pasted import LONGEST, as_report, decode, is_headless, restore
from helpcenter.bounces.persons import is_asked
from helpcenter.bounces.recognise import has_sign_of_a_server

ORDINARY = "ordinary-mail"
# What an answer says that found nothing in the words.
EMPTY = (ORDINARY, "unclear", "automatic-reply")


def read_as_given(message: bytes, explain: Callable[[bytes], Explanation]) -> Explanation:
    """What the message says; looked at a second time only when it seems to be a mail that a person wrote."""
    message = restore(message)
    if is_headless(message):
        return _read_words(message, explain)
    said = explain(message)
    return said if said.reason != ORDINARY else _read_inner(message, explain) or _read_as_report(message, explain) or said


def _read_words(message: bytes, explain: Callable[[bytes], Explanation]) -> Explanation:
    """Words without a header: a report below the heading that says who wrote it is one; all else may only speak of an error."""
    if inner := _read_inner(message, explain):
        return inner
    said = explain(message)
    said = said if said.reason != ORDINARY else _read_as_report(message, explain) or said
    is_certain = said.kind is Kind.NOT_A_BOUNCE or is_from_a_server(decode(message[:LONGEST]))
    return replace(said, is_certain=is_certain)


def _read_inner(message: bytes, explain: Callable[[bytes], Explanation]) -> Explanation | None:
    """The report that is attached to a mail, or quoted in it."""
    sent_on = find_forwarded_report(message) or find_quoted_report(message)
    said = explain(sent_on) if sent_on else None
    return said if said and said.reason != ORDINARY else None


def _read_as_report(message: bytes, explain: Callable[[bytes], Explanation]) -> Explanation | None:
    """A person's words may sound like a report; a report also names the address, and asks nothing."""
    copied, words = as_report(message), decode(message[:LONGEST])
    said = explain(copied) if copied and has_sign_of_a_server(words) else None
    is_one = said and said.recipients and said.reason not in EMPTY and not is_asked(words)
    return said if is_one else None
