"""The verbs of the person: answer, confirm another address, withdraw. None commits: whoever starts it does.

Each takes the lock of the ledger first, so that the invitation and its evidence change together or not at all, once.
The verbs of the organisation stand in invitations.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CursorResult, bindparam, exists, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from helpcenter.consent import ledger, statement
from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.codes import group_code, hash_code, make_code
from helpcenter.consent.desk import Desk
from helpcenter.consent.digits import try_digits
from helpcenter.consent.events import AddressCorrected, ConsentEvent, ConsentGiven, ConsentRefused, ConsentWithdrawn, WrongPerson
from helpcenter.consent.invitations import subject_of
from helpcenter.consent.ledger import Head
from helpcenter.consent.models import ANSWERED, ArchivedNotice, EvidenceKind, Invitation, InvitationState
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.proof import Match, Proof, check_proof, is_same_local_part
from helpcenter.consent.queries import find_answered, is_paused, sender_of
from helpcenter.consent.stamps import Stamp
from helpcenter.consent.statement import WEB_FORM, Way
from helpcenter.organisations.models import Organisation

MOST_FAILED_POSTS = 5
PAUSE = timedelta(minutes=15)


class Decision(StrEnum):
    """The four answers, equal in weight."""

    YES = "yes"
    """I agree."""
    NO = "no"
    """I do not want these mails."""
    NOT_ME = "not_me"
    """This is not me."""
    MOVED = "moved"
    """My address has changed."""


class Outcome(StrEnum):
    """What came of a post."""

    RECORDED = "recorded"
    """The answer stands in the ledger."""
    ANSWERED_BEFORE = "answered_before"
    """There is an answer already; its receipt is shown."""
    OTHER_ADDRESS = "other_address"
    """Another well-formed address was typed: the person is asked whether it is theirs."""
    SAME_ADDRESS = "same_address"
    """The new address is the one that the organisation holds."""
    NO_MATCH = "no_match"
    """What was typed proves nothing."""
    PAUSED = "paused"
    """Too many attempts; wait a quarter of an hour."""
    GONE = "gone"
    """The code cannot be answered any more."""


@dataclass(frozen=True)
class Answer:
    """What a person sent."""

    decision: Decision
    typed: str
    new_address: str = ""


@dataclass(frozen=True)
class Result:
    """The outcome; `other` is the address that the person is asked about."""

    outcome: Outcome
    other: str = ""


@dataclass(frozen=True)
class Ending:
    """How one decision ends an invitation."""

    state: InvitationState
    kind: EvidenceKind
    event: type[ConsentEvent]


ENDINGS = {
    Decision.YES: Ending(InvitationState.GIVEN, EvidenceKind.GIVEN, ConsentGiven),
    Decision.NO: Ending(InvitationState.REFUSED, EvidenceKind.REFUSED, ConsentRefused),
    Decision.NOT_ME: Ending(InvitationState.WRONG_PERSON, EvidenceKind.WRONG_PERSON, WrongPerson),
    Decision.MOVED: Ending(InvitationState.NEEDS_CORRECTION, EvidenceKind.ADDRESS_CORRECTED, AddressCorrected),
}
# A person said yes without writing the address: that it exists, it does not show.
ADDRESS_NOT_NAMED = frozenset({Match.PRINTED_DIGITS.value, Match.SPOKEN.value})
ANSWERED_BEFORE = Result(Outcome.ANSWERED_BEFORE)
# Worded once, for whoever answers next waits until this one is written down.
CODES_OF_RECORD = (
    select(Invitation)
    .where(Invitation.record_id == select(Invitation.record_id).where(Invitation.code_hash == bindparam("code_hash")).scalar_subquery())
    .execution_options(populate_existing=True)
)
END_AND_NOTICE = ledger.LAST.add_columns(exists().where(ArchivedNotice.sha256 == bindparam("notice")).label("is_archived"))
CODES = Invitation.__table__
ANSWERED_CODE = (
    update(CODES)  # type: ignore[arg-type]
    .where(CODES.c.code_hash == bindparam("code"), CODES.c.state == bindparam("before"), CODES.c.expires_at > bindparam("now"))
    .values({name: bindparam(name) for name in ("state", "answered_at", "receipt_number", "answer_seq")})
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
        invitation.failed_posts = 0
        invitation.paused_until_at = desk.clock() + PAUSE
    is_other = proof.match is Match.OTHER_ADDRESS
    return Result(Outcome.OTHER_ADDRESS, proof.other) if is_other else Result(Outcome.NO_MATCH)


def _is_same(one: str, other: str) -> bool:
    return canonical_address(one) == canonical_address(other)


@dataclass(frozen=True)
class Recording:
    """One transaction: the invitation's conditional change, its evidence, the notice, and what the rooms above do."""

    session: Session
    desk: Desk
    invitation: Invitation
    notice: ShownNotice
    # None when the answer came without our page.
    stamp: Stamp | None
    way: Way = WEB_FORM
    # True for whoever has seen, with the lock, that the record has no other code.
    is_only_code: bool = False

    def record(self, decision: Decision, match: str, new_address: str) -> Result:
        """Write the answer down, unless another one was quicker."""
        now = self.desk.clock()
        ledger.lock(self.session)
        end, is_archived = self._look_at_end()
        if not self._close(ENDINGS[decision].state, now, end.seq + 1):
            return ANSWERED_BEFORE
        self._append(decision, match, new_address, now, end)
        if not is_archived:
            archive(self.session, self.notice, now)
        if not self.is_only_code:
            _close_siblings(self.session, self.invitation, now)
        self.desk.events.publish(self.session, self._event(decision, match, new_address, now))
        return Result(Outcome.RECORDED)

    def _look_at_end(self) -> tuple[Head, bool]:
        """The end of the chain, and whether the text that the person read is kept already."""
        row = self.session.execute(END_AND_NOTICE, {"notice": self.notice.sha256}).first()
        return (Head(row.seq, row.hash), row.is_archived) if row else (ledger.head(self.session), False)

    def _close(self, state: InvitationState, now: datetime, seq: int) -> bool:
        values = {"state": state, "answered_at": now, "receipt_number": f"{now.year}-{group_code(make_code()[:8])}", "answer_seq": seq}
        if _count(self.session, ANSWERED_CODE, code=self.invitation.code_hash, before=InvitationState.OPEN, now=now, **values) == 0:
            self.session.refresh(self.invitation)
            return False
        # What the database holds now, without asking it once more.
        for name, value in values.items():
            set_committed_value(self.invitation, name, value)
        return True

    def _append(self, decision: Decision, match: str, new_address: str, now: datetime, end: Head) -> Head:
        organisation = self.session.get_one(Organisation, self.invitation.organisation_id)
        parties = statement.parties_of(organisation.name, self.desk.settings)
        ending = ENDINGS[decision]
        about = (self.invitation, ending.kind.value, match, self.notice, self.stamp, parties, self.desk.keys, now)
        payload = statement.state_answer(*about, way=self.way)
        if new_address:
            payload["corrected_to"] = statement.describe_subject(new_address, self.desk.keys)
        return ledger.append(self.session, ending.kind, subject_of(self.invitation), payload, now, end)

    def _event(self, decision: Decision, match: str, new_address: str, now: datetime) -> ConsentEvent:
        about = (self.invitation.case_id, self.invitation.record_id, now)
        if decision is Decision.YES:
            return ConsentGiven(*about, address_confirmed=match not in ADDRESS_NOT_NAMED)
        return AddressCorrected(*about, new_address) if decision is Decision.MOVED else ENDINGS[decision].event(*about)


