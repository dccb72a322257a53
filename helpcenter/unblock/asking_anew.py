"""The consent track alone is opened again: a no that was an error, once the block is lifted. The provider is not asked again."""

from uuid import uuid4

from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.organisations.queries import hold_organisation
from helpcenter.unblock.history import note_change
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_open_case
from helpcenter.unblock.service import advance
from helpcenter.unblock.workflow import MAY_BE_IN_ERROR, ConsentTrack, Ending, ProviderTrack, StepError

# Merged into another case, or ended with another address: the question goes on elsewhere.
ELSEWHERE = frozenset({Ending.CORRECTED, Ending.DUPLICATE})


def can_ask_anew(case: UnblockCase) -> bool:
    """True after a no to a block that is lifted, until the vendor has stopped sending: from then on the provider must be asked anew."""
    is_lifted = case.provider_track in {ProviderTrack.TO_SUPPRESS_AGAIN, ProviderTrack.DONE} and case.suppressed_again_at is None
    return is_lifted and case.consent_track in MAY_BE_IN_ERROR and case.ending not in ELSEWHERE


def ask_anew(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    """The family says that the no was an error; whoever calls this has called the family. StepError when it is too late for that.

    What was answered stays in the ledger as it is, and nobody may answer a record twice: the question gets a record of its own.
    """
    hold_organisation(session, case.organisation)
    known = find_open_case(session, case.organisation, case.address)
    if not can_ask_anew(case) or (known is not None and known.id != case.id):
        raise StepError(f"consent: {case.consent_track.value} is not asked anew in this case")
    if case.ending is not None:
        note_change(case, "case", case.ending.value, "open", desk, actor)
        case.ending, case.ended_at = None, None
    case.record_id = uuid4().hex
    advance(session, desk, case, ConsentTrack.TO_INVITE, actor)
    if case.provider_track is ProviderTrack.TO_SUPPRESS_AGAIN:
        advance(session, desk, case, ProviderTrack.DONE, actor)
