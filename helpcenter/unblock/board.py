"""The staff's board: one column for each stage, the case that waits longest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from helpcenter.unblock.case_lines import CaseLine
from helpcenter.unblock.lists import CaseFilter, find_cases
from helpcenter.unblock.stages import OPEN_STAGES, Stage

# The list has the others.
MOST_CARDS = 12


@dataclass(frozen=True)
class Column:
    """One stage with its first cases."""

    stage: Stage
    cases: Sequence[CaseLine]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.cases)


def make_board(session: Session, wanted: CaseFilter) -> list[Column]:
    """All columns; what was chosen besides the stage holds for each."""
    return [_column(session, replace(wanted, stages=(stage,)), stage) for stage in OPEN_STAGES]


def _column(session: Session, wanted: CaseFilter, stage: Stage) -> Column:
    page = find_cases(session, wanted)
    return Column(stage, page.cases[:MOST_CARDS], page.total)
