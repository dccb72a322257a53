"""Pages of members: a request, what strangers said, a table; and the page of assistance."""

import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from helpcenter.db import db
from helpcenter.intake.history import EXTENSION, Delivery
from helpcenter.intake.models import Proposal
from helpcenter.intake.service import Said, propose
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.family_addresses import addresses_of_family
from helpcenter.unblock.models import Source, UnblockCase
from helpcenter.web.context import services
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.consent.persons import make_case
from tests.factories import make_member, make_organisation
from tests.i18n.workbook_files import Cell, make_xlsx, make_zip

MEMBER = "accueil@tilleuls.example"
NEW = "/organisation/cases/new"
GOOD = {"label": "Famille A", "address": "camille@free.fr", "last_mail_on": "2026-10-30"}
IMPORT = "/organisation/cases/import"
TABLE = (
    "Famille;Adresse;Courriel;Dernier mail;Langue;Âge\n"
    "Famille A;1 rue X;a@free.fr;30/10/2026;arabe;7\n"
    "Famille B;;b@gmial.com;30/10/2026;;\n"
    "Famille C;;A@FREE.FR;30/10/2026;;\n"
    "=1+1;;pas une adresse;30/10/2026;;\n"
    "Famille E;;e@free.fr;hier;;\n"
)


@pytest.fixture
def member(app: Flask, client: FlaskClient) -> FlaskClient:
    """Somebody who works for an organisation, signed in."""
    with database(app) as session:
        make_member(session, email=MEMBER, organisation=make_organisation(session, slug="tilleuls"))
    sign_in(client, MEMBER)
    return client


def the_case(app: Flask) -> UnblockCase:
    with app.app_context():
        return db.session.scalars(select(UnblockCase)).one()


def count_cases(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(UnblockCase)) or 0


def say(session: Session, organisation: Organisation, address: str = "camille@free.fr") -> int:
    said = Said(Source.FAMILY, "Camille Martin", address, reach="06 12 34 56 78", locale="ar")
    return propose(session, services().clock, organisation, said).id


def test_the_error_text_and_the_ticket_go_into_the_case(app: Flask, member: FlaskClient) -> None:
    page = submit(member, NEW, {**GOOD, "error_text": "550 5.1.1\nuser unknown", "ticket": "AN-4711", "locale": "tr"})
    assert page.status_code == 302
    case = the_case(app)
    assert (case.kind, case.ticket, case.locale, case.source) == (BlockKind.HARD_BOUNCE, "AN-4711", "tr", Source.MEMBER)
    assert case.error_text == "550 5.1.1\nuser unknown"


@pytest.mark.parametrize(
    ("error", "said"),
    [("452 4.2.2 mailbox full", "erreur temporaire"), ("550 5.7.1 rejected as spam", "c’est à nous de le résoudre")],
)
def test_what_needs_no_request_is_said_and_whoever_knows_better_goes_on(app: Flask, member: FlaskClient, error: str, said: str) -> None:
    page = submit(member, NEW, {**GOOD, "error_text": error})
    assert page.status_code == 200
    assert said in text_of(page)
    assert 'value="Famille A"' in page.text
    assert error in page.text
    # The Enter key presses the first button: it must not be the one that goes on.
    assert page.text.index("Vérifier de nouveau") < page.text.index('name="anyway"')
    assert count_cases(app) == 0
    assert submit(member, NEW, {**GOOD, "error_text": error, "anyway": "y"}).status_code == 302
    assert count_cases(app) == 1


def test_what_the_provider_reported_is_told_to_members(app: Flask, member: FlaskClient) -> None:
    app.extensions[EXTENSION] = lambda session, organisation, address, day: Delivery.DELIVERED
    page = submit(member, NEW, GOOD)
    assert "dossier des indésirables" in text_of(page)
    assert count_cases(app) == 0


def test_an_impatient_second_press_shows_the_request_that_the_first_one_opened(app: Flask, member: FlaskClient) -> None:
    first, second = submit(member, NEW, GOOD), submit(member, NEW, GOOD)
    assert (second.status_code, second.location) == (302, first.location)
    assert submit(member, NEW, {**GOOD, "label": "Famille B"}).status_code == 422
    assert count_cases(app) == 1


