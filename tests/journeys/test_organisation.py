"""A clerk's whole way: invited by mail, password chosen, signed in, logo and colour changed and seen."""

import io
import re

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage

from helpcenter.config import Settings
from tests.browsing import database, link_in, outbox, sign_in, submit, text_of
from tests.factories import make_staff
from tests.organisations.pictures import make_picture

CLERK = "direction@tilleuls.example"
PASSWORD = "quatre tilleuls au printemps"


def _enter_and_invite(staff: FlaskClient) -> None:
    """Staff enter the organisation and invite the person who manages it."""
    place = submit(staff, "/staff/organisations", {"name": "Les Tilleuls", "slug": "tilleuls"}).location
    submit(staff, place, {"email": CLERK, "role": "manager"})


def _accept(clerk: FlaskClient, settings: Settings) -> None:
    """Follow the link of the mail, choose a password, sign in."""
    link = link_in(outbox(settings)[-1], "/account/invitation/").removeprefix(settings.public_url)
    door = clerk.get(link).location
    chosen = submit(clerk, door, {"password": PASSWORD, "password_confirm": PASSWORD})
    assert "Votre mot de passe est enregistré" in text_of(clerk.get(chosen.location))
    sign_in(clerk, CLERK, PASSWORD)


def test_from_the_invitation_to_ones_own_logo_and_colour(app: Flask, client: FlaskClient, settings: Settings) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    sign_in(client, "equipe@ani.example")
    _enter_and_invite(client)

    clerk = app.test_client()
    _accept(clerk, settings)
    assert "Pas encore de logo" in text_of(clerk.get("/organisation/"))

    saved = submit(
        clerk,
        "/organisation/branding",
        {
            "name": "Centre social Les Tilleuls",
            "colour": "#7fd0a0",
            "locales": ["fr", "en"],
            "contact_line": "Accueil : 01 99 00 12 34",
            "sender_address": "bonjour@tilleuls.example",
            "logo": FileStorage(io.BytesIO(make_picture("JPEG", size=(1600, 400))), filename="logo.jpg"),
        },
    )
    page = clerk.get(saved.location)
    assert "Trop pâle" in text_of(page)
    assert "En attente de notre vérification" in text_of(page)
    assert "Logo choisi" in text_of(clerk.get("/organisation/"))
    _assert_logo_is_shown(clerk)

    _verify(client)
    assert "Vérifiée" in text_of(clerk.get("/organisation/branding"))
    assert "bonjour@tilleuls.example" in str(outbox(settings)[-1])


def _assert_logo_is_shown(clerk: FlaskClient) -> None:
    """The public address of the logo answers with the small clean PNG."""
    address = re.search(r'src="(/o/tilleuls/logo-[0-9a-f]{64}\.png)"', clerk.get("/organisation/").get_data(as_text=True))
    assert address
    picture = Image.open(io.BytesIO(clerk.get(address[1]).data))
    # Pages show a small copy; paper keeps the large one.
    assert (picture.format, picture.size) == ("PNG", (448, 112))


def _verify(staff: FlaskClient) -> None:
    """Staff verify the address that waits."""
    waiting = re.search(r'action="(/staff/sender-addresses/\d+)"', staff.get("/staff/sender-addresses").get_data(as_text=True))
    assert waiting
    submit(staff, waiting[1], {"decision": "verify", "note": ""}, at="/staff/sender-addresses")
