"""What doctor says: one line for each thing it looked at."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How bad a finding is."""

    OK = "ok"  #: nothing to do
    WARNING = "warning"  #: works, but not as it should in production
    ERROR = "error"  #: something does not work


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    level: Level
    subject: str
    message: str
