"""The verbs of cases: open one, invite the person, take a step, end, reopen. None commits: whoever starts it does.

A verb that changes a case which others may change too takes it with `take_case` first. following.py moves cases along when the
person answers.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.consent import ledger
from helpcenter.consent.addresses import canonical_address, parse_address
from helpcenter.consent.desk import Desk
from helpcenter.consent.invitations import Invitee, MadeInvitation, invite
from helpcenter.consent.models import Carrier, EvidenceKind
from helpcenter.consent.statement import describe_subject
from helpcenter.db import Clock
from helpcenter.i18n.formats import house_day
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import hold_organisation
from helpcenter.providers.policy import ARTICLE_POLICY, BlockKind, Order, ProviderPolicy, Removal
from helpcenter.unblock.events import CaseChanged, CaseEnded, CaseOpened, CaseReopened
from helpcenter.unblock.history import date_request, note_change
from helpcenter.unblock.models import LABEL_LENGTH, Source, UnblockCase
from helpcenter.unblock.queries import TAKEN_CASE, find_open_case
from helpcenter.unblock.requests import methods_of, missing_for_request
from helpcenter.unblock.workflow import (
    ANSWERED_FOR_GOOD,
    ConsentTrack,
    Ending,
    ProviderTrack,
    StepError,
    Track,
    can_follow,
    check_step,
    may_invite,
    track_name,
)

# A block ends after months at most: a much older date is a typing mistake.
OLDEST_DAYS = 366
# What a reopened case waits for again.
REOPENED = {ProviderTrack.DECLINED, ProviderTrack.DONE, ProviderTrack.NO_ANSWER, ProviderTrack.EXPIRES_BY_ITSELF}


class CaseProblem(StrEnum):
    """Why a case cannot be opened."""

    LABEL = "label"
    """Empty, too long, or with a line break."""
    ADDRESS = "address"
    """Not a mail address."""
    FUTURE = "future"
    """The last mail cannot have been sent on a day that has not come."""
    TOO_OLD = "too_old"
    """The last mail was sent more than a year ago."""
    DUPLICATE = "duplicate"
    """There is an open case for this mailbox."""


class CaseError(ValueError):
    """This case cannot be opened; `problem` says why, `case` is the one that is already open."""

    def __init__(self, problem: CaseProblem, case: UnblockCase | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.case = case


class NotInvitableError(ValueError):
    """The person of this case has answered, or the case is closed."""


class StaleCaseError(ValueError):
    """Somebody else changed this case since the form was opened."""


class NotReadyError(ValueError):
    """The provider cannot be asked yet; `missing` says why (requests.Missing)."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True)
class NewCase:
    """What an organisation says about a family that receives nothing."""

    label: str
    address: str
    last_mail_on: date
    locale: str | None = None
    ticket: str = ""
    error_text: str = ""
    kind: BlockKind = BlockKind.UNKNOWN
    source: Source = Source.MEMBER


def open_case(
    session: Session, desk: Desk, organisation: Organisation, new: NewCase, actor: str, policy: ProviderPolicy = ARTICLE_POLICY
) -> UnblockCase:
    """Open a case: the person is to be invited; the provider is asked meanwhile, or once the person agreed, as its policy says."""
    hold_organisation(session, organisation)
    address = check_new_case(session, desk.clock, organisation, new)
    case = UnblockCase(
        organisation=organisation,
        label=new.label.strip(),
        address=address,
        mailbox_key=canonical_address(address),
        record_id=uuid4().hex,
        last_mail_on=new.last_mail_on,
        locale=new.locale,
        consent_track=ConsentTrack.NONE,
        provider_track=ProviderTrack.NONE,
        source=new.source,
        ticket=new.ticket.strip(),
        error_text=new.error_text,
        kind=new.kind,
        provider=policy.id,
        order=policy.order,
        blocked_until_on=_latest_end(new, policy),
        opened_by=actor,
        created_at=desk.clock(),
        version=1,
    )
    session.add(case)
    session.flush()
    desk.events.publish(session, CaseOpened(case.id))
    _start(session, desk, case, policy, actor)
    return case


