"""The verbs of batches: make one, take out, say that the provider was asked, record what it answered. None commits.

Each takes the lock of the ledger first, as everybody does who changes a case, so that two staff cannot do the same twice.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.models import NOTE_LENGTH, Batch, CallState, ProviderRequest, RequestState
from helpcenter.batches.queries import open_key
from helpcenter.batches.readiness import Mailbox, find_ready, left_today
from helpcenter.consent import ledger
from helpcenter.consent.desk import Desk
from helpcenter.consent.models import EvidenceKind
from helpcenter.providers.policy import ProviderPolicy
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import NotReadyError, advance, ask_provider, note_provider, take_case
from helpcenter.unblock.workflow import ANSWERED_FOR_GOOD, ConsentTrack, ProviderTrack, can_follow

# Since the provider was asked, the person has said no, or that the address is another one.
UNWANTED = ANSWERED_FOR_GOOD | {ConsentTrack.NEEDS_CORRECTION}


class Answer(StrEnum):
    """What the provider answered about one address."""

    DONE = "done"
    """The block is lifted."""
    DECLINED = "declined"
    """The provider keeps the block."""
    NO_ANSWER = "no_answer"
    """It did not answer."""


class PaceError(ValueError):
    """The provider takes no more than `left` requests today."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} more today")
        self.left = left


class BatchStateError(ValueError):
    """The batch, or the request, is no longer where this step begins."""


@dataclass(frozen=True)
class Made:
    """What came of making a batch: the batch, unless requests that exist already speak for all; how many cases these took along."""

    batch: Batch | None
    joined: int


@dataclass(frozen=True)
class Ending:
    """What an answer makes of a request, of its cases, and of the ledger."""

    state: RequestState
    track: ProviderTrack
    evidence: EvidenceKind | None


ENDINGS = {
    Answer.DONE: Ending(RequestState.DONE, ProviderTrack.DONE, EvidenceKind.PROVIDER_DONE),
    Answer.DECLINED: Ending(RequestState.DECLINED, ProviderTrack.DECLINED, EvidenceKind.PROVIDER_DECLINED),
    Answer.NO_ANSWER: Ending(RequestState.NO_ANSWER, ProviderTrack.NO_ANSWER, None),
}


def make_batch(session: Session, desk: Desk, policy: ProviderPolicy, chosen: Collection[str], actor: str) -> Made:
    """Put the chosen mailboxes (their keys) into a new batch, as many as the provider takes; cases of mailboxes that a request
    speaks for already follow it.
    """
    ledger.lock(session)
    # Under the lock: two staff must not put one mailbox into two batches. What slips through meets the unique key of a request.
    ready = find_ready(session, policy, desk.clock())
    mailboxes = [mailbox for mailbox in ready.mailboxes if mailbox.key in chosen]
    joined = sum(_join(session, desk, policy, mailbox, actor) for mailbox in mailboxes if mailbox.served_by)
    # The oldest first, as many as the provider takes: the others wait for the next batch.
    fresh = [mailbox for mailbox in mailboxes if mailbox.served_by is None][: ready.size]
    if not fresh:
        return Made(None, joined)
    batch = Batch(record_id=uuid4().hex, provider=policy.id, created_at=desk.clock(), created_by=actor, asked_by="")
    session.add(batch)
    for mailbox in fresh:
        _add_request(session, desk, batch, mailbox, actor)
    session.flush()
    return Made(batch, joined)


def take_out(session: Session, desk: Desk, request: ProviderRequest, actor: str) -> None:
    """Take a mailbox out of a batch that has not left; its cases wait for the next one."""
    _take(session, request)
    if request.state is not RequestState.WAITING:
        raise BatchStateError(request.state.value)
    batch = request.batch
    for case in list(request.cases):
        _release(session, desk, case, actor)
    batch.requests.remove(request)
    session.flush()
    _end_if_empty(session, batch, desk)


def ask(session: Session, desk: Desk, batch: Batch, policy: ProviderPolicy, actor: str) -> int:
    """The batch left the house; how many mailboxes went with it. What is no longer wanted or allowed stays at home."""
    ledger.lock(session)
    # Under the lock: pressed twice, the second press sees that the batch has left.
    session.refresh(batch, with_for_update=True)
    if batch.asked_at is not None:
        raise BatchStateError("asked")
    left = left_today(session, policy, desk.clock())
    # Counted anew: another batch may have left since this one was made.
    if left is not None and len(batch.requests) > left:
        raise PaceError(left)
    for request in list(batch.requests):
        _ask_one(session, desk, request, policy, actor)
    session.flush()
    if batch.requests:
        batch.asked_at, batch.asked_by = desk.clock(), actor
    size = len(batch.requests)
    _end_if_empty(session, batch, desk)
    return size


def record_answer(session: Session, desk: Desk, request: ProviderRequest, answer: Answer, actor: str, note: str = "") -> int:
    """Write down what the provider answered about one address, for every case that it concerns; how many these are."""
    _take(session, request)
    # Of a provider that was noted as silent, too: what it says in the end is the answer.
    if request.state not in {RequestState.ASKED, RequestState.NO_ANSWER}:
        raise BatchStateError(request.state.value)
    ending = ENDINGS[answer]
    moved = [case for case in request.cases if _follow(session, desk, case, ending, actor)]
    # Without its key the mailbox is free: should it be blocked anew, a new request may ask.
    request.state, request.answered_at, request.open_key = ending.state, desk.clock(), None
    request.note = " ".join(note.split())[:NOTE_LENGTH]
    session.flush()
    _close_if_answered(request.batch, desk)
    return len(moved)


