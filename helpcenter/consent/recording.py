"""Writes an answer down, and its withdrawal: the invitation, its evidence and the notice change together, once. None commits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, bindparam, exists, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from helpcenter.consent import ledger, statement
from helpcenter.consent.codes import group_code, make_code
from helpcenter.consent.desk import Desk
from helpcenter.consent.events import AddressCorrected, ConsentEvent, ConsentGiven, ConsentRefused, ConsentWithdrawn, WrongPerson
from helpcenter.consent.invitations import subject_of
from helpcenter.consent.ledger import Head
from helpcenter.consent.models import ArchivedNotice, EvidenceKind, Invitation, InvitationState
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.outcomes import ANSWERED_BEFORE, Decision, Outcome, Result
from helpcenter.consent.proof import Match
from helpcenter.consent.stamps import Stamp
from helpcenter.consent.statement import WEB_FORM, Way
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.organisations.models import Organisation


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
# Worded once, for whoever answers next waits until this answer is written down.
END_AND_NOTICE = ledger.LAST.add_columns(exists().where(ArchivedNotice.sha256 == bindparam("notice")).label("is_archived"))
CODES = Invitation.__table__
ANSWERED_CODE = (
    update(CODES)  # type: ignore[arg-type]
    .where(CODES.c.code_hash == bindparam("code"), CODES.c.state == bindparam("before"), CODES.c.expires_at > bindparam("now"))
    .values({name: bindparam(name) for name in ("state", "answered_at", "receipt_number", "answer_seq")})
)


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
        values = {
            "state": state,
            "answered_at": now,
            "receipt_number": f"{now.astimezone(HOUSE_ZONE).year}-{group_code(make_code()[:8])}",
            "answer_seq": seq,
        }
        # The condition decides who was first: whatever was read before it may be old by now.
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
        # What has expired stays so, and looks like every other code that leads nowhere.
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
