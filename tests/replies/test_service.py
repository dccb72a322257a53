"""A mail gives only what it proves, once, and never again after a withdrawal."""

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.attachments import Attachment, erase_attachments
from helpcenter.consent.codes import group_code
from helpcenter.consent.invitations import revoke
from helpcenter.consent.mail_answers import MailDecision
from helpcenter.consent.models import Evidence, EvidenceKind
from helpcenter.consent.prepared_mail import is_prepared_yes, prepare_mail
from helpcenter.consent.queries import find_invitation
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.replies.fetching import Tools, judge_waiting_again
from helpcenter.replies.judging import Reason, Verdict
from helpcenter.replies.models import MailReply, ReplySource, ReplyState
from helpcenter.replies.service import (
    AlreadyHereError,
    Arrival,
    DecidedError,
    NothingMatchesError,
    NotProvenError,
    decide,
    examine,
    receive,
)
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ConsentTrack
from tests.consent.persons import ADDRESS, LABEL, Invited, make_case, make_invitation
from tests.factories import make_organisation
from tests.fakes import FakeClock
from tests.replies.mails import ORGANISATION, YES, FakeRecords, publish, sign, write_mail

STAFF = Arrival(ReplySource.UPLOAD, "staff:1")


def take(session: Session, tools: Tools, raw: bytes) -> MailReply:
    reply = receive(session, tools.desk, tools.store, examine(raw, tools.records), STAFF)
    session.commit()
    return reply


def yes_mail(invited: Invited, **more: str) -> bytes:
    return sign(write_mail(f"{YES}\n\n{group_code(invited.code)}\n\nPersonne A", **more))


def free_mail(invited: Invited, words: str = "D'accord, je veux bien.") -> bytes:
    return sign(write_mail(f"{words}\n{group_code(invited.code)}"))


def kinds(session: Session) -> list[EvidenceKind]:
    return list(session.scalars(select(Evidence.kind).order_by(Evidence.seq)))


def test_the_prepared_mail_gives_at_once_and_is_evidence(session: Session, tools: Tools) -> None:
    invited = make_invitation(session)
    # A signature names its second: the same mail is signed once.
    raw = yes_mail(invited)
    reply = take(session, tools, raw)
    assert (reply.verdict, reply.state, reply.decision) == (Verdict.PROVED, ReplyState.RECORDED, MailDecision.YES)
    given = session.scalars(select(Evidence).where(Evidence.kind == EvidenceKind.GIVEN)).one()
    assert given.payload["method"] == "mail_reply"
    assert given.payload["attachment_sha256"] == reply.sha256
    assert given.payload["mail_signature"] == "s1._domainkey.courrier.example"
    assert given.payload["notice_shown_at"] is None
    assert tools.store.find(reply.sha256) == raw
    assert ledger.verify(session).is_sound
    for secret in (ADDRESS, LABEL, "Personne A"):
        assert secret not in str(given.payload)
    case = session.get_one(UnblockCase, invited.case_id)
    assert case.consent_track is ConsentTrack.GIVEN
    assert case.address_confirmed_at is not None


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_who_decides_takes_the_lock_of_the_ledger_before_the_row(session: Session, tools: Tools) -> None:
    reply, written = take(session, tools, free_mail(make_invitation(session))), list[str]()
    session.commit()
    event.listen(session.get_bind(), "before_cursor_execute", lambda *arguments: written.append(arguments[2]))
    decide(session, tools.desk, reply, MailDecision.NO, "staff:1")
    locks = [statement for statement in written if "pg_advisory" in statement or "FOR UPDATE" in statement]
    assert "pg_advisory" in locks[0]


@pytest.mark.parametrize("locale", FAMILY_LOCALES)
def test_the_prepared_sentence_is_known_in_every_language_and_nothing_else_is(locale: str) -> None:
    body = prepare_mail(ORGANISATION, "7K2M-9QXD-4TRW-0PZ5", locale).body
    assert is_prepared_yes(body + "Camille Martin", ORGANISATION)
    assert not is_prepared_yes(body, "Mairie de Demo")
    assert not is_prepared_yes(body + "Mais seulement les factures, plus jamais les invitations aux fêtes du quartier.", ORGANISATION)
    assert not is_prepared_yes("7K2M-9QXD-4TRW-0PZ5", ORGANISATION)


