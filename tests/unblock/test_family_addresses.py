"""Two addresses of one family: one case on one page, two invitations, two records, two requests to the provider."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.dossier import make_dossier, read_dossier
from helpcenter.batches.models import Batch
from helpcenter.batches.service import Answer, ask, record_answer
from helpcenter.consent.models import Evidence, EvidenceKind
from helpcenter.consent.setup import current_desk
from helpcenter.providers.policy import ARTICLE_POLICY
from helpcenter.retention.wiping import wipe_case
from helpcenter.unblock.correction import keep_first_address
from helpcenter.unblock.family_addresses import TooManyAddressesError, add_address, addresses_of_family
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import CaseError, advance, end_case
from helpcenter.unblock.workflow import ConsentTrack, Ending, Status
from tests.batches.requests import ACTOR, batch_all
from tests.browsing import csrf_of, database, sign_in, text_of
from tests.consent.persons import ADDRESS, LABEL, answer_page, make_case, make_invitation
from tests.factories import make_member, make_staff

MEMBER, OTHER = "accueil@tilleuls.example", "dominique.martin@poste.example"


def add(session: Session, case: UnblockCase, address: str = OTHER) -> UnblockCase:
    return add_address(session, current_desk(), case, address, ARTICLE_POLICY, "member:1")


def test_each_address_has_its_own_code_record_request_and_line_of_the_dossier(app: Flask) -> None:
    with database(app) as session:
        first = make_case(session)
        second = add(session, first)
        numbers = first.id, second.id
        codes = [make_invitation(session, case=session.get_one(UnblockCase, number), address="") for number in numbers]
        batch = batch_all(session)
        assert [request.address for request in batch.requests] == [ADDRESS, OTHER]
        ask(session, current_desk(), batch, ARTICLE_POLICY, ACTOR)
        batch_id = batch.id
    # One parent says yes, the other no.
    answer_page(app.test_client(), codes[0])
    answer_page(app.test_client(), codes[1], "no", OTHER.partition("@")[0])
    with database(app) as session:
        first, second = (session.get_one(UnblockCase, number) for number in numbers)
        [request, _other] = session.get_one(Batch, batch_id).requests
        record_answer(session, current_desk(), request, Answer.DONE, ACTOR)
        assert (first.status, second.status) == (Status.UNBLOCKED, Status.CLOSED_REFUSED)
        answers = session.scalars(select(Evidence).where(Evidence.kind.in_((EvidenceKind.GIVEN, EvidenceKind.REFUSED)))).all()
        assert {each.record_id for each in answers} == {first.record_id, second.record_id}
        dossier = make_dossier(session, current_desk(), request.batch, ACTOR)
        entries = read_dossier(session, dossier, ARTICLE_POLICY, "mails@ani.example").entries
        assert [(each.address, each.agreement is not None) for each in entries] == [(ADDRESS, True), (OTHER, False)]


def test_one_page_shows_both_addresses_their_history_and_notes_and_the_list_has_one_line(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        number = make_case(session, organisation=make_member(session, email=MEMBER).organisation).id
        make_staff(session, email="equipe@ani.example")
    sign_in(client, MEMBER)
    url = f"/organisation/cases/{number}"
    sent = {"csrf_token": csrf_of(client.get(url))}
    refused = client.post(f"{url}/addresses", data={**sent, "address": "dominique"})
    assert (refused.status_code, 'value="dominique"' in refused.get_data(as_text=True)) == (422, True)
    assert f"n° {number}" in text_of(client.post(f"{url}/addresses", data={**sent, "address": ADDRESS})).replace("\xa0", " ")
    added = client.post(f"{url}/addresses", data={**sent, "address": OTHER})
    for page in (url, added.location):
        shown = client.get(page)
        assert 'aria-labelledby="addresses-title"' in shown.get_data(as_text=True)
        assert all(text in text_of(shown) for text in (LABEL, ADDRESS, OTHER, "Une autre adresse de la famille a été ajoutée."))
    listed = client.get("/organisation/cases").get_data(as_text=True)
    assert listed.count("<h2><a") == 1
    assert OTHER in listed
    # Whoever looks for the second address finds the family.
    assert ADDRESS in text_of(client.get("/organisation/cases?q=dominique.martin"))
    staff = app.test_client()
    sign_in(staff, "equipe@ani.example")
    assert OTHER in text_of(staff.get(f"/staff/cases/{number}"))


def test_another_organisations_case_gets_no_address_from_here(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_member(session, email=MEMBER)
        number = make_case(session).id
    sign_in(client, MEMBER)
    token = {"csrf_token": csrf_of(client.get("/organisation/branding")), "address": OTHER}
    assert client.post(f"/organisation/cases/{number}/addresses", data=token).status_code == 404


def test_an_open_request_that_stands_alone_joins_the_family_and_one_of_another_family_does_not(session: Session) -> None:
    first = make_case(session)
    alone = make_case(session, organisation=first.organisation, address=OTHER)
    assert add(session, first).id == alone.id
    assert [case.id for case in addresses_of_family(session, alone)] == [first.id, alone.id]
    neighbour = make_case(session, organisation=first.organisation, address="voisin@poste.example")
    with pytest.raises(CaseError):
        add(session, neighbour)
    with pytest.raises(CaseError):
        add(session, first)
    for each in ("a", "b"):
        add(session, alone, f"{each}@poste.example")
    with pytest.raises(TooManyAddressesError):
        add(session, first, "c@poste.example")


def test_a_question_that_goes_on_in_another_case_keeps_its_place_in_the_family(session: Session) -> None:
    first = make_case(session)
    second = add(session, first)
    for step in (ConsentTrack.INVITED, ConsentTrack.NEEDS_CORRECTION):
        advance(session, current_desk(), first, step, "person")
    following = keep_first_address(session, current_desk(), first, ARTICLE_POLICY, "member:1")
    assert [case.id for case in addresses_of_family(session, second)] == [following.id, second.id]


def test_an_address_that_is_forgotten_leaves_the_others_together(session: Session) -> None:
    first = make_case(session)
    second, third = add(session, first), add(session, first, "troisieme@poste.example")
    end_case(session, current_desk(), first, Ending.SELF_HEALED, "timer")
    wipe_case(session, first)
    assert [case.id for case in addresses_of_family(session, third)] == [second.id, third.id]
    assert addresses_of_family(session, first) == [first]
