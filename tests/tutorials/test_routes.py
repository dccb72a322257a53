import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.organisations.logos import clean_logo
from helpcenter.organisations.models import AddressState
from helpcenter.pdf import PdfDocument, PdfFailed, PdfUnavailable
from helpcenter.web.pdf_pages import PROGRAM_SECONDS, READER_SECONDS
from tests.browsing import csrf_of, database, sign_in, text_of
from tests.factories import make_member, make_organisation, make_sender_address
from tests.labels.samples import decide_everything
from tests.organisations.pictures import SVG, make_picture

EMAIL = "accueil@tilleuls.example"
PAGE = "/fr/o/tilleuls/gmail-web-filter"
HOSTILE = 'Maison <script>alert(1)</script> {{ 7*7 }} "B"'


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


@pytest.fixture
def site(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser; the organisation `tilleuls` uses the vendor's address, `ormes` waits for its own."""
    with database(app) as session:
        tilleuls = make_organisation(session, slug="tilleuls", name="Centre social Les Tilleuls", colour="#2c6e49")
        make_member(session, organisation=tilleuls, email=EMAIL)
        ormes = make_organisation(session, slug="ormes", name="Les Ormes")
        make_member(session, organisation=ormes, email="accueil@ormes.example")
        make_sender_address(session, organisation=ormes, address="bonjour@ormes.example", state=AddressState.PENDING)
    decide_everything(app)
    return client


@pytest.fixture
def member(site: FlaskClient) -> FlaskClient:
    """A browser of a member of `tilleuls`."""
    sign_in(site, EMAIL)
    return site


def html_of(client: FlaskClient, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200, url
    return page.get_data(as_text=True)


def pictures_of(html: str) -> list[str]:
    return re.findall(r'<img class="sheet-picture" src="([^"]+)"', html)


def preview(client: FlaskClient, **values: object) -> str:
    token = csrf_of(client.get("/organisation/branding"))
    data = {"name": "Les Tilleuls", "colour": "#2c6e49", "sender_address": "", "contact_line": "", "csrf_token": token} | values
    page = client.post(
        "/organisation/tutorials/preview", data=data, headers={"X-Requested-With": "fetch"}, content_type="multipart/form-data"
    )
    assert page.status_code == 200
    return page.get_data(as_text=True)


def test_a_family_first_chooses_its_mailbox(site: FlaskClient) -> None:
    for url in ("/fr/tutorials/", "/fr/o/tilleuls/"):
        html = html_of(site, url)
        assert "Quelle messagerie utilisez-vous" in html
        assert f'href="{url}for/gmail"' in html
    assert "@hotmail.fr" in text_of(site.get("/en/tutorials/"))


def test_neutral_sheets_name_the_vendors_address_and_no_organisation(site: FlaskClient) -> None:
    words = text_of(site.get("/en/tutorials/outlook-web-safe-sender"))
    assert "ne-pas-repondre@ani.example" in words
    assert "Step 9 of 9" in words
    assert "Tilleuls" not in words


def test_a_branded_page_has_everything_for_a_phone(site: FlaskClient) -> None:
    html = html_of(site, PAGE)
    assert "Centre social Les Tilleuls" in html
    assert 'data-copy="ne-pas-repondre@ani.example"' in html
    assert f'href="{PAGE}.pdf"' in html
    assert 'href="/en/o/tilleuls/gmail-web-filter"' in html
    assert 'href="?screen=de"' in html
    assert html.count("<h1") == 1
    assert len(pictures_of(html)) == 9


def test_the_screens_language_can_be_another(site: FlaskClient) -> None:
    german = html_of(site, f"{PAGE}?screen=de")
    assert '<bdi class="quoted-label" lang="de" dir="ltr">Nie als Spam einstufen</bdi>' in german
    assert "Cochez la case" in german
    assert f'href="{PAGE}.pdf?screen=de"' in german
    assert "Ne jamais envoyer dans le dossier Spam" in html_of(site, f"{PAGE}?screen=klingon")


def test_drawings_have_an_address_of_their_own_and_may_be_kept_for_ever(site: FlaskClient) -> None:
    for url in pictures_of(html_of(site, PAGE)) + pictures_of(html_of(site, "/fr/tutorials/gmail-web-not-spam")):
        answer = site.get(url)
        assert answer.mimetype == "image/svg+xml"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_drawing_asked_for_by_an_older_page_is_the_present_one_and_not_kept(site: FlaskClient) -> None:
    url = re.sub(r"-[0-9a-f]{16}\.svg", "-0000.svg", pictures_of(html_of(site, PAGE))[0])
    answer = site.get(url)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert site.get(url.replace("open-", "nothing-")).status_code == 404


def test_only_branded_sheets_may_be_framed_by_others(site: FlaskClient) -> None:
    def ancestors(url: str) -> str:
        return site.get(url).headers["Content-Security-Policy"].split("frame-ancestors ")[1]

    assert ancestors(PAGE) == "*"
    for url in ("/fr/o/tilleuls/", "/fr/tutorials/", "/fr/tutorials/gmail-web-filter", "/organisation/tutorials"):
        assert ancestors(url) == "'none'"
    assert "script-src 'self';" in site.get(PAGE).headers["Content-Security-Policy"]


def test_public_pages_know_nobody(site: FlaskClient, member: FlaskClient) -> None:
    anonymous = site.application.test_client()
    for url in ("/fr/tutorials/", "/fr/tutorials/gmail-web-filter", "/fr/o/tilleuls/", PAGE):
        assert anonymous.get(url).data == member.get(url).data
        assert "Set-Cookie" not in anonymous.get(url).headers


def test_the_colour_is_a_stylesheet_of_its_own(site: FlaskClient) -> None:
    html = html_of(site, PAGE)
    assert "style=" not in html
    assert 'href="/o/tilleuls/colours-2c6e49.css"' in html
    css = site.get("/o/tilleuls/colours-2c6e49.css")
    assert css.mimetype == "text/css"
    assert "--sheet-colour: #2c6e49" in css.get_data(as_text=True)
    assert site.get("/o/tilleuls/colours-red.css").status_code == 404
    assert site.get("/o/tilleuls/colours-fff;}.css").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/fr/o/nobody/",
        "/fr/o/nobody/gmail-web-filter",
        "/fr/o/tilleuls/nothing",
        "/fr/o/tilleuls/nothing.pdf",
        "/fr/tutorials/nothing",
        "/nl/tutorials/",
    ],
)
def test_what_does_not_exist_is_not_found(site: FlaskClient, url: str) -> None:
    assert site.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/fr/o/ormes/", "/fr/o/ormes/gmail-web-filter", "/fr/o/ormes/gmail-web-filter.pdf"])