def test_what_a_proven_mail_says_in_its_own_words_somebody_reads(session: Session, tools: Tools) -> None:
    invited = make_invitation(session)
    reply = take(session, tools, free_mail(invited))
    assert (reply.verdict, reply.state) == (Verdict.PROVED, ReplyState.WAITING)
    assert kinds(session) == [EvidenceKind.INVITED]
    decide(session, tools.desk, reply, MailDecision.NO, "staff:1")
    assert kinds(session) == [EvidenceKind.INVITED, EvidenceKind.REFUSED]
    with pytest.raises(DecidedError):
        decide(session, tools.desk, reply, MailDecision.YES, "staff:2")


def test_the_prepared_sentence_in_a_quotation_waits_for_a_reader(session: Session, tools: Tools) -> None:
    """A mail server that sends a mail back quotes it whole, code included."""
    invited = make_invitation(session)
    reply = take(session, tools, sign(write_mail(f"Que voulez-vous ?\n\n> {YES}\n> {group_code(invited.code)}")))
    assert (reply.verdict, reply.state) == (Verdict.PROVED, ReplyState.WAITING)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda invited: write_mail(f"{YES}\n{invited.code}"), Reason.UNSIGNED),
        (lambda invited: sign(write_mail(f"{YES}\n{invited.code}"), domain="evil.example"), Reason.OTHER_DOMAIN),
        (lambda invited: yes_mail(invited).replace(b"Je veux", b"je veux"), Reason.BAD_SIGNATURE),
        (lambda invited: sign(write_mail(f"{YES}\n{invited.code}", sender="autre@courrier.example")), Reason.OTHER_SENDER),
        (lambda invited: sign(write_mail(YES, subject=f"Ma réponse : {group_code(invited.code)}")), Reason.NO_CODE),
        (lambda _invited: sign(write_mail(YES)), Reason.NO_CODE),
    ],
)
def test_anything_less_is_unproved_and_gives_nothing(session: Session, tools: Tools, change: object, reason: Reason) -> None:
    assert callable(change)
    invited = make_invitation(session)
    reply = take(session, tools, change(invited))
    assert (reply.verdict, reply.state) == (Verdict.UNPROVED, ReplyState.WAITING)
    assert reason in reply.reasons
    for decision in set(MailDecision) - {MailDecision.MOVED}:
        with pytest.raises(NotProvenError):
            decide(session, tools.desk, reply, decision, "staff:1")
    decide(session, tools.desk, reply, None, "staff:1")
    assert (reply.state, kinds(session)) == (ReplyState.SET_ASIDE, [EvidenceKind.INVITED])


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"subject": "Absence du bureau"},
        {"Return_Path": "<>"},
        {"sender": "postmaster@courrier.example"},
    ],
)
def test_what_a_program_wrote_is_no_consent_and_nothing_of_it_is_kept(session: Session, tools: Tools, headers: dict[str, str]) -> None:
    invited = make_invitation(session)
    reply = take(session, tools, sign(write_mail(f"{YES}\n{invited.code}", **headers)))
    assert (reply.verdict, reply.state, reply.is_kept) == (Verdict.AUTOMATIC, ReplyState.SET_ASIDE, False)
    assert tools.store.find(reply.sha256) is None
    assert kinds(session) == [EvidenceKind.INVITED]


def test_a_mail_about_nothing_here_is_refused_and_not_kept(session: Session, tools: Tools) -> None:
    make_invitation(session)
    raw = sign(write_mail("Bonjour 7K2M-9QXD-4TRW-0PZ5", sender="autre@courrier.example"))
    with pytest.raises(NothingMatchesError):
        take(session, tools, raw)
    assert session.scalars(select(Attachment)).all() == []


def test_a_sender_for_whom_two_organisations_wait_is_nobodys(session: Session, tools: Tools) -> None:
    make_invitation(session)
    make_invitation(session, case=make_case(session, organisation=make_organisation(session, name="Mairie")))
    with pytest.raises(NothingMatchesError):
        take(session, tools, sign(write_mail(YES)))


