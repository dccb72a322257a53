"""The verbs of replies: examine a mail, receive it, decide what it says, judge it again. None commits: whoever starts it does.

`examine` asks the name system and may take seconds: it comes before the transaction, never inside.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.attachments import Attachment, AttachmentKind, AttachmentStore
from helpcenter.consent.desk import Desk
from helpcenter.consent.mail_answers import MailDecision, ProvenMail, answer_by_mail
from helpcenter.consent.outcomes import Outcome
from helpcenter.consent.prepared_mail import is_prepared_yes
from helpcenter.kit.domain_records import Records
from helpcenter.organisations.models import Organisation
from helpcenter.replies.judging import Verdict, judge
from helpcenter.replies.matching import Match, find_match
from helpcenter.replies.models import MailReply, ReplySource, ReplyState
from helpcenter.replies.reading import ReadMail, UnreadableError, read_mail
from helpcenter.replies.signatures import Signed, check_signatures

RULE = "rule"
MEDIA_TYPE = "message/rfc822"
AFTER = {
    Outcome.RECORDED: ReplyState.RECORDED,
    Outcome.ANSWERED_BEFORE: ReplyState.BESIDE,
    Outcome.GONE: ReplyState.TOO_LATE,
}


class NothingMatchesError(ValueError):
    """No code and no known sender: this mail is about nothing here, and nothing of it is kept."""


class AlreadyHereError(ValueError):
    """These very bytes were received before; `reply` is what became of them."""

    def __init__(self, reply: MailReply) -> None:
        super().__init__("received before")
        self.reply = reply


class NotProvenError(ValueError):
    """A mail that proves nothing gives, refuses and withdraws nothing."""


class SameAddressError(ValueError):
    """The other address is the one that was asked about."""


class DecidedError(ValueError):
    """Somebody has decided about this mail already."""


@dataclass(frozen=True)
class Examined:
    """A mail with what was found out about it outside the database."""

    raw: bytes
    mail: ReadMail
    signed: Signed

    @property
    def sha256(self) -> str:
        """The hash under which it is kept."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True)
class Arrival:
    """How a mail came here, and through whom."""

    source: ReplySource
    actor: str


def examine(raw: bytes, records: Records) -> Examined:
    """Read a mail and check who signed it; UnreadableError for what is no mail."""
    mail = read_mail(raw)
    # Nobody's signature makes an answer of what a program wrote: the question to the name system is saved.
    needs_key = mail.automatic is None and bool(mail.sender)
    return Examined(raw, mail, check_signatures(raw, mail.sender, records) if needs_key else Signed())


def receive(session: Session, desk: Desk, store: AttachmentStore, examined: Examined, arrival: Arrival) -> MailReply:
    """Keep a mail that is about an invitation; when it proves itself and says exactly the prepared sentence, it counts at once."""
    # One at a time, as for answers on the page: the same mail may arrive through two processes.
    ledger.lock(session)
    # By its bytes: fetched and attached by hand, it is the same mail.
    known = session.scalar(select(MailReply).where(MailReply.sha256 == examined.sha256))
    if known is not None:
        raise AlreadyHereError(known)
    match = find_match(session, examined.mail)
    if match is None:
        raise NothingMatchesError
    reply = _make_reply(session, desk, examined, match, arrival)
    if reply.is_kept:
        _keep(session, store, examined, reply)
    _take_at_once(session, desk, reply, examined.mail, match)
    return reply


def decide(session: Session, desk: Desk, reply: MailReply, decision: MailDecision | None, actor: str, new_address: str = "") -> None:
    """Write down what somebody read in a mail; None sets it aside. NotProvenError for an answer in a mail that proves nothing."""
    # The ledger's lock before the row, as whoever erases takes them: the other order is a deadlock.
    ledger.lock(session)
    session.refresh(reply, with_for_update=True)
    if reply.state is not ReplyState.WAITING:
        raise DecidedError(str(reply.id))
    if decision is not None and decision not in reply.may_say:
        raise NotProvenError(str(reply.id))
    if decision is None:
        reply.state = ReplyState.SET_ASIDE
    else:
        reply.state = AFTER[_write_down(session, desk, reply, decision, new_address)]
    reply.decision, reply.decided_by, reply.decided_at = decision, actor, desk.clock()
    session.flush()


