"""What an import would do with each line of a table, before anything is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from helpcenter.bounces.explanation import Explanation
from helpcenter.i18n.tables import Line
from helpcenter.intake.blocks import Explain
from helpcenter.intake.deflection import Advice
from helpcenter.intake.history import MailHistory, nothing_known
from helpcenter.providers.policy import ARTICLE_POLICY, ProviderPolicy
from helpcenter.unblock.service import NewCase


class Finding(StrEnum):
    """What becomes of a line."""

    GOOD = "good"
    """A case is opened."""
    DOUBTFUL = "doubtful"
    """The domain looks like a typing mistake: opened only when a person has looked."""
    TEMPORARY = "temporary"
    """The error text names a temporary error: no case is needed."""
    SENDER_SIDE = "sender_side"
    """The error text is about the sender: no case helps."""
    TWICE = "twice"
    """The same mailbox stands in an earlier line."""
    DUPLICATE = "duplicate"
    """There is an open case for this mailbox."""
    LABEL = "label"
    """No name, or too long a one."""
    ADDRESS = "address"
    """Not a mail address."""
    DAY = "day"
    """Not a day."""
    FUTURE = "future"
    """A day that has not come."""
    TOO_OLD = "too_old"
    """More than a year ago."""
    DELIVERED = "delivered"
    """A mail arrived that day: no case is needed."""
    NOT_SENT = "not_sent"
    """Nothing was sent to this address that day."""
    ENDS_SOON = "ends_soon"
    """The block ends by itself sooner than a request is answered."""
    HAS_ENDED = "has_ended"
    """The block has ended by itself."""
    LANGUAGE = "language"
    """Not one of our languages; the case is opened without one."""
    JOINS_LINE = "joins_line"
    """A further address of the family of an earlier line: one case."""
    JOINS_CASE = "joins_case"
    """A further address of a family that has an open case."""
    FULL = "full"
    """The family has a handful of addresses already."""


OPENED = frozenset({Finding.GOOD, Finding.LANGUAGE})
JOINED = frozenset({Finding.JOINS_LINE, Finding.JOINS_CASE})
# Lines that a person may let pass after a look.
ADVISED = {
    Advice.TEMPORARY: Finding.TEMPORARY,
    Advice.SENDER_SIDE: Finding.SENDER_SIDE,
    Advice.OWN_MAIL: Finding.SENDER_SIDE,
    Advice.DELIVERED: Finding.DELIVERED,
    Advice.NOT_SENT: Finding.NOT_SENT,
    Advice.ENDS_SOON: Finding.ENDS_SOON,
    Advice.HAS_ENDED: Finding.HAS_ENDED,
}
LET_PASS = frozenset({Finding.DOUBTFUL, *ADVISED.values()})
# What is wrong with a line is said once, not for each of its addresses.
OF_THE_LINE = frozenset({Finding.LABEL, Finding.DAY, Finding.FUTURE, Finding.TOO_OLD})


@dataclass(frozen=True)
class Entry:
    """One address of a line: what it says, what becomes of it, and what that refers to (a line, a case, another address)."""

    line: Line
    new: NewCase
    finding: Finding
    said: Explanation
    other: str = ""
    day_text: str = ""
    # Lines with the same are one family; empty: this line stands for itself.
    household: str = ""
    household_text: str = ""
    # The first address of the line, when this is a further one; what stood in the cell of further ones, when it is the first.
    beside: str = ""
    others_text: str = ""


@dataclass(frozen=True)
class Reading:
    """With what a table is read: what an error text says, what is known of mails, the provider's rules."""

    explain: Explain
    history: MailHistory = nothing_known
    policy: ProviderPolicy = ARTICLE_POLICY


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    # Needed columns that do not have one of our names, and the name under which they were found.
    read_as: Mapping[str, str] = field(default_factory=dict)

    def count(self, *findings: Finding) -> int:
        """How many lines have one of these findings."""
        counts = Counter(entry.finding for entry in self.entries)
        return sum(counts[finding] for finding in findings)

    @property
    def to_open(self) -> int:
        """How many cases would be opened."""
        return self.count(*OPENED)

    @property
    def to_join(self) -> int:
        """How many further addresses would join the case of their family."""
        return self.count(*JOINED)

    @property
    def to_let_pass(self) -> int:
        """How many more a person may let pass."""
        return self.count(*LET_PASS)
