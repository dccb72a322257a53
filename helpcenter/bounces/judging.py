"""Why a mail did not arrive: the words of servers against what is known, then their codes, then when they refused."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.knowledge import UNCLEAR, Knowledge, KnownWordings, Reason, Strength, Wording, codes_to_try
from helpcenter.bounces.notice import REPLY
from helpcenter.bounces.phrases import fold_report, words_of
from helpcenter.bounces.reports import STATUS

LONGEST_STATEMENT = 6_000
LONGEST_QUOTE = 300
# Codes that say nothing but their first digit.
EMPTY = re.compile(r"[45]\.(?:\d{1,2}\.0|0\.\d{1,3}|5\.\d{1,3}|9\.\d{1,3})")
# Codes that refuse without a reason.
LOOSE = re.compile(r"[45]\.7\.[01]|4\.7\.\d{1,3}|5\.4\.1|[45]\.4\.7")
OF_A_MAILBOX = re.compile(r"5\.[12]\.[1-9]\d{0,2}")
EARLY = re.compile(
    r"in reply to (?:mail from|ehlo|helo)|after (?:ehlo|helo|mail from|initial connection)|refused to talk to me"
    r"|>>> (?:mail|ehlo|helo)\b"
)
LATE = re.compile(r"in reply to end of data|after end of data|for text command|end of message")
# What a refusal names that is about the server that sent: its number, or a page that says why.
SENDERS_SERVER = re.compile(r"\b5\d\d\b.*(?:(?<![\[(\d.])\b\d{1,3}(?:\.\d{1,3}){3}\b|https?://)")
TIMED_OUT = re.compile(r"timed? ?out|timeout|not reachable")
UNREACHABLE = re.compile(r"no route to host|unreachable|connection refused")


@dataclass(frozen=True)
class Statement:
    """Something that a server said; `is_direct` when it is the answer itself, not the letter around it."""

    text: str
    folded: str
    is_direct: bool = True

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, by which the wordings to look for are chosen."""
        return words_of(self.folded)


@dataclass(frozen=True)
class Verdict:
    """What the statements of one report mean."""

    reason: Reason
    kind: Kind
    status: str
    quote: str


def make_statement(text: str, *, is_direct: bool = True) -> Statement:
    """A statement ready to be judged."""
    text = text[:LONGEST_STATEMENT]
    return Statement(text, fold_report(text), is_direct)


def judge(statements: Sequence[Statement], status: str, knowledge: Knowledge, *, is_final: bool) -> Verdict:
    """The reason: the answer's words, then a precise code, then the words around it, then what says little.

    Disclaimers and advertisements stand in the letter around an answer: a precise code outweighs them.
    """
    code = _code_of(statements, status)
    is_stated = code == status or any(code in each.text for each in statements if each.is_direct)
    found = _search(statements, code, knowledge, is_stated=is_stated)
    if found:
        reason = _refine(found[0].reason, statements, code, is_final=is_final)
        if found[0].strength is Strength.WEAK and knowledge.reasons[reason].kind is Kind.PERMANENT and _digit(statements, code) == "4":
            reason = UNCLEAR
        return _verdict(reason, code, knowledge, quote_of(*found), statements)
    reason = _reason_of_code(code, knowledge) or _reason_of_moment(statements, code) or UNCLEAR
    return _verdict(_refine(reason, statements, code, is_final=is_final), code, knowledge, _first_reply(statements), statements)


def _search(statements: Sequence[Statement], code: str, knowledge: Knowledge, *, is_stated: bool) -> tuple[Wording, Statement] | None:
    """The wording that decides; None when the code, the moment or the digit does."""
    strong, weak = knowledge.wordings[Strength.STRONG], knowledge.wordings[Strength.WEAK]
    direct = [each for each in statements if each.is_direct]
    known, loose = _reason_of_code(code, knowledge), LOOSE.fullmatch(code)
    found = find_wording(direct, strong)
    if found and found[0].reason == "connection" and known and is_stated and OF_A_MAILBOX.fullmatch(code):
        # "Error connecting to …: 550 5.1.1": these words only frame the answer, and who speaks of a mailbox was reached.
        return None
    if found or (known and not loose and is_stated):
        return found
    found = find_wording(statements, strong)
    if found or (known and code.startswith("5")):
        return found
    return find_wording(statements, weak)