def test_a_session_that_ended_costs_nothing_that_was_typed(app: Flask, member: FlaskClient) -> None:
    old = csrf_of(member.get(NEW))
    stranger = app.test_client()
    page = stranger.post(NEW, data={**GOOD, "csrf_token": old})
    assert page.status_code == 401
    assert 'value="camille@free.fr"' in page.text
    assert "déconnecté entre-temps" in text_of(page)
    page = member.post(NEW, data={**GOOD, "csrf_token": "over"})
    assert page.status_code == 422
    assert "ouverte trop longtemps" in text_of(page)
    assert member.post(NEW, data={**GOOD, "csrf_token": csrf_of(page)}).status_code == 302
    assert count_cases(app) == 1


def test_a_member_makes_a_request_of_what_a_family_said(app: Flask, member: FlaskClient) -> None:
    with database(app) as session:
        number = say(session, session.scalars(select(Organisation)).one())
    assert "1 message vous attend" in text_of(member.get("/organisation/"))
    assert "06 12 34 56 78" in text_of(member.get("/organisation/proposals"))
    page = member.get(f"{NEW}?proposal={number}")
    assert 'value="Camille Martin"' in page.text
    sent = {**GOOD, "label": "Martin, école B", "locale": "ar", "csrf_token": csrf_of(page)}
    assert member.post(f"{NEW}?proposal={number}", data=sent).status_code == 302
    case = the_case(app)
    assert (case.label, case.source, case.locale) == ("Martin, école B", Source.FAMILY, "ar")
    with app.app_context():
        assert db.session.get_one(UnblockCase, case.id).notes[0].text == "06 12 34 56 78"
        assert db.session.scalars(select(Proposal)).all() == []


def test_what_was_said_about_an_open_request_leads_to_it_and_is_deleted(app: Flask, member: FlaskClient) -> None:
    case_url = submit(member, NEW, GOOD).location
    with database(app) as session:
        number = say(session, session.scalars(select(Organisation)).one(), "Camille@FREE.fr")
    assert case_url in member.get("/organisation/proposals").text
    assert submit(member, f"/organisation/proposals/{number}/dismiss", at="/organisation/proposals").status_code == 302
    assert "Rien n’attend" in text_of(member.get("/organisation/proposals"))


def test_what_was_said_to_another_organisation_does_not_exist_here(app: Flask, member: FlaskClient) -> None:
    token = csrf_of(member.get(NEW))
    with database(app) as session:
        number = say(session, make_organisation(session))
    assert member.get(f"{NEW}?proposal={number}").status_code == 404
    assert member.post(f"{NEW}?proposal={number}", data={**GOOD, "csrf_token": token}).status_code == 404
    assert member.post(f"/organisation/proposals/{number}/dismiss", data={"csrf_token": token}).status_code == 404
    assert "Camille" not in text_of(member.get("/organisation/proposals"))
    assert count_cases(app) == 0
    with app.app_context():
        assert db.session.get(Proposal, number) is not None


def upload(data: bytes) -> dict[str, FileStorage]:
    return {"file": FileStorage(io.BytesIO(data), filename="familles.csv")}


def test_a_table_is_looked_at_before_anything_is_opened(app: Flask, member: FlaskClient) -> None:
    page = submit(member, IMPORT, upload(TABLE.encode("cp1252")))
    words = text_of(page)
    assert page.status_code == 200
    assert "1 demande serait ouverte" in words
    assert "4 lignes sont à regarder" in words
    for said in ("est-ce plutôt b@gmail.com", "la même boîte que la ligne 2", "pas une adresse mail", "pas une date", "laissées de côté"):
        assert said in words
    assert count_cases(app) == 0
    lines = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)
    assert lines
    sent = {"lines": TABLE, "csrf_token": csrf_of(page)}
    table = member.post(f"{IMPORT}/to-correct.csv", data=sent)
    assert table.text.startswith("\ufefffamille;adresse mail;dernier mail;")
    assert "'=1+1;pas une adresse;" in table.text
    assert "Famille A" not in table.text
    assert "1 demande est ouverte" in text_of(member.post(f"{IMPORT}/open", data=sent, follow_redirects=True))
    assert (the_case(app).locale, the_case(app).source) == ("ar", Source.CSV)


def test_doubtful_lines_are_opened_after_a_look_and_twice_is_once(app: Flask, member: FlaskClient) -> None:
    sent = {"lines": TABLE, "passes": "y", "csrf_token": csrf_of(member.get(IMPORT))}
    assert "2 demandes sont ouvertes" in text_of(member.post(f"{IMPORT}/open", data=sent, follow_redirects=True))
    again = member.post(f"{IMPORT}/open", data=sent)
    assert again.status_code == 200
    assert "une demande est déjà ouverte" in text_of(again)
    assert count_cases(app) == 2


