"""The page that explains a mail that came back: what it says, what it offers, and that it forgets."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from helpcenter.bounces.desk import EXPLAINER
from helpcenter.db import db
from helpcenter.web.logs import configure_logs
from tests.bounces.fakes import ADDRESS, FakeExplainer
from tests.browsing import text_of

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])
PAGE = "/fr/explain"


@pytest.fixture(autouse=True)
def explainer(app: Flask) -> None:
    app.extensions[EXPLAINER] = FakeExplainer()


def paste(client: FlaskClient, text: str, url: str = PAGE) -> TestResponse:
    return client.post(url, data={"message": text})


def bring(client: FlaskClient, data: bytes, name: str = "retour.eml") -> TestResponse:
    # Encoded here: the test client would leave its temporary file open.
    boundary, body = encode_multipart({"message": "", "file": FileStorage(io.BytesIO(data), name)})
    return client.post(PAGE, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def test_a_pasted_line_is_answered_with_why_whose_turn_it_is_and_what_to_do(client: FlaskClient) -> None:
    page = paste(client, "550 5.1.1 user unknown")
    text = text_of(page)
    assert page.status_code == 200
    for words in ("Erreur permanente", "Cette adresse n’existe pas", ADDRESS, "À vous d’agir", "Appelez la famille", "5.1.1"):
        assert words in text
    assert "Corrigez-la dans ANI" in text
    assert 'href="/fr/articles/mistyped-address#check"' in page.text
    assert f'<blockquote dir="auto" translate="no">550 5.1.1 &lt;{ADDRESS}&gt;: user unknown</blockquote>' in page.text
    # What was pasted stays, to be changed and sent again.
    assert ">\n550 5.1.1 user unknown</textarea>" in page.text or ">\r\n550 5.1.1 user unknown</textarea>" in page.text


def test_the_answer_is_nobodys_to_keep(client: FlaskClient) -> None:
    page = paste(client, "user unknown")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in page.headers
    assert ADDRESS not in re.findall(r"<title>(.*?)</title>", page.text)[0]


def test_nothing_pasted_is_logged_or_stored(app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    # The application was made before the test listens.
    configure_logs("json")
    said = "user unknown: la-tortue-de-camille"
    assert "la-tortue-de-camille" in paste(client, said).text
    assert paste(client, f"slow {said}").status_code == 422
    assert bring(client, said.encode(), "la-tortue-de-camille.eml").status_code == 200
    printed = capsys.readouterr()
    assert "/<locale:locale>/explain" in printed.err
    assert "tortue" not in printed.err + printed.out
    with app.app_context():
        tables = MetaData()
        tables.reflect(db.engine)
        rows = [str(row) for table in tables.sorted_tables for row in db.session.execute(select(table))]
        assert not [row for row in rows if "tortue" in row]
        settings = app.extensions["helpcenter"].settings
    files = [file for file in settings.instance.rglob("*") if file.is_file() and "static" not in file.parts]
    assert files
    assert not [file for file in files if b"tortue" in file.read_bytes() or "tortue" in file.name]


def test_only_what_a_request_can_lift_leads_to_one(client: FlaskClient) -> None:
    assert "Ouvrir une demande" in text_of(paste(client, "preblocked"))
    for other in ("user unknown", "listed", "mailbox full", "bonjour"):
        assert "Ouvrir une demande" not in text_of(paste(client, other))


def test_the_button_sends_the_address_by_post_and_never_in_a_link(client: FlaskClient) -> None:
    page = paste(client, "preblocked")
    assert f'<input type="hidden" name="address" value="{ADDRESS}">' in page.text
    assert 'method="post" action="/fr/assistance/explained"' in page.text
    links = re.findall(r'(?:href|action|formaction|src)="([^"]*)"', page.text)
    assert not [link for link in links if "mail.example" in link or "preblocked" in link]
    assert 'name="last_mail_on"' not in page.text
    page = paste(client, "preblocked\nDate: Fri, 30 Oct 2026 10:00:00 +0100")
    assert 'name="last_mail_on" value="2026-10-30"' in page.text


def test_one_of_several_addresses_is_chosen(client: FlaskClient) -> None:
    page = paste(client, "complaint")
    assert f"<option>{ADDRESS}</option><option>famille.b@mail.example</option>" in page.text
    # A report without a sentence of a server is told in our words.
    assert 'name="error_text" value="Un de vos mails a été signalé comme spam"' in page.text


def test_what_the_vendor_solves_comes_with_a_text_to_send_without_the_familys_address(client: FlaskClient) -> None:
    page = paste(client, "listed")
    text = re.search(r'<textarea id="for-vendor"[^>]*>([^<]*)</textarea>', page.text)
    assert "À l’équipe de ANI d’agir" in text_of(page)
    assert text
    assert "reputation · 5.7.1" in text[1]
    assert "listed" in text[1]
    assert "famille.a" not in text[1]


def test_a_file_is_answered_and_its_text_shown_again(client: FlaskClient) -> None:
    page = bring(client, b"Subject: Undelivered\r\n\r\nuser unknown\r\n")
    assert "Cette adresse n’existe pas" in text_of(page)
    assert "Subject: Undelivered\nuser" not in page.text
    assert "Subject: Undelivered" in page.text


def test_of_a_file_with_several_mails_the_first_one_is_answered_and_the_page_says_so(client: FlaskClient) -> None:
    mails = [f"From x@mail.example\nSubject: Undelivered\n\n{words}\n\n".encode() for words in ("user unknown", "preblocked")]
    page = text_of(bring(client, b"".join(mails), "Retours.MBOX"))
    assert "Cette adresse n’existe pas" in page
    assert "plusieurs mails" in page
    assert "plusieurs mails" not in text_of(bring(client, mails[1], "retour.mbox"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "C’est un document"),
        (b"\x89PNG\r\n\x1a\n", "C’est une image"),
        (b"%PDF-1.7", "C’est un document"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(600), "C’est une image"),
        (b" \r\n", "Collez le message d’erreur, ou choisissez"),
    ],
)
def test_what_is_no_message_is_told_beside_its_field(client: FlaskClient, data: bytes, words: str) -> None:
    page = bring(client, data, "retour.msg")
    assert page.status_code == 422
    assert words in text_of(page)
    assert 'class="field has-error"' in page.text


def test_a_message_that_takes_too_long_is_refused_and_stays_in_the_field(client: FlaskClient) -> None:
    page = paste(client, "slow and long")
    assert page.status_code == 422
    assert "slow and long</textarea>" in page.text
    assert "Collez seulement les lignes de l’erreur" in text_of(page)


def test_a_large_file_is_looked_at_and_an_enormous_one_refused_in_words(client: FlaskClient) -> None:
    assert "Cette adresse" in text_of(bring(client, b"user unknown\r\n" + b"A" * 6_000_000))
    for megabytes in (21, 101):
        page = bring(client, bytes(megabytes * 1024 * 1024))
        assert page.status_code == 413
        assert "plus de 20 Mo" in text_of(page)


def test_a_flood_is_slowed_down_and_what_was_pasted_stays(client: FlaskClient) -> None:
    for _ in range(60):
        paste(client, "")
    page = paste(client, "user unknown")
    assert page.status_code == 429
    assert "user unknown</textarea>" in page.text


def test_a_page_of_another_site_is_not_answered(client: FlaskClient) -> None:
    page = client.post(PAGE, data={"message": "user unknown"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403


def test_whatever_is_pasted_is_shown_as_text(client: FlaskClient) -> None:
    page = paste(client, "</textarea><script>alert(1)</script> user unknown")
    assert "<script>alert(1)" not in page.text


def test_words_that_only_speak_of_an_error_are_explained_with_a_perhaps(client: FlaskClient) -> None:
    page = text_of(paste(client, "perhaps"))
    assert "Erreur permanente, peut-être" in page
    assert "collez le message lui-même" in page


def test_where_no_error_is_seen_the_advice_stands_alone(client: FlaskClient) -> None:
    page = text_of(paste(client, "Bonjour, à mardi"))
    assert "Nous ne voyons pas d’erreur ici" in page
    assert "Cherchez le message d’erreur" in page
    assert "Personne n’a à agir" not in page
    assert "le message ne le dit pas" not in page


def test_the_other_language_answers_the_same_message(client: FlaskClient) -> None:
    assert 'formaction="/en/explain#answer"' in paste(client, "user unknown").text
    assert "This address does not exist" in text_of(paste(client, "user unknown", "/en/explain"))


def test_the_empty_page_is_the_same_for_everybody_and_search_engines_may_list_it(client: FlaskClient) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert "noindex" not in page.text
    assert "/fr/explain</loc>" in client.get("/sitemap.xml").text