def test_a_signed_mail_from_another_mailbox_names_an_address_and_nothing_else(session: Session, tools: Tools) -> None:
    invited = make_invitation(session)
    other = "autre@courrier.example"
    reply = take(session, tools, sign(write_mail(f"{YES}\nou bien a@b.example\n{invited.code}", sender=other)))
    decide(session, tools.desk, reply, MailDecision.MOVED, "staff:1", "a@b.example")
    assert (reply.state, kinds(session)[-1]) == (ReplyState.RECORDED, EvidenceKind.ADDRESS_CORRECTED)
    case = session.get_one(UnblockCase, invited.case_id)
    assert (case.consent_track, case.corrected_address) == (ConsentTrack.NEEDS_CORRECTION, other)


def test_unsigned_or_without_the_code_another_mailbox_names_nothing(session: Session, tools: Tools) -> None:
    invited = make_invitation(session)
    body = f"{YES}\n{invited.code}"
    unsigned = take(session, tools, write_mail(body, sender="autre@courrier.example"))
    without = take(session, tools, sign(write_mail("Bonjour", subject=invited.code, sender="autre@courrier.example")))
    for reply in (unsigned, without):
        with pytest.raises(NotProvenError):
            decide(session, tools.desk, reply, MailDecision.MOVED, "staff:1", "a@b.example")


def test_the_same_mail_counts_once(session: Session, tools: Tools) -> None:
    invited = make_invitation(session)
    raw = yes_mail(invited)
    first = take(session, tools, raw)
    with pytest.raises(AlreadyHereError) as again:
        take(session, tools, raw)
    assert again.value.reply.id == first.id
    assert take(session, tools, yes_mail(invited, Importance="high")).state is ReplyState.BESIDE
    assert kinds(session).count(EvidenceKind.GIVEN) == 1


def test_a_withdrawn_answer_is_never_given_again_by_mail(session: Session, tools: Tools) -> None:
    invited = make_invitation(session)
    take(session, tools, yes_mail(invited))
    stop = take(session, tools, free_mail(invited, "Je ne veux plus de vos mails."))
    decide(session, tools.desk, stop, MailDecision.WITHDRAW, "staff:1")
    assert stop.state is ReplyState.RECORDED
    assert take(session, tools, yes_mail(invited, Importance="high")).state is ReplyState.BESIDE
    assert kinds(session) == [EvidenceKind.INVITED, EvidenceKind.GIVEN, EvidenceKind.WITHDRAWN]
    assert session.get_one(UnblockCase, invited.case_id).consent_track is ConsentTrack.WITHDRAWN


def test_a_revoked_or_expired_code_gives_nothing(session: Session, tools: Tools, clock: FakeClock) -> None:
    revoked = make_invitation(session)
    found = find_invitation(session, revoked.code)
    assert found
    revoke(session, tools.desk, found)
    assert take(session, tools, yes_mail(revoked)).state is ReplyState.TOO_LATE
    late = make_invitation(session)
    clock.advance(days=30)
    assert take(session, tools, yes_mail(late)).state is ReplyState.TOO_LATE
    assert EvidenceKind.GIVEN not in kinds(session)


def test_a_mail_whose_key_was_not_answered_is_judged_again(session: Session, tools: Tools, records: FakeRecords) -> None:
    invited = make_invitation(session)
    records.is_silent = True
    reply = take(session, tools, yes_mail(invited))
    assert (reply.reasons, reply.state) == ((Reason.NO_KEY_ANSWER,), ReplyState.WAITING)
    assert judge_waiting_again(session, tools) == 0
    records.is_silent = False
    assert judge_waiting_again(session, tools) == 1
    assert (reply.verdict, reply.state) == (Verdict.PROVED, ReplyState.RECORDED)


def test_gmail_dots_and_capitals_are_the_same_mailbox(session: Session, tools: Tools, records: FakeRecords) -> None:
    records.texts = publish("gmail.com").texts
    invited = make_invitation(session, address="camille.martin@gmail.com")
    raw = sign(write_mail(f"{YES}\n{invited.code}", sender="CamilleMartin@gmail.com"), domain="gmail.com")
    assert take(session, tools, raw).state is ReplyState.RECORDED


def test_erasing_a_record_deletes_its_files_and_keeps_that_they_were_there(session: Session, tools: Tools) -> None:
    invited = make_invitation(session)
    reply = take(session, tools, yes_mail(invited))
    assert erase_attachments(session, tools.store, reply.record_id, tools.desk.clock()) == 1
    assert tools.store.find(reply.sha256)
    session.commit()
    assert tools.store.find(reply.sha256) is None
    assert session.scalars(select(Attachment)).one().erased_at is not None
    assert ledger.verify(session).is_sound