def ask_again(session: Session, desk: Desk, request: ProviderRequest, actor: str) -> int:
    """The provider did not answer: its cases go into a coming batch."""
    _take(session, request)
    # The old request stays as it is: its answer may still come, and is then taken.
    if request.state is not RequestState.NO_ANSWER:
        raise BatchStateError(request.state.value)
    waiting = [case for case in request.cases if case.provider_track is ProviderTrack.NO_ANSWER]
    for case in waiting:
        taken = take_case(session, case.id)
        if taken is not None:
            advance(session, desk, taken, ProviderTrack.READY, actor)
    return len(waiting)


def _add_request(session: Session, desk: Desk, batch: Batch, mailbox: Mailbox, actor: str) -> None:
    request = ProviderRequest(
        address=mailbox.cases[0].address,
        mailbox_key=mailbox.key,
        open_key=open_key(batch.provider, mailbox.key),
        kind=mailbox.kind,
        state=RequestState.WAITING,
        call=CallState.NONE,
        note="",
        call_detail="",
    )
    batch.requests.append(request)
    for case in mailbox.cases:
        _put_in(session, desk, request, case, actor)


def _put_in(session: Session, desk: Desk, request: ProviderRequest, case: UnblockCase, actor: str) -> None:
    taken = take_case(session, case.id)
    if taken is not None and taken.provider_track is ProviderTrack.READY:
        request.cases.append(taken)
        advance(session, desk, taken, ProviderTrack.IN_BATCH, actor)


def _join(session: Session, desk: Desk, policy: ProviderPolicy, mailbox: Mailbox, actor: str) -> int:
    """Let the cases of a mailbox follow the request that speaks for it; the provider is not asked again."""
    request = mailbox.served_by
    assert request is not None  # noqa: S101
    for case in mailbox.cases:
        _put_in(session, desk, request, case, actor)
        # The provider knows of this mailbox already: for this case, too, it counts as asked.
        if request.state is not RequestState.WAITING:
            ask_provider(session, desk, case, policy, actor)
        if request.state is RequestState.DONE:
            _follow(session, desk, case, ENDINGS[Answer.DONE], actor)
    session.flush()
    return len(mailbox.cases)


def _ask_one(session: Session, desk: Desk, request: ProviderRequest, policy: ProviderPolicy, actor: str) -> None:
    for case in list(request.cases):
        taken = take_case(session, case.id)
        # While the batch lay here, the person said no, or the organisation closed the case.
        if taken is None or taken.provider_track is not ProviderTrack.IN_BATCH:
            request.cases.remove(case)
            continue
        try:
            ask_provider(session, desk, taken, policy, actor)
        except NotReadyError:
            # The rule, or the case, changed since the batch was made.
            _release(session, desk, taken, actor)
            request.cases.remove(case)
    if not request.cases:
        request.batch.requests.remove(request)
        return
    request.state, request.asked_at = RequestState.ASKED, desk.clock()


def _follow(session: Session, desk: Desk, case: UnblockCase, ending: Ending, actor: str) -> bool:
    """Take one case along with the answer; when a block was lifted for somebody who has said no meanwhile, sending must stop."""
    taken = take_case(session, case.id)
    step = _step_of(taken, ending) if taken is not None else None
    if taken is None or step is None or not can_follow(taken.provider_track, step):
        return False
    advance(session, desk, taken, step, actor)
    if ending.evidence:
        note_provider(session, desk, taken, ending.evidence, actor)
    return True


def _step_of(case: UnblockCase, ending: Ending) -> ProviderTrack | None:
    if case.ending is None and case.provider_track in {ProviderTrack.ASKED, ProviderTrack.NO_ANSWER}:
        return ending.track
    is_late_lift = ending.track is ProviderTrack.DONE and case.provider_track is ProviderTrack.NONE
    return ProviderTrack.TO_SUPPRESS_AGAIN if is_late_lift and case.ending is None and case.consent_track in UNWANTED else None


def _release(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    taken = take_case(session, case.id)
    if taken is not None and taken.provider_track is ProviderTrack.IN_BATCH:
        advance(session, desk, taken, ProviderTrack.READY, actor)


def _take(session: Session, request: ProviderRequest) -> None:
    """Read the request again, now that nobody else can change it."""
    ledger.lock(session)
    query = select(ProviderRequest).where(ProviderRequest.id == request.id).with_for_update(of=ProviderRequest)
    session.scalar(query.execution_options(populate_existing=True))


def _end_if_empty(session: Session, batch: Batch, desk: Desk) -> None:
    """A batch that holds nothing and never left is no batch; one whose dossier left is kept, and closed."""
    if batch.requests or batch.asked_at is not None:
        return
    if batch.dossiers:
        batch.closed_at = desk.clock()
    else:
        session.delete(batch)
    session.flush()


def _close_if_answered(batch: Batch, desk: Desk) -> None:
    if batch.asked_at is not None and not batch.open_requests:
        # Once: a late answer to an address that was noted as silent does not move the day.
        batch.closed_at = batch.closed_at or desk.clock()
