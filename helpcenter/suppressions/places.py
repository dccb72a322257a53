"""Where a list of blocks goes on: the moment by which it is ordered, then the number of a block; as it stands in the address of a page."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEP = timedelta(microseconds=1)
# Larger numbers are no moments and no ids: Python or PostgreSQL would refuse them.
WRITTEN = re.compile(r"([0-9]{1,17})-([0-9]{1,18})")


@dataclass(frozen=True)
class Place:
    """The list goes on below or above this; whether the block itself is still there does not matter."""

    moment: datetime
    number: int

    def __str__(self) -> str:
        """As it stands in the address of a page."""
        return f"{(self.moment - EPOCH) // STEP}-{self.number}"


def read_place(text: str) -> Place | None:
    """The place in an address; None for anything else."""
    match = WRITTEN.fullmatch(text)
    return Place(EPOCH + int(match[1]) * STEP, int(match[2])) if match else None