def find_wording(statements: Sequence[Statement], wordings: KnownWordings) -> tuple[Wording, Statement] | None:
    """The first statement that holds a known wording, and which."""
    for statement in statements:
        for wording in wordings.likely_among(statement.words):
            if wording.phrase.pieces[0] in statement.folded and wording.phrase.find(statement.folded) >= 0:
                return wording, statement
    return None


def _refine(reason: str, statements: Sequence[Statement], code: str, *, is_final: bool) -> str:
    """A server that gives up because nobody answers has tried for days; one that could not find a host was sure or not."""
    words = " ".join(statement.folded for statement in statements[:2])
    if reason == "connection" and is_final and not UNREACHABLE.search(words) and (TIMED_OUT.search(words) or code in ("4.4.1", "4.4.7")):
        return "gave-up"
    if reason == "unknown-domain" and code.startswith("4."):
        return "no-mail-host"
    return reason


def _code_of(statements: Sequence[Statement], status: str) -> str:
    """The code that counts: one that an answer states, else that of the report; an empty one only when there is no other."""
    codes = [*(found[0] for statement in statements for found in [STATUS.search(statement.text)] if found and found[1] != "2"), status]
    codes = [code for code in codes if code]
    return next((code for code in codes if not EMPTY.fullmatch(code)), codes[0] if codes else "")


def _reason_of_code(code: str, knowledge: Knowledge) -> str:
    if not STATUS.fullmatch(code):
        return ""
    return next((knowledge.codes[each] for each in codes_to_try(code) if each in knowledge.codes), "")


def _reason_of_moment(statements: Sequence[Statement], code: str) -> str:
    """A refusal before the recipient is named concerns the sender, one after the content the content.

    One that gives no reason but the number of a server, or a page to read, concerns the server that sent.
    """
    if _digit(statements, code) != "5":
        return ""
    for statement in statements:
        if EARLY.search(statement.folded):
            return "policy"
        if LATE.search(statement.folded):
            return "spam-content"
    return "policy" if any(each.is_direct and SENDERS_SERVER.search(each.folded) for each in statements) else ""


def _digit(statements: Sequence[Statement], code: str) -> str:
    if code and not code.endswith(".0.0"):
        return code[0]
    replies = (found[1] for statement in statements for found in [REPLY.search(statement.folded)] if found)
    return next(replies, code or "5")[0]


def _verdict(key: str, code: str, knowledge: Knowledge, quote: str, statements: Sequence[Statement]) -> Verdict:
    reason = knowledge.reasons[key]
    by_digit = Kind.TEMPORARY if _digit(statements, code) == "4" else Kind.PERMANENT
    return Verdict(reason, reason.kind or by_digit, code, quote)


def quote_of(wording: Wording, statement: Statement) -> str:
    """The sentence in which a wording was found."""
    for piece in _sentences(statement.text):
        if wording.phrase.find(fold_report(piece)) >= 0:
            return _shortened(piece)
    return _shortened(statement.text)


def _sentences(text: str) -> Iterator[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    yield from lines
    yield from (f"{one} {two}" for one, two in pairwise(lines))


def _first_reply(statements: Sequence[Statement]) -> str:
    """The sentence with the first code, when no wording decided."""
    pieces = (piece for each in statements for piece in ([each.text] if each.is_direct else each.text.splitlines()))
    return next((_shortened(piece) for piece in pieces if REPLY.search(piece) or STATUS.search(piece)), "")


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"
