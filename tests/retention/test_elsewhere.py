"""A person is taken out of the rooms around the case too: files of evidence, the provider's request, proposals."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.models import Batch, ProviderRequest, RequestState
from helpcenter.consent.attachments import Attachment, AttachmentKind
from helpcenter.db import db
from helpcenter.intake.models import Proposal
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.retention.leaving import leave
from helpcenter.retention.service import run
from helpcenter.retention.setup import current_custody
from helpcenter.unblock.models import Source, UnblockCase
from tests.browsing import database
from tests.consent.persons import ADDRESS, make_case
from tests.fakes import FakeClock
from tests.retention.test_erasing import erase, make_answered

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
SCAN = b"%PDF-1.7 a signed paper"


def keep_scan(session: Session, case: UnblockCase) -> str:
    """A signed paper of a case."""
    custody = current_custody()
    digest = custody.attachments.keep(SCAN)
    kept = Attachment(sha256=digest, kind=AttachmentKind.SCAN, media_type="application/pdf", size=len(SCAN), kept_by="member:1")
    kept.organisation_id, kept.case_id, kept.record_id, kept.kept_at = case.organisation_id, case.id, case.record_id, custody.clock()
    session.add(kept)
    return digest


def make_request(session: Session, *cases: UnblockCase) -> ProviderRequest:
    """One request to the provider that speaks for these cases."""
    batch = Batch(record_id="b" * 32, provider="mailjet", created_at=current_custody().clock(), created_by="staff:1")
    request = ProviderRequest(address=ADDRESS, mailbox_key=ADDRESS, kind=BlockKind.UNKNOWN, state=RequestState.ASKED, cases=list(cases))
    batch.requests.append(request)
    session.add(batch)
    session.flush()
    return request


def test_the_scan_goes_with_the_record_and_its_hash_stays(app: Flask) -> None:
    invited = make_answered(app)
    with database(app) as session:
        digest = keep_scan(session, session.get_one(UnblockCase, invited.case_id))
        erase(session, invited.case_id)
        session.rollback()
        assert session.scalars(select(Attachment)).all() == []
    with database(app) as session:
        keep_scan(session, session.get_one(UnblockCase, invited.case_id))
        session.commit()
        erase(session, invited.case_id)
        # Until it is stored, everything may still be undone.
        assert current_custody().attachments.find(digest)
        session.commit()
        assert current_custody().attachments.find(digest) is None
        assert session.scalars(select(Attachment)).one().erased_at == current_custody().clock()


def test_a_file_that_nobody_needs_any_more_goes_with_the_next_run_and_one_that_is_needed_stays(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        case, store = make_case(session), current_custody().attachments
        needed = keep_scan(session, case)
        # The machine stopped between the commit and the deletion; a transaction was undone after its file was written.
        erased, undone = store.keep(b"erased"), store.keep(b"undone")
        gone = Attachment(sha256=erased, kind=AttachmentKind.SCAN, media_type="application/pdf", size=6, kept_by="member:1")
        gone.kept_at = gone.erased_at = clock()
        session.add(gone)
        session.commit()
        run(session, current_custody())
        session.commit()
        assert [store.find(each) is not None for each in (needed, erased, undone)] == [True, False, True]
    clock.advance(days=40)
    with database(app) as session:
        run(session, current_custody())
        session.commit()
        assert [store.find(each) is not None for each in (needed, undone)] == [True, False]


def test_a_request_that_serves_another_organisation_keeps_the_address_until_that_one_is_erased(app: Flask) -> None:
    first = make_answered(app)
    with database(app) as session:
        other = make_case(session)
        request = make_request(session, session.get_one(UnblockCase, first.case_id), other)
        erase(session, first.case_id)
        assert request.address == ADDRESS
        leave(session, current_custody(), other.organisation, "staff:1")
    with app.app_context():
        assert db.session.scalars(select(ProviderRequest.address)).one() == ""


def test_a_proposal_that_nobody_took_up_goes_after_sixty_days(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        organisation = make_case(session).organisation
        proposal = Proposal(organisation=organisation, source=Source.FAMILY, label="Famille A", address=ADDRESS, mailbox_key=ADDRESS)
        proposal.created_at = clock()
        session.add(proposal)
    clock.advance(days=60, seconds=1)
    with database(app) as session:
        assert run(session, current_custody())["proposals"] == 1
        assert session.scalars(select(Proposal)).all() == []
        assert session.scalars(select(Organisation)).one()
