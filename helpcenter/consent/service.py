"""The verbs of the person: answer, confirm another address, withdraw. None commits: whoever starts it does.

Each takes the lock of the ledger first, so that the invitation and its evidence change together or not at all, once.
The verbs of the organisation stand in invitations.py.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.codes import hash_code
from helpcenter.consent.desk import Desk
from helpcenter.consent.digits import try_digits
from helpcenter.consent.models import ANSWERED, Invitation, InvitationState
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.outcomes import ANSWERED_BEFORE, Answer, Decision, Outcome, Result
from helpcenter.consent.proof import Match, Proof, check_proof, is_same_local_part
from helpcenter.consent.queries import find_answered, is_paused, sender_of
from helpcenter.consent.recording import Recording, record_withdrawal
from helpcenter.consent.stamps import Stamp
from helpcenter.organisations.models import Organisation

MOST_FAILED_POSTS = 5
PAUSE = timedelta(minutes=15)
# Worded once, for whoever answers next waits until this one is written down.
CODES_OF_RECORD = (
    select(Invitation)
    .where(Invitation.record_id == select(Invitation.record_id).where(Invitation.code_hash == bindparam("code_hash")).scalar_subquery())
    .execution_options(populate_existing=True)
)


def answer(session: Session, desk: Desk, code: str, given: Answer, notice: ShownNotice, stamp: Stamp) -> Result:
    """Record an answer once, if a person who knows the address gives it."""
    invitation, others = _take_record(session, code)
    refusal = _refusal(desk, invitation, others)
    if refusal:
        return refusal
    proof = _prove(session, desk, invitation, given.typed)
    if not proof.is_proven:
        return _note_failure(desk, invitation, proof)
    if given.decision is Decision.MOVED and _is_same(given.new_address, invitation.address):
        return Result(Outcome.SAME_ADDRESS)
    recording = Recording(session, desk, invitation, notice, stamp, is_only_code=not others)
    return recording.record(given.decision, proof.match.value, given.new_address)


def confirm_other_address(session: Session, desk: Desk, code: str, typed: str, notice: ShownNotice, stamp: Stamp) -> Result:
    """Tell the organisation about the other address in the stamp, once the person has typed its first part again."""
    invitation, others = _take_record(session, code)
    refusal = _refusal(desk, invitation, others)
    if refusal:
        return refusal
    if not stamp.other or not is_same_local_part(typed, stamp.other):
        _note_failure(desk, invitation, Proof(Match.NOTHING))
        return Result(Outcome.OTHER_ADDRESS, stamp.other)
    recording = Recording(session, desk, invitation, notice, stamp, is_only_code=not others)
    return recording.record(Decision.MOVED, "retyped", stamp.other)


def withdraw(session: Session, desk: Desk, code: str, typed: str) -> Result:
    """Take an agreement back, with the same proof; any code of the record will do."""
    invitation = _take(session, code)
    answered = find_answered(session, invitation.record_id)
    if answered is None or answered.state is not InvitationState.GIVEN:
        return ANSWERED_BEFORE if answered else Result(Outcome.GONE)
    if is_paused(invitation, desk.clock()):
        return Result(Outcome.PAUSED)
    proof = _prove(session, desk, invitation, typed)
    if not proof.is_proven:
        # Another address leads to no question here: only whoever knows the one that agreed can take it back.
        return _note_failure(desk, invitation, Proof(Match.NOTHING))
    return record_withdrawal(session, desk, answered, proof.match.value)


def prove_person(session: Session, desk: Desk, code: str, typed: str) -> Result:
    """The same proof, to see what is held: RECORDED when it is given. Nothing else changes."""
    invitation = _take(session, code)
    if is_paused(invitation, desk.clock()):
        return Result(Outcome.PAUSED)
    proof = _prove(session, desk, invitation, typed)
    return Result(Outcome.RECORDED) if proof.is_proven else _note_failure(desk, invitation, Proof(Match.NOTHING))


def _take(session: Session, code: str) -> Invitation:
    """The invitation as it is now that nobody else can change it."""
    return _take_record(session, code)[0]


def _take_record(session: Session, code: str) -> tuple[Invitation, list[Invitation]]:
    """The same, and the other codes of its record."""
    ledger.lock(session)
    code_hash = hash_code(code)
    codes = session.scalars(CODES_OF_RECORD, {"code_hash": code_hash}).all()
    (invitation,) = (each for each in codes if each.code_hash == code_hash)
    return invitation, [each for each in codes if each is not invitation]


def _refusal(desk: Desk, invitation: Invitation, others: list[Invitation]) -> Result | None:
    """Why this invitation cannot be answered now."""
    now = desk.clock()
    # First: an answer is shown as long as it is kept, also under a code that has expired since.
    if any(each.state in ANSWERED for each in (invitation, *others)):
        return ANSWERED_BEFORE
    if invitation.state is not InvitationState.OPEN or invitation.expires_at <= now:
        return Result(Outcome.GONE)
    return Result(Outcome.PAUSED) if is_paused(invitation, now) else None


def _prove(session: Session, desk: Desk, invitation: Invitation, typed: str) -> Proof:
    public = _public_addresses(session, desk, invitation)
    proof = check_proof(typed, invitation.address, needs_whole=invitation.needs_whole_address, not_theirs=public)
    if proof.match is Match.NOTHING and try_digits(desk.keys, invitation, typed):
        return Proof(Match.PRINTED_DIGITS)
    return proof


def _public_addresses(session: Session, desk: Desk, invitation: Invitation) -> Iterator[str]:
    """Addresses that stand in the messages and on the page are read by programs: they are nobody's own. Looked up when they matter."""
    settings = desk.settings
    yield from (settings.sender_address, settings.confirmation_address, settings.vendor_email)
    yield sender_of(session, session.get_one(Organisation, invitation.organisation_id), settings)


def _note_failure(desk: Desk, invitation: Invitation, proof: Proof) -> Result:
    """Count a post that proves nothing; after five the code rests, and nothing kills it."""
    invitation.failed_posts += 1
    if invitation.failed_posts >= MOST_FAILED_POSTS:
        # Counted anew after each pause: whoever forgot an address for a while must get in some day (docs/decisions/0011).
        invitation.failed_posts = 0
        invitation.paused_until_at = desk.clock() + PAUSE
    is_other = proof.match is Match.OTHER_ADDRESS
    return Result(Outcome.OTHER_ADDRESS, proof.other) if is_other else Result(Outcome.NO_MATCH)


def _is_same(one: str, other: str) -> bool:
    return canonical_address(one) == canonical_address(other)