def archive(session: Session, notice: ShownNotice, now: datetime) -> None:
    """Keep the exact text of a notice, once."""
    if session.scalar(select(ArchivedNotice.sha256).where(ArchivedNotice.sha256 == notice.sha256)) is None:
        kept = ArchivedNotice(sha256=notice.sha256, text_id=notice.text_id, version=notice.version, locale=notice.locale)
        kept.text, kept.archived_at = notice.text, now
        session.add(kept)


def _close_siblings(session: Session, invitation: Invitation, now: datetime) -> None:
    """The other open codes of the record show the same receipt from now on."""
    siblings = update(Invitation).where(
        Invitation.record_id == invitation.record_id,
        Invitation.id != invitation.id,
        Invitation.state == InvitationState.OPEN,
        Invitation.expires_at > now,
    )
    session.execute(siblings.values(state=InvitationState.CLOSED))


def record_withdrawal(session: Session, desk: Desk, answered: Invitation, match: str, way: Way = WEB_FORM) -> Result:
    """End an agreement, once; whoever calls holds the lock of the ledger and has checked who asks."""
    now = desk.clock()
    given = update(Invitation).where(Invitation.id == answered.id, Invitation.state == InvitationState.GIVEN)
    if _count(session, given.values(state=InvitationState.WITHDRAWN, withdrawn_at=now)) == 0:
        return ANSWERED_BEFORE
    payload = statement.state_withdrawal(answered, match, desk.keys, now, way)
    ledger.append(session, EvidenceKind.WITHDRAWN, subject_of(answered), payload, now)
    desk.events.publish(session, ConsentWithdrawn(answered.case_id, answered.record_id, now))
    return Result(Outcome.RECORDED)


def _count(session: Session, change: object, **values: Any) -> int:
    """How many rows a conditional change met."""
    result = session.execute(change, values)  # type: ignore[call-overload]
    assert isinstance(result, CursorResult)  # noqa: S101
    return result.rowcount
