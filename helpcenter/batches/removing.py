"""Lifting blocks by a program: a request is claimed, and the claim stored, before the provider is called; then the outcome is stored.

Whoever is interrupted between the two leaves a claim: nobody calls again until somebody has looked. None of these commits.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from helpcenter.batches.models import DETAIL_LENGTH, CallState, ProviderRequest, RequestState
from helpcenter.batches.queries import is_due, is_lost
from helpcenter.batches.service import Answer, BatchStateError, record_answer
from helpcenter.consent import ledger
from helpcenter.consent.desk import Desk
from helpcenter.providers.policy import ProviderPolicy, Removal
from helpcenter.providers.removal import Outcome, Removed
from helpcenter.unblock.workflow import ProviderTrack

PROGRAM = "program"
# A key that is refused is mended by somebody, not by trying.
PAUSE_WHEN_DENIED = timedelta(hours=1)
PAUSE_WHEN_UNREACHABLE = timedelta(minutes=5)
# Nothing more is called in this run: the next one would meet the same.
STOPPING = frozenset({Outcome.LATER, Outcome.UNREACHABLE, Outcome.DENIED})


def may_call(request: ProviderRequest, policy: ProviderPolicy) -> bool:
    """True when a program lifts such a block, and somebody still wants it lifted."""
    # Somebody may have said no since the provider was asked: then nothing is lifted any more.
    is_wanted = any(case.provider_track is ProviderTrack.ASKED for case in request.cases)
    return is_wanted and request.batch.provider == policy.id and policy.rule(request.kind).removal is Removal.API


def claim(session: Session, request_id: int, now: datetime) -> bool:
    """Be the one who calls about this request; False when somebody else is, or was. The caller commits before the call."""
    # The condition is the lock: of two processes that saw the same request, one changes the row.
    change = update(ProviderRequest).where(ProviderRequest.id == request_id, is_due(now))
    result = session.execute(change.values(call=CallState.CLAIMED, claimed_at=now, call_after_at=None))
    assert isinstance(result, CursorResult)  # noqa: S101
    return result.rowcount == 1


def settle(session: Session, desk: Desk, request: ProviderRequest, removed: Removed) -> None:
    """Store what the call came to."""
    # The ledger's lock before the row, as everybody takes them: the other order is a deadlock with staff who write the answer down.
    ledger.lock(session)
    request.call_detail = removed.detail[:DETAIL_LENGTH]
    if removed.outcome in {Outcome.LIFTED, Outcome.NOT_BLOCKED}:
        request.call = CallState.ANSWERED
        session.flush()
        # Staff may have written an answer down while the call was under way: theirs stands, and the next call is made all the same.
        with suppress(BatchStateError):
            record_answer(session, desk, request, Answer.DONE, PROGRAM)
    elif removed.outcome in STOPPING:
        request.call, request.call_after_at = CallState.LATER, desk.clock() + _pause(removed)
    else:
        request.call = CallState.REFUSED if removed.outcome is Outcome.REFUSED else CallState.UNCERTAIN
    session.flush()


def call_again(session: Session, desk: Desk, request: ProviderRequest) -> None:
    """Somebody has looked at the provider's site: the block is still there, so the program may call once more."""
    # Under the row's lock: the program may settle this very request at the same moment.
    session.refresh(request, with_for_update=True)
    can_be = request.call in {CallState.UNCERTAIN, CallState.LATER, CallState.REFUSED} or is_lost(request, desk.clock())
    if request.state is not RequestState.ASKED or not can_be:
        raise BatchStateError(request.call.value)
    request.call, request.claimed_at, request.call_after_at = CallState.NONE, None, None
    session.flush()


def _pause(removed: Removed) -> timedelta:
    own = {Outcome.DENIED: PAUSE_WHEN_DENIED, Outcome.UNREACHABLE: PAUSE_WHEN_UNREACHABLE}
    return own.get(removed.outcome, removed.pause)
