"""The branding page: what is saved, and each refusal beside its field with everything else kept."""

import io
import re
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.organisations.branding import BrandingPage
from helpcenter.organisations.models import AddressState, Organisation
from helpcenter.organisations.queries import find_organisation, latest_address
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.factories import make_member, make_organisation, make_sender_address
from tests.organisations.pictures import DISGUISED, SVG, make_bomb, make_picture

URL = "/organisation/branding"
GOOD: dict[str, Any] = {"name": "Les Tilleuls", "colour": "#2c6e49", "contact_line": "Accueil", "locales": ["fr"], "sender_address": ""}
EMAIL = "accueil@mairie.example"


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


@pytest.fixture
def member(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of a member of `tilleuls`."""
    with database(app) as session:
        make_member(session, organisation=make_organisation(session, slug="tilleuls"), email=EMAIL)
    sign_in(client, EMAIL)
    return client


def _file(data: bytes, name: str = "logo.png") -> FileStorage:
    return FileStorage(io.BytesIO(data), filename=name)


def _save(client: FlaskClient, **changes: Any) -> TestResponse:
    return submit(client, URL, GOOD | changes)


def _value_of(page: TestResponse, name: str) -> str:
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page.get_data(as_text=True))
    assert tag
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""


def _stored(app: Flask) -> dict[str, Any]:
    with database(app) as session:
        found = find_organisation(session, "tilleuls")
        assert found
        return {name: getattr(found, name) for name in ("name", "colour", "contact_line", "locales", "logo_hash")}


def test_everything_is_saved_and_seen_again(app: Flask, member: FlaskClient) -> None:
    assert _save(member, logo=_file(make_picture()), locales=["fr", "en"]).location == URL
    stored = _stored(app)
    assert (stored["name"], stored["colour"], stored["locales"]) == ("Les Tilleuls", "#2c6e49", ["fr", "en"])
    page = member.get(URL)
    assert "C’est enregistré" in text_of(page)
    assert f"/organisation/logo/{stored['logo_hash']}.png" in page.get_data(as_text=True)


def test_the_logo_is_public_under_an_address_that_never_changes_its_bytes(app: Flask, member: FlaskClient) -> None:
    _save(member, logo=_file(make_picture()))
    answer = app.test_client().get(f"/o/tilleuls/logo-{_stored(app)['logo_hash']}.png")
    assert answer.status_code == 200
    assert answer.mimetype == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


class SlowForm:
    """A form whose check takes so long that somebody else writes meanwhile."""

    uploaded = None

    def __init__(self, database: str) -> None:
        self.database = database
        self.logo_hash = SimpleNamespace(data="")

    def validate_on_submit(self) -> bool:
        """Wrong, once the other has written: on SQLite that fails when the page holds the write lock."""
        with closing(sqlite3.connect(self.database, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        return False


def test_while_a_picture_is_looked_at_others_may_write(app: Flask, settings: Settings) -> None:
    with database(app) as session:
        make_organisation(session, slug="tilleuls")
    with app.test_request_context(URL, method="POST"):
        organisation = find_organisation(db.session, "tilleuls")
        assert organisation
        page = BrandingPage(organisation)
        form: Any = SlowForm(str(settings.instance / "helpcenter.sqlite3"))
        page.form = form
        assert not page.accept()


def test_a_logo_that_is_too_heavy_to_be_kept_whole_is_told_of_beside_the_file(member: FlaskClient) -> None:
    page = _save(member, logo=_file(b"x" * (25 * 1024 * 1024)))
    assert page.status_code == 422
    assert "dépasse 2" in text_of(page)
    assert _value_of(page, "name")


def test_a_logo_stays_when_the_form_is_saved_again(app: Flask, member: FlaskClient) -> None:
    _save(member, logo=_file(make_picture()))
    before = _stored(app)["logo_hash"]
    _save(member, logo_hash=before)
    assert _stored(app)["logo_hash"] == before


def test_a_logo_can_be_taken_away(app: Flask, member: FlaskClient) -> None:
    _save(member, logo=_file(make_picture()))
    before = _stored(app)["logo_hash"]
    _save(member, logo_hash=before, remove_logo="y")
    assert _stored(app)["logo_hash"] is None
    assert member.get(f"/o/tilleuls/logo-{before}.png").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (make_picture() + b"\0" * 3_000_000, "logo.png", "dépasse 2 Mo"),
        (make_picture() + b"\0" * 9_000_000, "logo.png", "dépasse 2 Mo"),
        (SVG, "logo.svg", "Exportez le logo en PNG"),
        (SVG, "logo.png", "SVG"),
        (DISGUISED, "logo.png", "ne s’ouvre pas"),
        (make_bomb(30_000), "logo.png", "trop de pixels"),
        (b"%PDF-1.7", "logo.pdf", "n’est pas une image PNG, JPEG ou WebP"),
    ],
)
def test_a_file_that_cannot_be_the_logo_is_refused_beside_its_field(
    app: Flask, member: FlaskClient, data: bytes, name: str, said: str
) -> None:
    page = _save(member, logo=_file(data, name), name="Un autre nom", contact_line="Un autre contact")
    assert page.status_code == 422
    assert said in text_of(page)
    assert (_value_of(page, "name"), _value_of(page, "contact_line")) == ("Un autre nom", "Un autre contact")
    assert _stored(app)["name"] != "Un autre nom"
    assert _stored(app)["logo_hash"] is None


def test_an_upload_is_not_lost_when_another_field_is_wrong(app: Flask, member: FlaskClient) -> None:
    page = _save(member, logo=_file(make_picture()), sender_address="personne")
    assert page.status_code == 422
    kept = _value_of(page, "logo_hash")
    assert member.get(f"/organisation/logo/{kept}.png").status_code == 200
    assert "Reçu, pas encore enregistré" in text_of(page)
    assert _stored(app)["logo_hash"] is None
    _save(member, logo_hash=kept)
    assert _stored(app)["logo_hash"] == kept


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Saisissez le nom"),
        ("name", " \u202e ", "Saisissez le nom"),
        ("name", "x" * 81, "80 caractères au plus"),
        ("colour", "red;}", "Ce n’est pas une couleur"),
        ("contact_line", "x" * 161, "160 caractères au plus"),
        ("sender_address", "accueil@mairie.example\nBcc: x@y.example", "retour à la ligne"),
        ("sender_address", "accueil\u202e@mairie.example", "caractère invisible"),
        ("sender_address", "accueil@mairie", "un nom avec un point"),
        ("sender_address", "é@mairie.example", "lettres sans accent"),
        ("sender_address", "personne", "un seul @"),
        ("locales", [], "au moins une langue"),
        ("locales", ["xx"], ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(app: Flask, member: FlaskClient, field: str, typed: Any, said: str) -> None:
    before = _stored(app)
    page = _save(member, **{field: typed})
    assert page.status_code == 422
    assert said in text_of(page)
    assert _stored(app) == before


def test_a_wrong_colour_stays_to_be_mended(member: FlaskClient) -> None:
    page = _save(member, colour="red;}")
    assert _value_of(page, "colour") == "red;}"
    assert 'type="text"' in (re.search(r'<input[^>]*name="colour"[^>]*>', page.get_data(as_text=True)) or [""])[0]


def test_a_pale_colour_is_corrected_in_front_of_everybody(app: Flask, member: FlaskClient) -> None:
    answer = _save(member, colour="#ffee00")
    page = member.get(answer.location).get_data(as_text=True)
    used = _stored(app)["colour"]
    assert used != "#ffee00"
    assert f"Trop pâle : nous utilisons {used}." in page.replace("\xa0", " ")
    assert 'fill="#ffee00"' in page
    assert f'fill="{used}"' in page


def test_an_own_address_waits_and_the_page_says_what_that_means(app: Flask, member: FlaskClient) -> None:
    _save(member, sender_address="accueil@tilleuls.example")
    words = text_of(member.get(URL))
    assert "En attente de notre vérification" in words
    assert "ni page publique ni PDF" in words


def test_a_refused_address_is_shown_with_its_reason(app: Flask, member: FlaskClient) -> None:
    with database(app) as session:
        organisation = find_organisation(session, "tilleuls")
        assert organisation
        asked = make_sender_address(session, organisation=organisation, state=AddressState.REFUSED)
        asked.note = "Le SPF manque."
    words = text_of(member.get(URL))
    assert "Refusée" in words
    assert "Le SPF manque." in words


def test_nobody_reaches_another_organisations_files(app: Flask, client: FlaskClient, member: FlaskClient, settings: Settings) -> None:
    page = _save(member, logo=_file(make_picture()), name="")
    kept = _value_of(page, "logo_hash")
    with database(app) as session:
        make_member(session, organisation=make_organisation(session, slug="autre"), email="autre@mairie.example")
    stranger = app.test_client()
    sign_in(stranger, "autre@mairie.example")
    assert stranger.get(f"/organisation/logo/{kept}.png").status_code == 404
    _save(stranger, logo_hash=kept)
    with database(app) as session:
        other = find_organisation(session, "autre")
        assert other
        assert other.logo_hash is None


@pytest.mark.parametrize("path", ["/o/tilleuls/logo-%s.png" % ("0" * 64), "/o/personne/logo-x.png", "/o/tilleuls/logo-None.png"])
def test_a_logo_that_is_not_shown_does_not_exist(member: FlaskClient, path: str) -> None:
    assert member.get(path).status_code == 404


def test_a_form_of_another_site_changes_nothing(app: Flask, member: FlaskClient) -> None:
    before = _stored(app)
    assert member.post(URL, data=GOOD).status_code == 400
    assert _stored(app) == before


def test_the_request_of_an_address_is_kept_with_its_moment(app: Flask, member: FlaskClient) -> None:
    token = csrf_of(member.get(URL))
    member.post(URL, data=GOOD | {"sender_address": "a@b.example", "csrf_token": token})
    with database(app) as session:
        organisation: Organisation | None = find_organisation(session, "tilleuls")
        assert organisation
        asked = latest_address(session, organisation)
        assert asked
        assert (asked.address, asked.state) == ("a@b.example", AddressState.PENDING)