FAMILIES = (
    "famille;adresse mail;dernier mail;autre adresse mail;numéro de famille\n"
    'Famille A;a@free.fr;30/10/2026;"Parent B <b@free.fr>, b@FREE.fr, a@free.fr";\n'
    "Famille C;c@free.fr;30/10/2026;;17\n"
    "Le père;d@free.fr;29/10/2026;e@gmial.com f@free.fr; 17.\n"
    "Famille C;g@free.fr;30/10/2026;;\n"
    "Famille H;h@free.fr;hier;i@free.fr;\n"
    "Famille J;j@free.fr;30/10/2026;rien;-\n"
    "Famille C;k@free.fr;30/10/2026;;17\n"
)


def families(app: Flask) -> list[list[str]]:
    """The addresses of each request, the first address first."""
    with app.app_context():
        cases = db.session.scalars(select(UnblockCase).order_by(UnblockCase.id)).all()
        return [[case.address for case in addresses_of_family(db.session, case)] for case in cases if case.beside_id is None]


def test_addresses_of_one_family_become_one_request_when_the_table_says_so(app: Flask, member: FlaskClient) -> None:
    page = submit(member, IMPORT, {"lines": FAMILIES})
    words = text_of(page)
    # Blanks and marks around a number say nothing; equal names alone join nothing.
    assert "4 demandes seraient ouvertes" in words
    assert "3 autres adresses" in words
    for said in (
        "une seule demande avec la ligne 2",
        "une seule demande avec la ligne 3",
        "est-ce plutôt e@gmail.com",
        "pas une adresse mail",
    ):
        assert said in words
    sent = {"lines": FAMILIES, "csrf_token": csrf_of(page)}
    table = member.post(f"{IMPORT}/to-correct.csv", data=sent).text
    assert "Le père;d@free.fr;29/10/2026;;;;e@gmial.com;17.;" in table
    assert "Famille H;h@free.fr;hier;;;;i@free.fr;;" in table
    assert "4 demandes sont ouvertes" in text_of(member.post(f"{IMPORT}/open", data=sent, follow_redirects=True))
    assert families(app) == [["a@free.fr", "b@free.fr"], ["c@free.fr", "d@free.fr", "f@free.fr"], ["g@free.fr"], ["j@free.fr"]]
    # Corrected and brought back, the addresses find their family; the fifth one finds it full.
    corrected = table.replace("gmial", "gmail").replace("hier", "30/10/2026")
    page = submit(member, IMPORT, {"lines": corrected})
    assert "rejoint la demande ouverte" in text_of(page)
    assert "a déjà beaucoup d’adresses" in text_of(page)
    member.post(f"{IMPORT}/open", data={"lines": corrected, "csrf_token": csrf_of(page)})
    assert families(app)[1] == ["c@free.fr", "d@free.fr", "f@free.fr", "e@gmail.com"]
    assert families(app)[-1] == ["h@free.fr", "i@free.fr"]


def test_a_further_address_joins_the_open_request_of_its_own_organisation_only(app: Flask, member: FlaskClient) -> None:
    with database(app) as session:
        foreign = make_case(session, organisation=make_organisation(session, slug="ailleurs"), address="a@free.fr").id
    table = "famille;adresse mail;dernier mail;autre adresse mail\nFamille A;a@free.fr;30/10/2026;b@free.fr\n"
    assert f"n°\xa0{foreign}" not in member.post(IMPORT, data={"lines": table, "csrf_token": csrf_of(member.get(IMPORT))}).text
    submit(member, NEW, {**GOOD, "address": "A@free.fr"})
    page = submit(member, IMPORT, {"lines": table})
    assert "rejoint la demande ouverte" in text_of(page)
    assert "Ajouter 1 adresse" in text_of(page)
    member.post(f"{IMPORT}/open", data={"lines": table, "csrf_token": csrf_of(page)})
    assert families(app) == [["a@free.fr"], ["A@free.fr", "b@free.fr"]]


