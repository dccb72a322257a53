"""A centre makes its sheets its own; a family follows one. Through the HTTP client, without script."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import database, sign_in, submit, text_of
from tests.factories import make_member, make_organisation
from tests.organisations.pictures import make_picture
from tests.pdf.reading import open_pdf
from tests.pdf.reading import text_of as words_of_pdf

EMAIL = "accueil@tilleuls.example"


@pytest.fixture
def member(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of a member of `tilleuls`."""
    with database(app) as session:
        make_member(session, organisation=make_organisation(session, slug="tilleuls", name="Les Tilleuls"), email=EMAIL)
    sign_in(client, EMAIL)
    return client


def test_from_the_branding_form_to_the_family_that_has_followed_the_sheet(app: Flask, member: FlaskClient) -> None:
    branding = {
        "name": "Maison des Érables",
        "colour": "#8a2f4f",
        "contact_line": "Accueil : 01 99 00 12 34",
        "locales": ["fr", "en"],
        "sender_address": "",
        "logo": (io.BytesIO(make_picture()), "logo.png"),
    }
    saved = submit(member, "/organisation/branding", branding, content_type="multipart/form-data")
    assert saved.status_code == 302
    assert "Maison des Érables" in text_of(member.get("/organisation/branding"))

    family = app.test_client()
    start = family.get("/fr/o/tilleuls/").get_data(as_text=True)
    assert "Maison des Érables" in start
    assert "colours-8a2f4f.css" in start
    mailbox = re.search(r'href="(/fr/o/tilleuls/for/gmail)"', start)
    assert mailbox
    device = re.search(r'href="(/fr/o/tilleuls/for/gmail/computer)"', family.get(mailbox[1]).get_data(as_text=True))
    assert device
    sheet = re.search(r'href="(/fr/o/tilleuls/gmail-web-filter)"', family.get(device[1]).get_data(as_text=True))
    assert sheet
    page = family.get(sheet[1]).get_data(as_text=True)
    logo = re.search(r'class="sheet-logo" src="([^"]+)"', page)
    assert logo
    assert family.get(logo[1]).mimetype == "image/png"
    shorter = re.search(r'href="(/fr/o/tilleuls/gmail-web-not-spam)"', page)
    assert shorter
    assert "Étape 4 sur 4" in text_of(family.get(shorter[1]))

    pdf = family.get(f"{sheet[1]}.pdf").data
    assert len(open_pdf(pdf).pages) == 2
    words = words_of_pdf(pdf)
    assert "Maison des Érables" in words
    assert "ne-pas-repondre@ani.example" in words


def test_an_own_address_hides_the_sheets_until_staff_have_verified_it(app: Flask, member: FlaskClient) -> None:
    branding = {"name": "Les Tilleuls", "colour": "#2c6e49", "locales": ["fr"], "sender_address": "bonjour@tilleuls.example"}
    submit(member, "/organisation/branding", branding, content_type="multipart/form-data")
    assert "en cours de vérification" in text_of(member.get("/organisation/tutorials"))
    family = app.test_client()
    assert family.get("/fr/o/tilleuls/gmail-web-filter").status_code == 404
    assert family.get("/fr/o/tilleuls/gmail-web-filter.pdf").status_code == 404
    assert "bonjour@tilleuls.example" in text_of(member.get("/organisation/tutorials/gmail-web-filter?text=fr"))
