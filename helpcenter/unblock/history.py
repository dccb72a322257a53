"""Writes down the steps of a case, and when the provider was asked and lifted the block."""

from sqlalchemy import inspect
from sqlalchemy.orm import object_session

from helpcenter.consent.desk import Desk
from helpcenter.unblock.models import CaseChange, UnblockCase
from helpcenter.unblock.workflow import ProviderTrack, Track, is_lifting


def note_change(case: UnblockCase, track: str, before: str, after: str, desk: Desk, actor: str) -> None:
    """One line of the history: who took a case from where to where; a form that was opened before is not taken any more."""
    case.version += 1
    step = CaseChange(case_id=case.id, track=track, before=before, after=after, actor=actor, changed_at=desk.clock())
    session = object_session(case)
    if session is not None and "changes" in inspect(case).unloaded:
        # The steps before it need not be read for that.
        session.add(step)
    else:
        case.changes.append(step)


def date_request(case: UnblockCase, before: Track, after: ProviderTrack, desk: Desk) -> None:
    """Keep when the provider was asked, and when it lifted the block."""
    if after is ProviderTrack.ASKED:
        case.asked_at = desk.clock()
    # A block that stays lifted was lifted when it was.
    elif is_lifting(before.value, after.value):
        case.done_at = desk.clock()
        # Whoever stopped the sending before this must do so again.
        case.suppressed_again_at = None