def _write_down(session: Session, desk: Desk, reply: MailReply, decision: MailDecision, new_address: str) -> Outcome:
    proven = ProvenMail(reply.sha256, reply.signed_by)
    # Of a mail from another mailbox only that one is known; what else stands in it proves nothing.
    other = (new_address if reply.is_proved else reply.sender) if decision is MailDecision.MOVED else ""
    outcome = answer_by_mail(session, desk, reply.invitation, decision, proven, other).outcome
    if outcome is Outcome.SAME_ADDRESS:
        raise SameAddressError(other)
    return outcome


def judge_again(session: Session, desk: Desk, reply: MailReply, examined: Examined) -> None:
    """Judge a waiting mail anew, for instance once the name system answers."""
    if reply.state is not ReplyState.WAITING:
        raise DecidedError(str(reply.id))
    match = find_match(session, examined.mail)
    # Only about the same invitation: what is kept as evidence must not move to another person's case.
    if match is not None and match.invitation.id == reply.invitation_id:
        _write_judgement(reply, examined, match)
        _take_at_once(session, desk, reply, examined.mail, match)


def read_kept(store: AttachmentStore, reply: MailReply) -> ReadMail | None:
    """The mail as words, for whoever has to read it; None when its file is gone."""
    raw = store.find(reply.sha256) if reply.is_kept else None
    try:
        return read_mail(raw) if raw else None
    except UnreadableError:
        return None


def _make_reply(session: Session, desk: Desk, examined: Examined, match: Match, arrival: Arrival) -> MailReply:
    reply = MailReply(
        sha256=examined.sha256,
        is_kept=examined.mail.automatic is None,
        source=arrival.source,
        invitation_id=match.invitation.id,
        record_id=match.invitation.record_id,
        case_id=match.invitation.case_id,
        organisation_id=match.invitation.organisation_id,
        sender=examined.mail.sender,
        sent_at=examined.mail.sent_at,
        state=ReplyState.WAITING,
        received_by=arrival.actor,
        received_at=desk.clock(),
    )
    _write_judgement(reply, examined, match)
    if reply.verdict is Verdict.AUTOMATIC:
        reply.state = ReplyState.SET_ASIDE
    session.add(reply)
    session.flush()
    return reply


def _write_judgement(reply: MailReply, examined: Examined, match: Match) -> None:
    judgement = judge(examined.mail, examined.signed, match.invitation.address, has_code=match.has_code)
    reply.verdict = judgement.verdict
    reply.reason_words = [reason.value for reason in judgement.reasons]
    signed = examined.signed
    reply.signed_by = f"{signed.selector}._domainkey.{signed.domain}"[:254] if signed.is_proven else ""


def _keep(session: Session, store: AttachmentStore, examined: Examined, reply: MailReply) -> None:
    store.keep(examined.raw)
    session.add(
        Attachment(
            sha256=reply.sha256,
            kind=AttachmentKind.MAIL,
            media_type=MEDIA_TYPE,
            size=len(examined.raw),
            organisation_id=reply.organisation_id,
            case_id=reply.case_id,
            record_id=reply.record_id,
            kept_by=reply.received_by,
            kept_at=reply.received_at,
        )
    )
    session.flush()


def _take_at_once(session: Session, desk: Desk, reply: MailReply, mail: ReadMail, match: Match) -> None:
    organisation = session.get_one(Organisation, reply.organisation_id)
    # All three, or a person reads it: proved, the code unquoted, and the prepared sentence with next to nothing beside it.
    if reply.is_proved and match.has_own_code and is_prepared_yes(mail.own_text, organisation.name):
        decide(session, desk, reply, MailDecision.YES, RULE)
