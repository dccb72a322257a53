"""What staff see of the evidence; erasing from the page; departures of organisations, members and colleagues."""

import io
import json
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import RoleName, User
from helpcenter.consent import ledger
from helpcenter.consent.attachments import Attachment, AttachmentKind, AttachmentStore
from helpcenter.consent.models import Evidence, Invitation
from helpcenter.db import db
from helpcenter.db.engine import READ_ONLY
from helpcenter.organisations.models import MemberRole, Organisation
from helpcenter.pdf.service import finished_pdfs
from helpcenter.retention.evidence_bundle import EVERYTHING, note_export
from helpcenter.retention.models import LeftOrganisation
from helpcenter.unblock.models import UnblockCase
from helpcenter.web.context import services
from tests.browsing import database, sign_in, submit, text_of
from tests.consent.persons import ADDRESS, LABEL, Invited, answer_page, make_case, make_invitation
from tests.factories import NOW, make_member, make_organisation, make_staff

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
STAFF = "equipe@ani.example"


@pytest.fixture
def invited(app: Flask, client: FlaskClient) -> Invited:
    """A family that agreed, and staff who have signed in."""
    with database(app) as session:
        make_staff(session, email=STAFF)
        invited = make_invitation(session)
    answer_page(app.test_client(), invited)
    sign_in(client, STAFF)
    return invited


def record_of(app: Flask) -> str:
    """The record of the one case."""
    with app.app_context():
        return db.session.scalars(select(UnblockCase)).one().record_id


def test_staff_see_the_very_words_that_the_person_read(app: Flask, client: FlaskClient, invited: Invited) -> None:
    page = client.get(f"/staff/evidence/{record_of(app)}")
    words = text_of(page)
    assert "Centre social Les Tilleuls" in words
    assert "sceau intact" in words
    assert 'class="seen stack prose" lang="fr" dir="ltr"' in page.get_data(as_text=True)
    assert LABEL not in words
    assert ADDRESS not in words


def test_a_receipt_number_finds_its_record(app: Flask, client: FlaskClient, invited: Invited) -> None:
    with app.app_context():
        number = db.session.scalars(select(Invitation)).one().receipt_number
    assert record_of(app) in client.get(f"/staff/evidence?q={number}").get_data(as_text=True)
    assert record_of(app) not in client.get("/staff/evidence?q=2026-0000-0000").get_data(as_text=True)


def test_a_broken_seal_is_shown(app: Flask, client: FlaskClient, invited: Invited) -> None:
    with database(app) as session:
        # An administrator who takes the guards away first.
        session.connection().exec_driver_sql("DROP TRIGGER evidence_keeps_content")
        session.connection().exec_driver_sql("UPDATE evidence SET at_utc = '2020-01-01T00:00:00.000000Z' WHERE seq = 2")
    assert "SCEAU BRISÉ" in text_of(client.get(f"/staff/evidence/{record_of(app)}"))


def test_erasing_asks_first_and_then_names_who_is_to_be_told(app: Flask, client: FlaskClient, invited: Invited) -> None:
    url = f"/staff/evidence/{record_of(app)}/erase"
    assert submit(client, url, {}).status_code == 422
    with database(app) as session:
        # A copy of the whole ledger left the house before.
        note_export(session, EVERYTHING, "evidence_export", "CNIL", NOW)
    assert submit(client, url, {"is_sure": "y"}).status_code == 302
    words = text_of(client.get("/staff/erasures"))
    assert "CNIL" in words
    assert "article 19" in words
    assert "Ils ont été prévenus" in words
    submit(client, "/staff/erasures/notices/1", at="/staff/erasures")
    assert "Ils ont été prévenus" not in text_of(client.get("/staff/erasures"))


def keep_scan(app: Flask, session: Session, organisation: Organisation, data: bytes) -> None:
    """A signed paper of an organisation."""
    with app.app_context():
        digest = AttachmentStore(services().settings.instance).keep(data)
    scan = Attachment(sha256=digest, kind=AttachmentKind.SCAN, media_type="application/pdf", size=len(data), kept_by="member:1")
    scan.organisation_id, scan.kept_at = organisation.id, NOW
    session.add(scan)
    session.flush()


def test_a_manager_takes_along_only_what_belongs_to_the_organisation(app: Flask, client: FlaskClient, invited: Invited) -> None:
    with database(app) as session:
        organisation = session.scalars(select(Organisation)).one()
        make_member(session, organisation=organisation, email="direction@tilleuls.example")
        other = make_organisation(session, name="Mairie de Bourg")
        make_case(session, organisation=other, address="=cmd@autre.example", label="=Famille Autre")
        keep_scan(app, session, organisation, b"%PDF signed paper")
        keep_scan(app, session, other, b"%PDF paper of autre.example")
    manager = app.test_client()
    sign_in(manager, "direction@tilleuls.example")
    answer = submit(manager, "/organisation/export")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert answer.headers["Content-Type"] == "application/zip"
    assert LABEL in everything
    assert ADDRESS in everything
    assert "%PDF signed paper" in everything
    assert [each["file"] for each in json.loads(archive.read("attachments.json"))] == ["attachments/scan-1.pdf"]
    assert "autre.example" not in everything
    assert [json.loads(line)["kind"] for line in archive.read("evidence.jsonl").decode().splitlines()] == [
        "invited",
        "given",
        "head_exported",
    ]
    assert [name for name in archive.namelist() if name.startswith("notices/")]