def test_nothing_is_public_while_the_sender_address_waits(site: FlaskClient, url: str) -> None:
    answer = site.get(url)
    assert answer.status_code == 404
    assert "adresse d’expéditeur de cette organisation est en cours de vérification" in text_of(answer)
    assert "bonjour@ormes.example" not in text_of(answer)


def test_the_pdf_comes_with_a_name_and_is_asked_for_again_cheaply(site: FlaskClient) -> None:
    answer = site.get(f"{PAGE}.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.7")
    assert answer.headers["Content-Disposition"] == 'inline; filename="gmail-web-filter-fr.pdf"'
    again = site.get(f"{PAGE}.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


class NoPrinter:
    """A machine without the libraries of the printer."""

    def get(self, document: PdfDocument, wait_seconds: float) -> bytes | None:
        raise PdfUnavailable("libpango is missing")


class RefusingPrinter:
    """Met a document that it cannot print."""

    def get(self, document: PdfDocument, wait_seconds: float) -> bytes | None:
        raise PdfFailed("took longer than 60 s")


class BusyPrinter:
    """A queue that takes its time."""

    def get(self, document: PdfDocument, wait_seconds: float) -> bytes | None:
        return None


@pytest.mark.parametrize(
    ("printer", "words", "is_asked_again"),
    [
        (NoPrinter(), "ne peut pas faire de PDF", False),
        # A page that went on asking would ask for ever.
        (RefusingPrinter(), "ne peut pas faire de PDF", False),
        (BusyPrinter(), "Il est en préparation et s’ouvrira tout seul", True),
    ],
)
def test_without_a_pdf_the_page_is_offered(site: FlaskClient, app: Flask, printer: object, words: str, is_asked_again: bool) -> None:
    app.extensions["helpcenter"] = replace(app.extensions["helpcenter"], pdfs=printer)
    answer = site.get(f"{PAGE}.pdf")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert ("Refresh" in answer.headers) == is_asked_again
    assert words in text_of(answer)
    assert f'href="http://localhost{PAGE}"' in answer.get_data(as_text=True) or PAGE in answer.get_data(as_text=True)


class PatientPrinter:
    """Notes how long it may be waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def get(self, document: PdfDocument, wait_seconds: float) -> None:
        self.waits.append(wait_seconds)


@pytest.mark.parametrize(
    ("accepted", "least", "most"),
    [
        # A browser that opens a link, and one of the oldest.
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 0, READER_SECONDS),
        ("text/html, */*", 0, READER_SECONDS),
        # A program on a command line, a viewer, and one that says nothing.
        ("*/*", READER_SECONDS, PROGRAM_SECONDS),
        ("application/pdf", READER_SECONDS, PROGRAM_SECONDS),
        (None, READER_SECONDS, PROGRAM_SECONDS),
    ],
)
def test_a_browser_does_not_hold_up_others_while_a_program_waits(
    site: FlaskClient, app: Flask, accepted: str | None, least: float, most: float
) -> None:
    printer = PatientPrinter()
    app.extensions["helpcenter"] = replace(app.extensions["helpcenter"], pdfs=printer)
    answer = site.get(f"{PAGE}.pdf", headers={"Accept": accepted} if accepted else {})
    assert [least < wait <= most for wait in printer.waits] == [True]
    # It asks again by itself, without script, at the same address.
    assert (answer.status_code, answer.headers["Refresh"]) == (503, answer.headers["Retry-After"])


def test_the_names_of_organisations_are_words(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_organisation(session, slug="hostile", name=HOSTILE, contact_line=HOSTILE)
    for url in ("/fr/o/hostile/", "/fr/o/hostile/gmail-web-filter"):
        html = html_of(client, url)
        assert "<script>alert" not in html
        assert "{{ 7*7 }}" in html


def test_members_see_their_sheets_with_links_and_codes(member: FlaskClient) -> None:
    for locale in ("fr", "en"):
        html = html_of(member, f"/organisation/tutorials?text={locale}")
        assert f'href="/{locale}/o/tilleuls/gmail-web-filter.pdf"' in html
    qr = re.search(r'<img src="(/organisation/tutorials/[^"]*qr\.svg[^"]*)"', html)
    assert qr
    assert member.get(qr[1].replace("&amp;", "&")).mimetype == "image/svg+xml"
    frame = "/organisation/tutorials/studio/preview?preview_tutorial=gmail-web-filter&preview_locale=en"
    assert "Step 1 of 9" in text_of(member.get(frame))


def test_members_of_a_waiting_organisation_see_drafts_only(site: FlaskClient) -> None:
    sign_in(site, "accueil@ormes.example")
    html = html_of(site, "/organisation/tutorials")
    assert ".pdf" not in html
    assert "qr.svg" not in html
    sheet = html_of(site, "/organisation/tutorials/studio/preview?preview_tutorial=gmail-web-filter&preview_locale=fr")
    assert "sheet-draft" in sheet
    assert "bonjour@ormes.example" in sheet
    assert site.get("/organisation/tutorials/gmail-web-filter/qr.svg?text=fr").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/organisation/tutorials",
        "/organisation/tutorials/gmail-web-filter",
        "/organisation/tutorials/preview/gmail-web-filter/fr/fr/gear.svg",
    ],
)
def test_others_are_asked_to_sign_in(site: FlaskClient, url: str) -> None:
    assert site.get(url).status_code == 302
    assert site.post("/organisation/tutorials/preview").status_code in {302, 400}


def test_the_preview_stands_beside_the_form_and_works_without_script(member: FlaskClient) -> None:
    html = html_of(member, "/organisation/branding")
    assert 'formaction="/organisation/tutorials/preview"' in html
    assert "sheet-step" in html
    token = csrf_of(member.get("/organisation/branding"))
    page = member.post("/organisation/tutorials/preview", data={"name": "Sans script", "csrf_token": token})
    assert "Sans script" in text_of(page)
    assert "<title>" in page.get_data(as_text=True)


def test_the_preview_follows_what_is_typed_and_saves_nothing(app: Flask, member: FlaskClient) -> None:
    html = preview(member, name=HOSTILE, colour="#8a2f4f", preview_tutorial="outlook-web-safe-sender", preview_locale="en")
    assert "<script>alert" not in html
    assert "{{ 7*7 }}" in html
    assert 'data-colour="#8a2f4f"' in html
    assert "Outlook: receive our mails" in html
    assert "<html" not in html
    assert "Centre social Les Tilleuls" in text_of(member.get("/fr/o/tilleuls/"))


def test_the_preview_of_an_unverified_address_is_marked(member: FlaskClient) -> None:
    html = preview(member, sender_address="neuve@tilleuls.example", preview_tutorial="gmail-web-filter")
    assert "sheet-draft" in html
    assert html.count("data-mark") >= 10
    assert "sheet-draft" not in preview(member, sender_address="")


def test_the_preview_keeps_the_last_good_value_and_says_so(member: FlaskClient) -> None:
    html = preview(member, colour="rouge", good_colour="#123456")
    assert 'data-colour="#123456"' in html
    assert "pas encore une couleur" in html


def test_drawings_of_the_preview_show_what_is_typed(member: FlaskClient) -> None:
    url = pictures_of(preview(member, sender_address="a+b@tilleuls.example", preview_tutorial="gmail-web-filter"))[5].replace("&amp;", "&")
    assert b"(a+b@tilleuls.example)" in member.get(url).data
    for bad in ("sender=nobody&colour=123456", "sender=a@b.example&colour=red", ""):
        assert member.get(f"/organisation/tutorials/preview/gmail-web-filter/fr/fr/gear.svg?{bad}").status_code == 404


def test_a_new_logo_is_shown_before_it_is_saved_and_a_bad_one_is_explained(member: FlaskClient) -> None:
    good = make_picture()
    html = preview(member, logo=(io.BytesIO(good), "logo.png"))
    url = re.search(r'class="sheet-logo" src="([^"]+)"', html)
    assert url
    assert member.get(url[1]).data == clean_logo(good).data
    refused = preview(member, logo=(io.BytesIO(SVG), "logo.png"))
    assert "(SVG) ne sont pas acceptés" in refused
    assert "data-logo-refused" in refused
    assert "sheet-logo" not in preview(member, remove_logo="y", good_logo=url[1].rsplit("/")[-1][:-4])


def test_the_logo_of_another_organisation_cannot_be_shown(app: Flask, member: FlaskClient) -> None:
    html = preview(member, good_logo="0" * 64)
    assert "sheet-logo" not in html


@pytest.fixture
def closing() -> Iterator[list[Flask]]:
    """Applications to close."""
    apps: list[Flask] = []
    yield apps
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def test_sheets_know_the_public_address_and_not_the_host_header(settings: Settings, closing: list[Flask]) -> None:
    app = create_app(replace(settings, public_url="https://aide.example", trusted_hosts=("localhost",)))
    closing.append(app)
    html = app.test_client().get("/fr/tutorials/gmail-web-filter").get_data(as_text=True)
    assert '<link rel="canonical" href="https://aide.example/fr/tutorials/gmail-web-filter">' in html
    assert "//localhost" not in html
