"""Blocks with their next steps: what every list, page and table of this room shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from helpcenter.suppressions.models import Suppression
from helpcenter.suppressions.queries import last_cases
from helpcenter.suppressions.steps import Advice, advise


@dataclass(frozen=True)
class Line:
    """One block with its next step."""

    block: Suppression
    advice: Advice


def make_lines(session: Session, blocks: Sequence[Suppression], today: date) -> list[Line]:
    """Blocks with their next steps; one question about the cases of all."""
    cases = last_cases(session, blocks)
    return [Line(block, advise(block, cases.get(block.id), today)) for block in blocks]


def make_line(session: Session, block: Suppression, today: date) -> Line:
    """One block with its next step."""
    return make_lines(session, [block], today)[0]


def stream_lines(session: Session, pages: Iterable[Sequence[Suppression]], today: date) -> Iterator[list[Line]]:
    """The same page by page; what was written is forgotten, so that a long list needs no more memory than a page."""
    for blocks in pages:
        yield make_lines(session, blocks, today)
        # Nothing read here was changed: it can be let go without a look.
        session.expunge_all()
