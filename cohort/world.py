"""What all stories share: the site, its clock, the people who sit there, and the diary of each family."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cohort.browsing import Browser
from cohort.clock import SharedClock
from cohort.families import Family, Mood
from cohort.people import Clerk, Person
from cohort.staff import Staff

# A story says for how many days it waits.
Story = Iterator[float]
HOUR = 1 / 24


@dataclass
class Diary:
    """What became of one family, for the report."""

    family: Family
    cases: list[int] = field(default_factory=list)
    codes: int = 0
    answered_by: str = ""
    """The method that the evidence must name."""
    problems: list[str] = field(default_factory=list)
    paused: int = 0
    other_address: int = 0
    expired: int = 0
    refused_scans: int = 0
    refused_papers: int = 0
    unproved_mails: int = 0
    known_mails: int = 0


@dataclass(frozen=True)
class World:
    """What all share."""

    port: int
    clock: SharedClock
    clerks: tuple[Clerk, ...]
    staff: Staff
    chance: random.Random
    moods: dict[str, Mood]
    # What a case stands at, and its answer; the stories only look at them, all that they do goes through pages.
    status: Callable[[int], str]
    consent: Callable[[int], str]
    # Puts a mail into the mailbox of confirmations.
    post: Callable[[bytes], None]

    def clerk_of(self, family: Family) -> Clerk:
        """Every third family belongs to the town hall."""
        return self.clerks[1 if family.number % 3 == 2 else 0]

    def person_of(self, family: Family) -> Person:
        """The person, with the own browser."""
        return Person(family, Browser(self.port, family.network))
