"""The words of an answer: what a person says, and what comes of it."""

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """The four answers, equal in weight."""

    YES = "yes"
    """I agree."""
    NO = "no"
    """I do not want these mails."""
    NOT_ME = "not_me"
    """This is not me."""
    MOVED = "moved"
    """My address has changed."""


class Outcome(StrEnum):
    """What came of a post."""

    RECORDED = "recorded"
    """The answer stands in the ledger."""
    ANSWERED_BEFORE = "answered_before"
    """There is an answer already; its receipt is shown."""
    OTHER_ADDRESS = "other_address"
    """Another well-formed address was typed: the person is asked whether it is theirs."""
    SAME_ADDRESS = "same_address"
    """The new address is the one that the organisation holds."""
    NO_MATCH = "no_match"
    """What was typed proves nothing."""
    PAUSED = "paused"
    """Too many attempts; wait a quarter of an hour."""
    GONE = "gone"
    """The code cannot be answered any more."""


@dataclass(frozen=True)
class Answer:
    """What a person sent."""

    decision: Decision
    typed: str
    new_address: str = ""


@dataclass(frozen=True)
class Result:
    """The outcome; `other` is the address that the person is asked about."""

    outcome: Outcome
    other: str = ""


ANSWERED_BEFORE = Result(Outcome.ANSWERED_BEFORE)