def test_while_an_export_is_packed_others_may_write(app: Flask, invited: Invited) -> None:
    with database(app) as session:
        organisation = session.get_one(UnblockCase, invited.case_id).organisation
        make_member(session, organisation=organisation, email="direction@les-tilleuls.example", role=MemberRole.MANAGER)
        locking: list[bool] = []

        def note(connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
            if "FROM attachments" in statement:
                locking.append(not connection.get_execution_options().get(READ_ONLY, False))

        event.listen(db.engine, "before_cursor_execute", note)
    manager = app.test_client()
    sign_in(manager, "direction@les-tilleuls.example")
    assert submit(manager, "/organisation/export").status_code == 200
    assert locking == [False]


def test_a_member_who_manages_nothing_gets_no_export(app: Flask, client: FlaskClient, invited: Invited) -> None:
    with database(app) as session:
        organisation = session.scalars(select(Organisation)).one()
        make_member(session, organisation=organisation, email="accueil@tilleuls.example", role=MemberRole.MEMBER)
    member = app.test_client()
    sign_in(member, "accueil@tilleuls.example")
    assert member.get("/organisation/export").status_code == 403


def test_an_organisation_leaves_with_everything_but_its_evidence(app: Flask, client: FlaskClient, invited: Invited) -> None:
    with database(app) as session:
        organisation = session.scalars(select(Organisation)).one()
        slug = organisation.slug
        make_member(session, organisation=organisation, email="direction@tilleuls.example")
        both = make_member(session, organisation=organisation, email="deux@tilleuls.example")
        stays = make_organisation(session, slug="reste")
        make_member(session, organisation=stays, email="autre@reste.example")
        session.add(type(both)(user=both.user, organisation=stays, created_at=both.created_at))
        make_case(session, organisation=stays, address="reste@autre.example")
    url = f"/staff/organisations/{slug}/leave"
    pdfs = finished_pdfs(app.extensions["helpcenter"].settings.instance / "pdf")
    pdfs.put("1" * 64, b"%PDF of its poster", f"o-{slug}")
    assert "1 dossier de preuve" in text_of(client.get(url))
    assert submit(client, url, {"short_name": "reste"}).status_code == 422
    assert submit(client, url, {"short_name": f" {slug.upper()} "}).status_code == 302
    assert client.get(f"/staff/organisations/{slug}").status_code == 404
    assert pdfs.find("1" * 64) is None
    assert client.get(invited.url).status_code == 410
    with app.app_context():
        gone = db.session.scalars(select(LeftOrganisation)).one()
        assert gone.slug == slug
        assert [case.organisation.slug for case in db.session.scalars(select(UnblockCase))] == ["reste"]
        emails = set(db.session.scalars(select(User.email)))
        assert {"deux@tilleuls.example", "autre@reste.example", STAFF} <= emails
        assert "direction@tilleuls.example" not in emails
        assert ledger.verify(db.session).is_sound
        assert all(event.payload for event in db.session.scalars(select(Evidence)))
    assert "1er novembre 2031" in text_of(client.get("/staff/erasures"))


def test_a_member_leaves_and_nothing_is_lost_but_the_session(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        manager = make_member(session, email="direction@tilleuls.example")
        leaver = make_member(session, organisation=manager.organisation, email="part@tilleuls.example")
        case = make_case(session, organisation=manager.organisation)
        case.assigned_to_id = leaver.user_id
        membership_id = leaver.id
    theirs = app.test_client()
    sign_in(theirs, "part@tilleuls.example")
    sign_in(client, "direction@tilleuls.example")
    submit(client, f"/organisation/members/{membership_id}/remove", at="/organisation/members")
    assert theirs.get("/organisation/").status_code == 302
    with app.app_context():
        kept = db.session.scalars(select(UnblockCase)).one()
        assert (kept.assigned_to_id, kept.is_closed) == (None, False)


def test_a_colleague_leaves_and_the_requests_look_for_somebody_else(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        admin = make_staff(session, email="admin@ani.example", role=RoleName.ADMIN)
        colleague = make_staff(session, email=STAFF)
        make_case(session).assigned_to_id = colleague.id
        member = make_member(session)
        numbers = admin.id, colleague.id, member.user_id
    theirs = app.test_client()
    sign_in(theirs, STAFF)
    sign_in(client, "admin@ani.example")
    myself, gone, stranger = (f"/staff/people/{number}/remove" for number in numbers)
    assert submit(client, gone, at="/staff/people").status_code == 302
    assert theirs.get("/staff/cases").status_code == 302
    assert submit(client, stranger, at="/staff/people").status_code == 404
    submit(client, myself, at="/staff/people")
    assert client.get("/staff/people").status_code == 200
    with app.app_context():
        assert db.session.scalars(select(UnblockCase)).one().assigned_to_id is None