def invite_person(session: Session, desk: Desk, case: UnblockCase, carrier: Carrier, actor: str) -> MadeInvitation:
    """Make a code for the person of a case."""
    if not may_invite(case.consent_track, case.provider_track, case.ending):
        raise NotInvitableError(case.consent_track.value)
    if case.consent_track is ConsentTrack.EXPIRED:
        advance(session, desk, case, ConsentTrack.TO_INVITE, actor)
    invitee = Invitee(case.id, case.organisation, case.address, case.locale, case.record_id)
    made = invite(session, desk, invitee, carrier, actor)
    if case.consent_track is ConsentTrack.TO_INVITE:
        advance(session, desk, case, ConsentTrack.INVITED, actor)
    return made


def take_case(session: Session, case_id: int, version: int | None = None) -> UnblockCase | None:
    """The case as it is now that nobody else can change it; StaleCaseError when it is newer than the form that was sent.

    The lock of the ledger comes first, as it does for a person who answers: two orders would be a deadlock.
    """
    ledger.lock(session)
    case = session.scalar(TAKEN_CASE, {"id": case_id})
    if case is not None and version is not None and case.version != version:
        raise StaleCaseError(str(case_id))
    return case


def advance(session: Session, desk: Desk, case: UnblockCase, after: Track, actor: str) -> None:
    """Take one step of one track, if it may follow, write down who took it, and tell the listeners."""
    before: Track = case.consent_track if isinstance(after, ConsentTrack) else case.provider_track
    check_step(before, after)
    if isinstance(after, ConsentTrack):
        case.consent_track = after
    else:
        case.provider_track = after
        date_request(case, before, after, desk)
    note_change(case, track_name(after), before.value, after.value, desk, actor)
    session.flush()
    desk.events.publish(session, CaseChanged(case.id, track_name(after), before.value, after.value))


def end_case(session: Session, desk: Desk, case: UnblockCase, ending: Ending, actor: str) -> None:
    """End a case; a request that the provider has not answered is cancelled."""
    if case.ending is ending:
        return
    before = case.ending.value if case.ending else "open"
    if can_follow(case.provider_track, ProviderTrack.NONE):
        advance(session, desk, case, ProviderTrack.NONE, actor)
    case.ending, case.ended_at = ending, desk.clock()
    note_change(case, "case", before, ending.value, desk, actor)
    session.flush()
    desk.events.publish(session, CaseEnded(case.id))


