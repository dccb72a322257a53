"""Every organisation is a stranger to the others: whatever stands in an address of members and belongs to another one is not found."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.attachments import Attachment, AttachmentKind, AttachmentStore
from helpcenter.consent.models import Invitation
from helpcenter.db import Base, db
from helpcenter.intake.service import Said, propose
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.logos import clean_logo
from helpcenter.studio.bundles import BundleStore
from helpcenter.suppressions.models import Suppression
from helpcenter.unblock.models import Source, UnblockCase
from helpcenter.web.context import services
from tests.browsing import csrf_of, database, sign_in
from tests.consent.persons import make_case, make_invitation
from tests.factories import NOW, make_member, make_organisation
from tests.organisations.pictures import make_picture
from tests.suppressions.senders import complaint, tell

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
STRANGER, SECRET = "mairie@ailleurs.example", "chut"
# Parts of addresses that name texts of the product, which all organisations share.
SHARED = frozenset({"tutorial", "text", "kind", "screen", "step", "number"})


@pytest.fixture
def foreign(app: Flask) -> dict[str, Any]:
    """One of everything that an organisation may have, for each part of an address."""
    with database(app) as session:
        own = make_case(session, organisation=make_member(session, email=STRANGER).organisation, address="famille.z@courrier.example")
        return {**make_everything(session), "own_case": own.id}


def make_everything(session: Session) -> dict[str, Any]:
    """The same, in this session."""
    owner = make_member(session, organisation=make_organisation(session, slug=SECRET, name=SECRET))
    organisation, instance = owner.organisation, services().settings.instance
    case = make_case(session, organisation=organisation)
    make_invitation(session, case=case)
    tell(session, organisation, complaint("famille.b@courrier.example", services().clock() - timedelta(days=2)))
    said = Said(Source.FAMILY, "Famille B", "famille.c@courrier.example", reach="au centre", locale="fr")
    proposal = propose(session, services().clock, organisation, said)
    session.flush()
    return {
        "case_id": case.id,
        "invitation_id": session.scalars(select(Invitation.id)).one(),
        "scan_id": _make_scan(session, case),
        "block_id": session.scalars(select(Suppression.id)).one(),
        "proposal_id": proposal.id,
        "membership_id": owner.id,
        "token": BundleStore(instance, organisation.id).begin([]).token,
        "logo_hash": LogoStore(instance).keep(organisation.id, clean_logo(make_picture())),
    }


def _make_scan(session: Session, case: UnblockCase) -> int:
    sha256 = AttachmentStore(services().settings.instance).keep(b"%PDF-1.4 a scan")
    places = {"organisation_id": case.organisation_id, "case_id": case.id, "record_id": None}
    what = {"kind": next(iter(AttachmentKind)), "media_type": "application/pdf", "size": 15}
    scan = Attachment(sha256=sha256, kept_by="member:1", kept_at=NOW, **what, **places)
    session.add(scan)
    session.flush()
    return scan.id


def members_addresses(app: Flask, foreign: dict[str, Any]) -> list[tuple[str, str]]:
    """Method and address of each page of members with a part that belongs to somebody."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/organisation/") and (owned := rule.arguments - SHARED):
            assert owned <= set(foreign), f"{rule.rule}: say here what another organisation has in this place"
            with app.test_request_context():
                url = url_for(rule.endpoint, **{name: foreign.get(name, 1) for name in rule.arguments})
            found += [(method, url) for method in sorted((rule.methods or set()) & {"GET", "HEAD", "POST"})]
    return sorted(found)


def everything_stored() -> dict[str, list[Any]]:
    """All rows of all tables, for comparing."""
    return {table.name: sorted(map(str, db.session.execute(select(table)))) for table in Base.metadata.tables.values()}


def test_nothing_of_another_organisation_is_found_or_changed_by_any_method(
    app: Flask, client: FlaskClient, foreign: dict[str, Any]
) -> None:
    sign_in(client, STRANGER)
    token = csrf_of(client.get("/organisation/cases/new"))
    with app.app_context():
        before = everything_stored()
    addresses = members_addresses(app, foreign)
    assert len(addresses) > 30
    for method, url in addresses:
        answer = client.open(url, method=method, data={"csrf_token": token} if method == "POST" else None)
        assert answer.status_code == 404, f"{method} {url}"
        assert SECRET not in answer.get_data(as_text=True)
    with app.app_context():
        assert everything_stored() == before


def test_a_request_cannot_begin_with_what_somebody_told_another_organisation(
    app: Flask, client: FlaskClient, foreign: dict[str, Any]
) -> None:
    sign_in(client, STRANGER)
    assert client.get(f"/organisation/cases/new?proposal={foreign['proposal_id']}").status_code == 404
    token = csrf_of(client.get("/organisation/cases/new"))
    assert client.post("/organisation/switch", data={"slug": SECRET, "csrf_token": token}).status_code in {400, 404, 422}
    assert SECRET not in client.get("/organisation/").get_data(as_text=True)


def test_a_request_of_ones_own_opens_no_part_of_another_one(app: Flask, client: FlaskClient, foreign: dict[str, Any]) -> None:
    sign_in(client, STRANGER)
    token = csrf_of(client.get("/organisation/cases/new"))
    mixed = [
        pair for pair in members_addresses(app, {**foreign, "case_id": foreign["own_case"]}) if re.search(r"/(codes|scans|revoke)", pair[1])
    ]
    assert len(mixed) >= 3
    for method, url in mixed:
        assert client.open(url, method=method, data={"csrf_token": token}).status_code == 404, f"{method} {url}"


def test_no_form_of_a_member_is_taken_without_its_token(app: Flask, client: FlaskClient, foreign: dict[str, Any]) -> None:
    sign_in(client, STRANGER)
    with app.app_context():
        before = everything_stored()
    for rule in app.url_map.iter_rules():
        if re.match(r"/(organisation|account)/", rule.rule) and "POST" in (rule.methods or set()):
            with app.test_request_context():
                url = url_for(rule.endpoint, **{name: foreign.get(name, 1) for name in rule.arguments})
            answer = client.post(url, data={"label": "Famille A", "address": "a@courrier.example"})
            # The form of a new request and those of signing in look at their token themselves, and are shown again.
            assert answer.status_code in {400, 401, 404, 422} or rule.endpoint.startswith("security."), url
    with app.app_context():
        assert everything_stored() == before
