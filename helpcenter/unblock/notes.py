"""Remarks about a case, which members and staff keep beside it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.consent.desk import Desk
from helpcenter.unblock.models import CaseNote, UnblockCase

# A button pressed twice sends the same thing again. "Called, nobody answered" may well be true twice, but not within a minute.
SECOND_PRESS = timedelta(minutes=1)


def add_note(session: Session, desk: Desk, case: UnblockCase, author: User, text: str, *, is_for_staff: bool) -> CaseNote:
    """Keep a remark about a case; the same one again at once is kept once."""
    note = CaseNote(case_id=case.id, author_id=author.id, is_for_staff=is_for_staff, text=text.strip(), created_at=desk.clock())
    last = case.notes[-1] if case.notes else None
    if last and _says_the_same(last, note) and note.created_at - last.created_at < SECOND_PRESS:
        return last
    case.notes.append(note)
    session.flush()
    return note


def _says_the_same(one: CaseNote, other: CaseNote) -> bool:
    return (one.author_id, one.is_for_staff, one.text) == (other.author_id, other.is_for_staff, other.text)