def test_each_line_of_a_table_gets_the_advice_of_the_form(app: Flask, member: FlaskClient) -> None:
    known = {"a@free.fr": Delivery.DELIVERED, "b@free.fr": Delivery.NOT_SENT}
    app.extensions[EXTENSION] = lambda session, organisation, address, day: known.get(address, Delivery.UNKNOWN)
    table = "famille;adresse mail;dernier mail;erreur\nA;a@free.fr;30/10/2026;\nB;b@free.fr;30/10/2026;\nC;c@free.fr;30/10/2026;\n"
    table += "D;d@free.fr;01/08/2026;550 5.1.1 user unknown\nE;e@free.fr;08/08/2026;550 5.1.1 user unknown\n"
    page = submit(member, IMPORT, {"lines": table})
    words = text_of(page)
    for said in (
        "1 demande serait ouverte",
        "un mail est arrivé ce jour-là",
        "rien n’a été envoyé",
        "a pris fin tout seul",
        "prend fin tout seul",
    ):
        assert said in words
    sent = {"lines": table, "csrf_token": csrf_of(page)}
    member.post(f"{IMPORT}/open", data=sent)
    assert families(app) == [["c@free.fr"]]
    member.post(f"{IMPORT}/open", data={**sent, "passes": "y"})
    assert count_cases(app) == 5


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "Ce fichier ne peut pas être lu"),
        (b"nom;ville\nA;Paris\n", "Il manque : adresse mail, dernier mail. Elle contient : nom · ville."),
        (b"famille;mail;date\n", "Aucune ligne"),
        (b"famille;mail;date\n" + b"A;a@free.fr;30/10/2026\n" * 1001, "plus de 1"),
    ],
)
def test_a_file_that_is_no_table_of_families_says_why(member: FlaskClient, data: bytes, said: str) -> None:
    page = submit(member, IMPORT, upload(data))
    assert page.status_code == 422
    assert said in text_of(page)


def test_the_empty_table_is_read_back_by_the_import(member: FlaskClient) -> None:
    table = member.get(f"{IMPORT}/template.csv")
    assert table.headers["Content-Disposition"] == 'attachment; filename="familles-sans-mails.csv"'
    page = submit(member, IMPORT, upload(table.data + b"Famille A;a@free.fr;30/10/2026;;;;;\r\n"))
    assert "1 demande serait ouverte" in text_of(page)


def test_the_page_of_assistance_names_the_request_before_the_agreement(client: FlaskClient) -> None:
    words = text_of(client.get("/fr/assistance"))
    assert (
        words.index("Vous déposez la demande") < words.index("Nous faisons la demande au prestataire") < words.index("La famille confirme")
    )


def test_a_table_with_names_of_its_own_is_read_and_said_so(app: Flask, member: FlaskClient) -> None:
    table = (
        "Né le;Nom responsable 1;Adresse;Autre mail;Mail responsable 1;Date du dernier mail envoyé\n"
        "03/02/2019;Martin;1 rue X;b@free.fr;a@free.fr;30/10/2026\n"
        "04/02/2019;Durand;2 rue X;;c@free.fr;30/10/2026\n"
    )
    page = text_of(submit(member, IMPORT, {"lines": table}))
    assert "famille = Nom responsable 1" in page
    assert "adresse mail = Mail responsable 1" in page
    assert "2 demandes seraient ouvertes" in page


def test_a_workbook_goes_the_way_of_every_table_and_says_what_it_did_not_read(app: Flask, member: FlaskClient) -> None:
    names: list[Cell] = ["Nom de la famille", "Mail du responsable légal", "Date d’envoi", "N° famille"]
    rows: list[list[Cell]] = [
        ["Familles du mercredi", None],
        names,
        ["Famille A", "a@free.fr", (46325,), 12.0],
        [None, "b@free.fr", (46325,), 12.0],
        ["Famille C", "c@", (46325,), None],
    ]
    data = make_xlsx({"Familles": rows, "Anciens": [["z@free.fr"]]}, merged=["A2:D2", "A4:A5"], first_row=2)
    page = submit(member, IMPORT, upload(data))
    words = text_of(page)
    assert "1 demande serait ouverte" in words
    assert "une seule demande avec la ligne 4" in words
    assert "6 Famille C c@" in words
    assert "Seule la feuille « Familles » a été lue" in words
    assert "Anciens" in words
    kept = html.unescape(page.text.partition('class="kept-lines"')[2].partition(">")[2].partition("</textarea>")[0])
    member.post(f"{IMPORT}/open", data={"lines": kept, "csrf_token": csrf_of(page)})
    assert families(app) == [["a@free.fr", "b@free.fr"]]


def test_a_workbook_that_cannot_be_read_says_so_beside_the_field(member: FlaskClient) -> None:
    page = submit(member, IMPORT, upload(make_zip({"word/document.xml": "<a/>"})))
    assert page.status_code == 422
    assert re.search(r'<p class="error" id="file-error">Ce fichier ne peut pas être lu', page.text)