def verify(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    """A mail arrived: the provider saw it delivered, or the organisation says so."""
    end_case(session, desk, case, Ending.VERIFIED, actor)


def confirm_correction(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    """The organisation called the family and wrote the other address into its software; no provider is asked."""
    if case.consent_track is not ConsentTrack.NEEDS_CORRECTION:
        raise StepError(f"consent: {case.consent_track.value} names no other address")
    end_case(session, desk, case, Ending.CORRECTED, actor)


def merge_duplicate(session: Session, desk: Desk, case: UnblockCase, into: UnblockCase, actor: str) -> None:
    """Another case of the same organisation speaks for the same mailbox; ValueError for any other pair."""
    if case.id == into.id or (case.organisation_id, case.mailbox_key) != (into.organisation_id, into.mailbox_key):
        raise ValueError("only two cases of one organisation and one mailbox are merged")
    case.duplicate_of_id = into.id
    end_case(session, desk, case, Ending.DUPLICATE, actor)


def reopen(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    """Mails fail again, or nobody had answered; StepError when the person has said no: then a new case asks anew."""
    if case.consent_track in ANSWERED_FOR_GOOD:
        raise StepError(f"consent: {case.consent_track.value} is not asked again in this case")
    ended, case.ending, case.ended_at = case.ending, None, None
    case.duplicate_of_id = None
    if case.consent_track is ConsentTrack.EXPIRED:
        advance(session, desk, case, ConsentTrack.TO_INVITE, actor)
    if case.provider_track in REOPENED or (case.provider_track is ProviderTrack.NONE and _may_be_ready(case)):
        advance(session, desk, case, ProviderTrack.READY, actor)
    note_change(case, "case", ended.value if ended else "closed", "open", desk, actor)
    session.flush()
    desk.events.publish(session, CaseReopened(case.id))


def ask_provider(session: Session, desk: Desk, case: UnblockCase, policy: ProviderPolicy, actor: str) -> None:
    """The request left the house; NotReadyError when the provider's rule demands what is missing."""
    missing = missing_for_request(case, policy, methods_of(session, policy, [case]).get(case.record_id, ""))
    if missing:
        raise NotReadyError(tuple(each.value for each in missing))
    if case.provider_track is ProviderTrack.READY:
        advance(session, desk, case, ProviderTrack.IN_BATCH, actor)
    advance(session, desk, case, ProviderTrack.ASKED, actor)
    note_provider(session, desk, case, EvidenceKind.PROVIDER_ASKED, actor)


def note_provider(session: Session, desk: Desk, case: UnblockCase, kind: EvidenceKind, actor: str) -> ledger.Head:
    """Write into the ledger what was asked of the provider, or what it did (provider_asked, provider_done, provider_declined)."""
    subject = ledger.Subject(case.record_id, case.id, case.organisation_id)
    now = desk.clock()
    payload = {
        "consent_record_id": case.record_id,
        "subject": describe_subject(case.address, desk.keys),
        "recipient": {"mail_provider": case.provider},
        "event_time": ledger.iso_utc(now),
        "actor": actor,
    }
    return ledger.append(session, kind, subject, payload, now)


def assign(case: UnblockCase, user: User | None, desk: Desk, actor: str) -> None:
    """Say who of the staff looks after a case; None: nobody in particular."""
    before, case.assigned_to_id = case.assigned_to_id, user.id if user else None
    note_change(case, "assigned", str(before or ""), str(case.assigned_to_id or ""), desk, actor)


def check_new_case(session: Session, clock: Clock, organisation: Organisation, new: NewCase) -> str:
    """The address, well-formed; CaseError when something is wrong."""
    label, address = new.label.strip(), parse_address(new.address)
    if not label or len(label) > LABEL_LENGTH or any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in label):
        raise CaseError(CaseProblem.LABEL)
    if address is None:
        raise CaseError(CaseProblem.ADDRESS)
    today = house_day(clock())
    if new.last_mail_on > today:
        raise CaseError(CaseProblem.FUTURE)
    if (today - new.last_mail_on).days > OLDEST_DAYS:
        raise CaseError(CaseProblem.TOO_OLD)
    known = find_open_case(session, organisation, address)
    if known is not None:
        raise CaseError(CaseProblem.DUPLICATE, known)
    return address


def _latest_end(new: NewCase, policy: ProviderPolicy) -> date | None:
    """A block that began with the last mail ends this late; None when the kind is not known or has no end."""
    days = None if new.kind is BlockKind.UNKNOWN else policy.rule(new.kind).days
    return new.last_mail_on + timedelta(days=days) if days else None


def _start(session: Session, desk: Desk, case: UnblockCase, policy: ProviderPolicy, actor: str) -> None:
    advance(session, desk, case, ConsentTrack.TO_INVITE, actor)
    removal = policy.rule(case.kind).removal
    if removal is Removal.EXPIRES:
        advance(session, desk, case, ProviderTrack.EXPIRES_BY_ITSELF, actor)
    elif removal is not Removal.NEVER and policy.order is Order.ASK_FIRST:
        # The vendor's default: the provider is asked first, the person's agreement follows.
        advance(session, desk, case, ProviderTrack.READY, actor)


def _may_be_ready(case: UnblockCase) -> bool:
    return case.order is Order.ASK_FIRST or case.consent_track is ConsentTrack.GIVEN
