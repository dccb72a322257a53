"""Pages of members: the list with next steps, one address, a request from it, tables in and out; no stranger sees any of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Suppression
from helpcenter.suppressions.queries import PAGE_SIZE
from helpcenter.unblock.models import Source, UnblockCase
from helpcenter.unblock.service import advance
from helpcenter.unblock.workflow import ConsentTrack
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.consent.persons import make_case
from tests.factories import make_member, make_organisation
from tests.fakes import FakeClock
from tests.suppressions.senders import bounce, complaint, delivery, echo, tell

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
MEMBER = "accueil@tilleuls.example"
ADDRESS, REPORTED, TYPING = "famille.a@courrier.example", "famille.b@courrier.example", "famille.c@gmial.com"
LIST = "/organisation/suppressions"


@pytest.fixture
def member(app: Flask, client: FlaskClient, clock: FakeClock) -> FlaskClient:
    """Somebody signed in, whose organisation has three blocked addresses; a stranger has one more."""
    with database(app) as session:
        organisation = make_member(session, email=MEMBER).organisation
        at = clock() - timedelta(days=2)
        tell(session, organisation, bounce(ADDRESS, at), complaint(REPORTED, at), bounce(TYPING, at))
        tell(session, make_organisation(session), complaint("famille.z@courrier.example", at))
    sign_in(client, MEMBER)
    return client


def block_of(client: FlaskClient, address: str) -> Suppression:
    with client.application.app_context():
        block = db.session.scalars(select(Suppression).where(Suppression.address == address)).one()
        db.session.expunge(block)
        return block


def own_organisation(client: FlaskClient) -> int:
    number = block_of(client, ADDRESS).organisation_id
    assert number
    return number


def test_the_list_says_for_each_address_why_until_when_and_what_to_do(member: FlaskClient) -> None:
    words = text_of(member.get(LIST))
    for said in (
        ADDRESS,
        "jusqu’au 29 janvier 2027",
        "Vérifier l’adresse",
        "Signalé comme indésirable",
        "Ouvrir une demande",
        "sans date de fin",
    ):
        assert said in words
    assert "Peut-être : famille.c@gmail.com" in words
    assert "famille.z" not in words
    only = text_of(member.get(f"{LIST}?kind=spam"))
    assert REPORTED in only
    assert ADDRESS not in only


def test_another_organisations_address_does_not_exist(member: FlaskClient) -> None:
    foreign = block_of(member, "famille.z@courrier.example").id
    token = csrf_of(member.get(LIST))
    assert member.get(f"{LIST}/{foreign}").status_code == 404
    for verb in ("request", "corrected"):
        assert member.post(f"{LIST}/{foreign}/{verb}", data={"csrf_token": token, "label": "Famille Z"}).status_code == 404
    assert block_of(member, "famille.z@courrier.example").is_active


def test_what_belongs_to_nobody_is_for_staff_whatever_a_member_writes_into_the_address(member: FlaskClient, clock: FakeClock) -> None:
    with database(member.application) as session:
        tell(session, None, complaint("famille.y@courrier.example", clock()))
    for url in (f"{LIST}?organisation=nobody", f"{LIST}.csv?organisation=nobody"):
        answer = member.get(url).get_data(as_text=True)
        assert "famille.y" not in answer
        assert ADDRESS in answer


def test_an_address_is_found_without_standing_in_any_address_bar(member: FlaskClient) -> None:
    for typed in (" Famille.B@courrier.example", "famille.b", "b@cour"):
        page = submit(member, f"{LIST}/search", {"text": typed}, at=LIST)
        assert REPORTED in text_of(page), typed
        assert ADDRESS not in text_of(page), typed
    assert "pas dans votre liste" in text_of(submit(member, f"{LIST}/search", {"text": "<famille.z@courrier.example>"}, at=LIST))
    # Of a part nobody can say that it is not blocked.
    part = text_of(submit(member, f"{LIST}/search", {"text": "famille.z"}, at=LIST))
    assert "tapez l’adresse entière" in part
    assert "pas bloquée" not in part
    assert 'method="get" action="/organisation/suppressions/search"' not in member.get(LIST).get_data(as_text=True)


def test_a_request_needs_the_familys_name_only_and_then_the_list_leads_to_it(member: FlaskClient) -> None:
    url = f"{LIST}/{block_of(member, REPORTED).id}"
    refused = submit(member, f"{url}/request", {"label": " ", "locale": "ar"}, at=url)
    assert refused.status_code == 422
    assert "Dites de quelle famille" in text_of(refused)
    assert 'value="ar" selected' in refused.get_data(as_text=True) or 'selected value="ar"' in refused.get_data(as_text=True)
    opened = submit(member, f"{url}/request", {"label": "Famille B"}, at=url)
    assert opened.status_code == 302
    with member.application.app_context():
        case = db.session.scalars(select(UnblockCase)).one()
        assert (case.address, case.kind, case.source) == (REPORTED, BlockKind.SPAM, Source.EVENT)
        assert case.last_mail_on.isoformat() == "2026-10-31"
        number = case.id
    assert "Une demande est ouverte" in text_of(member.get(LIST))
    again = submit(member, f"{url}/request", {"label": "Famille B"}, at=LIST)
    assert again.location == url
    timeline = text_of(member.get(f"/organisation/cases/{number}"))
    assert "Un mail a été signalé comme indésirable. 31 octobre 2026" in timeline


def test_a_corrected_address_leaves_the_list_until_it_fails_again(member: FlaskClient, clock: FakeClock) -> None:
    url = f"{LIST}/{block_of(member, TYPING).id}"
    submit(member, f"{url}/corrected", {}, at=url)
    assert block_of(member, TYPING).lifted_because is Lifting.CORRECTED
    with database(member.application) as session:
        organisation = session.get_one(Organisation, own_organisation(member))
        tell(session, organisation, echo(TYPING, clock() - timedelta(hours=1)))
        assert not any(block.is_active for block in session.scalars(select(Suppression).where(Suppression.address == TYPING)))
        tell(session, organisation, echo(TYPING, clock() + timedelta(hours=1)))
    assert TYPING in text_of(member.get(LIST))
    assert "Plus bloquée" in text_of(member.get(url))


def test_who_said_no_is_not_asked_from_the_list(member: FlaskClient) -> None:
    with database(member.application) as session:
        organisation = session.get_one(Organisation, own_organisation(member))
        case = make_case(session, organisation=organisation, address=REPORTED)
        for step in (ConsentTrack.INVITED, ConsentTrack.REFUSED):
            advance(session, current_desk(), case, step, "person")
    page = member.get(f"{LIST}/{block_of(member, REPORTED).id}")
    assert "Prévenir la famille autrement" in text_of(page)
    assert "/request" not in page.get_data(as_text=True)


def test_pages_lead_to_older_and_newer_ones_and_miss_none(member: FlaskClient, clock: FakeClock) -> None:
    with database(member.application) as session:
        organisation = session.get_one(Organisation, own_organisation(member))
        tell(session, organisation, *(bounce(f"enfant{number}@courrier.example", clock()) for number in range(PAGE_SIZE + 10)))
    first = member.get(LIST).get_data(as_text=True)
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = member.get(older).get_data(as_text=True)
    seen = [page.count('class="card"') - page.count('class="card stack') for page in (first, second)]
    assert seen == [PAGE_SIZE, 13]
    newer = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert member.get(newer).get_data(as_text=True).count("enfant") == first.count("enfant")
    too_large = f"before={'9' * 17}-{'9' * 18}"
    for nonsense in ("before=x", too_large, f"{too_large}9", "after=-1", "kind=x&shown=y", "organisation=nobody"):
        assert member.get(f"{LIST}?{nonsense}").status_code == 200


def test_the_table_is_inert_and_comes_back_as_it_went(member: FlaskClient, clock: FakeClock) -> None:
    with database(member.application) as session:
        organisation = session.get_one(Organisation, own_organisation(member))
        tell(session, organisation, bounce("=cmd@courrier.example", clock(), detail="+1 unknown"))
    page = member.get(f"{LIST}.csv")
    table = page.get_data(as_text=True)
    assert "'=cmd@courrier.example" in table
    assert "'+1 unknown" in table
    assert "famille.z" not in table
    assert page.headers["Cache-Control"] == "private, no-store"
    back = submit(member, f"{LIST}/import", {"file": FileStorage(BytesIO(page.get_data()), "liste.csv")})
    assert text_of(back).count("est déjà dans la liste") == 4


def test_a_table_is_looked_at_before_anything_is_noted(member: FlaskClient) -> None:
    lines = "adresse;depuis;raison\nfamille.d@courrier.example;03/10/2026;spam\npas une adresse;;\nfamille.d@courrier.example;;\n"
    lines += "famille.e@courrier.example;03/12/2026;\nfamille.f@courrier.example;1er octobre;\nfamille.g@courrier.example;;humeur\n"
    lines += "famille.h@courrier.example;01/02/2026;bounce\n"
    plan = submit(member, f"{LIST}/import", {"lines": lines})
    words = text_of(plan)
    for said in (
        "2 adresses seraient",
        "n’est pas une adresse",
        "déjà à la ligne 2",
        "pas encore venu",
        "pas lisible",
        "« humeur »",
        "déjà terminé",
    ):
        assert said in words.replace("\xa0", " "), said
    assert text_of(member.get(LIST)).count("famille.d@") == 0
    done = member.post(f"{LIST}/import/note", data={"csrf_token": csrf_of(plan), "lines": lines}, follow_redirects=True)
    assert "2 adresses sont notées" in text_of(done)
    block = block_of(member, "famille.d@courrier.example")
    assert (block.kind, block.until_on, block.since_at.date().isoformat()) == (BlockKind.SPAM, None, "2026-10-03")
    assert submit(member, f"{LIST}/import", {"lines": "nom;prénom\na;b"}).status_code == 422
    assert submit(member, f"{LIST}/import", {"lines": " "}).status_code == 422


def test_the_home_page_counts_them_and_an_empty_list_says_so(app: Flask, member: FlaskClient) -> None:
    assert "3 adresses ne reçoivent aucun" in text_of(member.get("/organisation/"))
    with database(app) as session:
        make_member(session, email="mairie@ailleurs.example")
    other = app.test_client()
    sign_in(other, "mairie@ailleurs.example")
    assert "Aucune adresse bloquée connue" in text_of(other.get(LIST))


def test_an_arrived_mail_stands_in_the_history_of_the_address(member: FlaskClient, clock: FakeClock) -> None:
    with database(member.application) as session:
        tell(session, session.get_one(Organisation, own_organisation(member)), delivery(ADDRESS, clock()))
    block = block_of(member, ADDRESS)
    assert block.lifted_because is Lifting.DELIVERED
    words = text_of(member.get(f"{LIST}/{block.id}"))
    assert "Un mail a été remis à la boîte mail." in words
    assert "user unknown" in words
