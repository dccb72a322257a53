"""What a case knows for the person's status page: when the provider was asked, what it did, when the first mail arrived."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from helpcenter.consent.models import Invitation
from helpcenter.consent.progress import Progress
from helpcenter.events.history import first_delivery
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import Ending, ProviderTrack


def read_progress(session: Session, answered: Invitation, known: Progress) -> Progress:
    """The moments of the case of an answered invitation."""
    case = session.get(UnblockCase, answered.case_id)
    if case is None:
        return known
    is_open = case.provider_track is ProviderTrack.DECLINED
    # The ledger's moment before the case's: it is the one that was sealed.
    asked_at = known.asked_at or case.asked_at
    return replace(
        known,
        asked_at=asked_at,
        lifted_at=known.lifted_at or _lifted_since(case, asked_at),
        declined_at=_last(case, "provider", ProviderTrack.DECLINED.value) if is_open else None,
        delivered_at=_delivered_at(session, case),
        corrected_at=_last(case, "case", Ending.CORRECTED.value) if case.ending in {Ending.CORRECTED, Ending.VERIFIED} else None,
        stopped_at=case.suppressed_again_at,
    )


def _lifted_since(case: UnblockCase, asked_at: datetime | None) -> datetime | None:
    """When the block was lifted; not a time before the provider was asked anew, for then it is there again."""
    return case.done_at if case.done_at and (asked_at is None or asked_at <= case.done_at) else None


def _delivered_at(session: Session, case: UnblockCase) -> datetime | None:
    """When the first mail arrived that solved the case: as the provider saw it, else when somebody said so."""
    if case.ending is not Ending.VERIFIED:
        return None
    corrected_at = _last(case, "case", Ending.CORRECTED.value)
    address, since = (case.corrected_address or "", corrected_at) if corrected_at else (case.address, case.done_at)
    seen_at = first_delivery(session, case.organisation_id, address, since) if since else None
    return seen_at or case.ended_at


def _last(case: UnblockCase, track: str, after: str) -> datetime | None:
    moments = [change.changed_at for change in case.changes if (change.track, change.after) == (track, after)]
    return moments[-1] if moments else None
