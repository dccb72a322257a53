"""The verbs before an answer: invite, revoke, expire. None commits: whoever starts it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger, statement
from helpcenter.consent.carriers import Invited, render_message
from helpcenter.consent.codes import hash_code, make_code
from helpcenter.consent.desk import Desk
from helpcenter.consent.digits import MOST_WRONG, PRINTED_ON, make_digits, seal_digits
from helpcenter.consent.events import InvitationsExpired
from helpcenter.consent.models import Carrier, EvidenceKind, Invitation, InvitationState
from helpcenter.consent.proof import is_guessable
from helpcenter.consent.queries import sender_of
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.organisations.models import Organisation
from helpcenter.tutorials.queries import contact_lines


@dataclass(frozen=True)
class Invitee:
    """Whom to ask, for whom, about which case; `locale` is the person's language, `record_id` the record, when they are known."""

    case_id: int
    organisation: Organisation
    address: str
    locale: str | None = None
    record_id: str = ""


@dataclass(frozen=True)
class MadeInvitation:
    """A fresh invitation: the only moment at which its code is known, and its four digits on paper and at the counter."""

    invitation: Invitation
    code: str
    url: str
    text: str
    digits: str = ""


def invite(session: Session, desk: Desk, invitee: Invitee, carrier: Carrier, asked_by: str) -> MadeInvitation:
    """Make a code for one carrier; the codes made before stay valid."""
    ledger.lock(session)
    # In every language: a program may read any of the texts below on its way to the form.
    contacts = contact_lines(session, invitee.organisation)
    invited = _address_code(desk, invitee, make_code(), contacts[invitee.locale or DEFAULT_LOCALE])
    text = render_message(carrier, invited, invitee.locale)
    readable = (*contacts.values(), *_readable_texts(session, desk, invitee, invited))
    digits = make_digits(readable) if carrier in PRINTED_ON else ""
    now = desk.clock()
    invitation = Invitation(
        code_hash=hash_code(invited.code),
        record_id=_record_of(session, invitee),
        case_id=invitee.case_id,
        organisation_id=invitee.organisation.id,
        address=invitee.address,
        needs_whole_address=is_guessable(invitee.address, readable),
        digits_hash=seal_digits(desk.keys, hash_code(invited.code), digits) if digits else None,
        digits_left=MOST_WRONG if digits else 0,
        locale=invitee.locale,
        carrier=carrier,
        asked_by=asked_by,
        state=InvitationState.OPEN,
        created_at=now,
        expires_at=now + timedelta(days=desk.settings.code_days),
        failed_posts=0,
    )
    session.add(invitation)
    session.flush()
    ledger.append(session, EvidenceKind.INVITED, subject_of(invitation), statement.state_invitation(invitation, desk.keys), now)
    return MadeInvitation(invitation, invited.code, invited.url, text, digits)


def revoke(session: Session, desk: Desk, invitation: Invitation) -> bool:
    """Take a code back; False when it is no longer open."""
    return _end(session, desk, invitation, InvitationState.REVOKED, EvidenceKind.REVOKED)


def expire(session: Session, desk: Desk) -> int:
    """Close what nobody answered in time, and tell the room above about records without any open code; how many were closed."""
    ledger.lock(session)
    overdue = _overdue(session, desk)
    closed = [_end(session, desk, invitation, InvitationState.EXPIRED, EvidenceKind.EXPIRED) for invitation in overdue]
    # One record may have lost several codes tonight: the case is told once.
    for invitation in {each.record_id: each for each in overdue}.values():
        if not _is_alive(session, invitation.record_id):
            desk.events.publish(session, InvitationsExpired(invitation.case_id, invitation.record_id, desk.clock()))
    return sum(closed)


def subject_of(invitation: Invitation) -> ledger.Subject:
    """What the evidence about an invitation is about."""
    return ledger.Subject(invitation.record_id, invitation.case_id, invitation.organisation_id)


def _address_code(desk: Desk, invitee: Invitee, code: str, contact_line: str) -> Invited:
    # From the settings, never from the request: a forged Host would be printed on paper and sent by message.
    site = desk.settings.public_url
    return Invited(
        organisation=invitee.organisation.name,
        contact_line=contact_line,
        code=code,
        url=f"{site}/c/{code}",
        entry_url=f"{site}/c/",
        # The day by the house's clock, as the paper of the same code prints it.
        expires_on=house_day(desk.clock() + timedelta(days=desk.settings.code_days)),
    )


def _record_of(session: Session, invitee: Invitee) -> str:
    if invitee.record_id:
        return invitee.record_id
    # The record of the codes before, so that one answer closes them all; another address is another person's answer.
    query = select(Invitation.record_id).where(Invitation.case_id == invitee.case_id, Invitation.address == invitee.address)
    return session.scalar(query.order_by(Invitation.id.desc()).limit(1)) or uuid4().hex


def _readable_texts(session: Session, desk: Desk, invitee: Invitee, invited: Invited) -> Iterator[str]:
    """All that a program can read on the way to the form: a name among these words would be no proof."""
    sender = sender_of(session, invitee.organisation, desk.settings)
    for locale in desk.notices.locales():
        yield desk.show_notice(locale, invitee.organisation.name, sender).text
        yield from (render_message(carrier, invited, locale) for carrier in Carrier)


def _end(session: Session, desk: Desk, invitation: Invitation, state: InvitationState, kind: EvidenceKind) -> bool:
    ledger.lock(session)
    session.refresh(invitation)
    # Somebody answered, or took it back, after it was looked up: what happened first stands.
    if invitation.state is not InvitationState.OPEN:
        return False
    invitation.state = state
    ledger.append(session, kind, subject_of(invitation), statement.state_ending(invitation), desk.clock())
    return True


def _overdue(session: Session, desk: Desk) -> Sequence[Invitation]:
    query = select(Invitation).where(Invitation.state == InvitationState.OPEN, Invitation.expires_at <= desk.clock())
    return session.scalars(query.order_by(Invitation.id)).all()


def _is_alive(session: Session, record_id: str) -> bool:
    """True when a code of this record is open or was answered."""
    ended = (InvitationState.EXPIRED, InvitationState.REVOKED)
    query = select(Invitation.id).where(Invitation.record_id == record_id, Invitation.state.not_in(ended))
    return session.scalar(query.limit(1)) is not None
