"""The studio as members use it, without script."""

import io
import os
import re
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from helpcenter.config import Settings
from helpcenter.organisations.models import AddressState, MemberRole
from helpcenter.organisations.queries import find_organisation
from helpcenter.studio.bundles import BundleStore, Item
from helpcenter.tutorials.customising import current_shape
from helpcenter.tutorials.models import Version
from helpcenter.tutorials.queries import find_latest
from helpcenter.tutorials.shape import Shape
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.factories import make_member, make_organisation, make_sender_address
from tests.tutorials.samples import real_tutorials

LIST = "/organisation/tutorials"
STUDIO = f"{LIST}/studio"
WORDS = f"{LIST}/gmail-web-filter/words"
PUBLIC = "/fr/o/tilleuls/gmail-web-filter"


@pytest.fixture
def member(app: Flask, client: FlaskClient) -> FlaskClient:
    """A plain member of Les Tilleuls, signed in."""
    with database(app) as session:
        tilleuls = make_organisation(session, slug="tilleuls")
        make_member(session, organisation=tilleuls, email="accueil@tilleuls.example", role=MemberRole.MEMBER)
    sign_in(client, "accueil@tilleuls.example")
    return client


def fields(**changes: object) -> dict[str, object]:
    """The form filled in."""
    values: dict[str, object] = {
        "opened": "0",
        "sheets": list(real_tutorials().ids()),
        "locales": ["fr", "en"],
        "colour": "#1d5f8a",
        "contact_line": "Accueil : 01 23 45 67 89",
        "logo_position": "start",
        "size": "normal",
    }
    return values | changes


def save(browser: FlaskClient, **changes: object) -> TestResponse:
    return submit(browser, STUDIO, fields(**changes))


def latest(app: Flask) -> tuple[int, Shape] | None:
    """The number and the shape of what is stored."""
    with database(app) as session:
        found = find_organisation(session, "tilleuls")
        assert found
        version = find_latest(session, found.id)
        return (version.number, version.shape) if version else None


def put_outdated_words(app: Flask) -> None:
    """Own words whose original is not ours any more."""
    with database(app) as session:
        version = session.query(Version).order_by(Version.number.desc()).first()
        assert version
        own = [{**each, "original": "0" * 12, "original_instruction": "Les mots d'alors."} for each in version.settings["overrides"]]
        version.settings = {**version.settings, "overrides": own}


def test_words_and_order_reach_the_public_pages(app: Flask, member: FlaskClient) -> None:
    assert save(member, **{"intro-fr": "Bonjour à tous", "place-orange": "1", "place-gmail": "2"}).status_code == 302
    assert "Bonjour à tous" in text_of(member.get(PUBLIC))
    assert "Bonjour à tous" not in text_of(member.get(PUBLIC.replace("/fr/", "/en/")))
    index = member.get("/fr/o/tilleuls/").get_data(as_text=True)
    assert index.index("/tilleuls/for/orange") < index.index("/tilleuls/for/gmail")


def test_each_language_may_have_a_contact_line_of_its_own(app: Flask, member: FlaskClient) -> None:
    save(member, contact_line="Accueil, lundi au vendredi", **{"contact-en": "Reception, Monday to Friday"})
    for page in (PUBLIC, "/fr/o/tilleuls/", f"{PUBLIC}/stuck/gear/help"):
        assert "lundi au vendredi" in text_of(member.get(page)), page
        english = text_of(member.get(page.replace("/fr/", "/en/")))
        assert ("Monday to Friday" in english, "vendredi" in english) == (True, False), page


def test_a_sheet_that_is_not_chosen_leaves_the_list_but_its_printed_code_still_leads_to_it(app: Flask, member: FlaskClient) -> None:
    save(member, sheets=["orange-web-green-list", *[each for each in real_tutorials().ids() if each.startswith("orange")]])
    index = member.get("/fr/o/tilleuls/").get_data(as_text=True)
    assert "/tilleuls/for/orange" in index
    assert "/tilleuls/for/gmail" not in index
    assert member.get(PUBLIC).status_code == 200


def test_members_are_told_of_a_newer_sheet_and_decide_with_one_click(app: Flask, member: FlaskClient) -> None:
    first, *others = real_tutorials().ids()
    save(member, sheets=others[:3], shown=others)
    page = member.get(LIST)
    assert "plus récente que votre choix" in text_of(page)
    assert "plus récente que votre choix" in text_of(member.get("/organisation/"))
    answer = submit(member, f"{STUDIO}/sheets", {"opened": "2", "sheet": first, "decision": "leave"}, at=LIST)
    assert answer.status_code == 302
    assert "plus récente" not in text_of(member.get(LIST))
    found = latest(app)
    assert found
    assert (found[0], first in (found[1].declined or ())) == (3, True)
    assert "Laissées de côté" in text_of(member.get(f"{STUDIO}/history/3"))
    submit(member, f"{STUDIO}/sheets", {"opened": "2", "sheet": first, "decision": "take"}, at=LIST)
    assert latest(app) == found


def test_mistakes_stand_beside_their_fields_and_what_was_typed_stays(member: FlaskClient) -> None:
    answer = save(member, colour="rouge", **{"intro-ar": "س" * 301})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="colour-error"' in html
    assert 'value="rouge"' in html
    assert "س" * 301 in html


def test_arrows_move_a_client_without_script_and_save_nothing(app: Flask, member: FlaskClient) -> None:
    html = member.get(STUDIO).get_data(as_text=True)
    first, second = re.findall(r'id="client-([a-z_]+)"', html)[:2]
    answer = save(member, move=f"down:{first}", client=re.findall(r'id="client-([a-z_]+)"', html), **{"intro-fr": "Bonjour"})
    moved = answer.get_data(as_text=True)
    assert re.findall(r'id="client-([a-z_]+)"', moved)[:2] == [second, first]
    assert "Bonjour</textarea>" in moved
    assert latest(app) is None


def test_the_second_of_two_who_save_at_once_sees_both_and_can_put_them_together(app: Flask, member: FlaskClient) -> None:
    save(member, **{"intro-fr": "De la première"})
    answer = save(member, **{"closing-fr": "Du second"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "entre-temps" in text_of(answer)
    assert "De la première" in html
    assert "Du second</textarea>" in html
    merged = member.post(STUDIO, data=fields(theirs="2", merge="1", csrf_token=csrf_of(answer), **{"closing-fr": "Du second"}))
    assert merged.status_code == 302
    found = latest(app)
    assert found
    assert (found[0], found[1].intro, found[1].closing) == (3, {"fr": "De la première"}, {"fr": "Du second"})


def test_what_can_no_longer_be_put_together_is_shown_again_and_nothing_is_lost(app: Flask, member: FlaskClient) -> None:
    save(member, **{"intro-fr": "De la première"})
    answer = save(member, **{"closing-fr": "Du second"})
    # Typed into the page that shows both, before the button that puts them together.
    typed = fields(theirs="2", merge="1", csrf_token=csrf_of(answer), **{"closing-fr": "Du second", "intro-fr": "Encore autre chose"})
    again = member.post(STUDIO, data=typed)
    assert again.status_code == 409
    assert "Encore autre chose</textarea>" in again.get_data(as_text=True)
    found = latest(app)
    assert found
    assert (found[0], found[1].intro) == (2, {"fr": "De la première"})


def test_the_preview_shows_what_is_typed_as_paper_and_as_page_and_saves_nothing(app: Flask, member: FlaskClient) -> None:
    token = csrf_of(member.get(STUDIO))
    for view, sign in (("paper", "sheet-print.css"), ("phone", "tutorials.css"), ("desktop", "tutorials.css")):
        typed = fields(preview_view=view, csrf_token=token, **{"intro-fr": "Pas encore <b>sauvé</b>"})
        html = member.post(f"{STUDIO}/preview", data=typed).get_data(as_text=True)
        assert "Pas encore &lt;b&gt;sauvé&lt;/b&gt;" in html
        assert sign in html
    assert latest(app) is None


def test_the_preview_may_stand_in_our_own_frame_only(member: FlaskClient) -> None:
    answer = member.get(f"{STUDIO}/preview")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in member.get(STUDIO).headers["Content-Security-Policy"]


def test_a_bad_value_keeps_the_last_one_in_the_preview_and_says_so(member: FlaskClient) -> None:
    token = csrf_of(member.get(STUDIO))
    answer = member.post(f"{STUDIO}/preview", data=fields(colour="rouge", csrf_token=token))
    assert "pas une couleur" in text_of(answer)
    assert 'data-colour="#1d5f8a"' in answer.get_data(as_text=True)


def test_own_words_reach_the_page_with_the_name_of_the_button(app: Flask, member: FlaskClient) -> None:
    answer = submit(member, WORDS, {"opened": "0", "text": "fr", "instruction-settings": "Prenez {label} !", "help-settings": ""})
    assert answer.status_code == 302
    assert "Prenez « Voir tous les paramètres »" in text_of(member.get(PUBLIC)).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_bad_place_in_own_words_is_an_error_beside_the_field(app: Flask, member: FlaskClient) -> None:
    answer = submit(member, WORDS, {"opened": "0", "text": "fr", "instruction-gear": "Prenez {bouton}"})
    assert answer.status_code == 422
    assert 'id="instruction-gear-error"' in answer.get_data(as_text=True)
    assert "Prenez {bouton}" in answer.get_data(as_text=True)
    assert latest(app) is None


def test_a_member_is_told_when_our_words_changed_sees_both_and_chooses(app: Flask, member: FlaskClient) -> None:
    submit(member, WORDS, {"opened": "0", "text": "fr", "instruction-gear": "Mes mots."})
    assert "Nos mots ont changé" not in text_of(member.get(LIST))
    put_outdated_words(app)
    assert "Nos mots ont changé" in text_of(member.get(LIST))
    assert "gmail-web-filter/words" in member.get("/organisation/").get_data(as_text=True)
    page = text_of(member.get(f"{WORDS}?text=fr"))
    for words in ("Les mots d'alors.", "Cliquez sur la roue dentée.", "Mes mots."):
        assert words in page.replace("’", "'")
    submit(member, WORDS, {"opened": "2", "text": "fr", "choice-gear": "keep", "instruction-gear": "Mes mots."})
    assert "Nos mots ont changé" not in text_of(member.get(LIST))
    found = latest(app)
    assert found
    assert found[1].overrides[0].instruction == "Mes mots."


def test_own_words_of_two_who_save_at_once_are_both_kept(app: Flask, member: FlaskClient) -> None:
    submit(member, WORDS, {"opened": "0", "text": "fr", "instruction-gear": "Un."})
    submit(member, WORDS, {"opened": "2", "text": "fr", "instruction-gear": "Un.", "instruction-tab": "Deux."})
    answer = submit(member, WORDS, {"opened": "2", "text": "fr", "instruction-gear": "Un.", "instruction-open": "Trois."})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Deux.</textarea>" in html
    assert "Trois.</textarea>" in html
    assert 'name="opened" value="3"' in html


def test_the_history_says_who_changed_what_and_leads_back(app: Flask, member: FlaskClient) -> None:
    save(member, colour="#123456", **{"intro-fr": "Premier"})
    page = text_of(member.get(f"{STUDIO}/history"))
    assert "Personne A" in page
    assert "Mots avant les étapes" in page
    old = member.get(f"{STUDIO}/preview?version=1&preview_view=phone").get_data(as_text=True)
    assert "Premier" not in old
    answer = submit(member, f"{STUDIO}/history/1/restore", {"opened": "2"}, at=f"{STUDIO}/history/1")
    assert answer.status_code == 302
    assert "Premier" not in text_of(member.get(PUBLIC))
    with database(app) as session:
        found = find_organisation(session, "tilleuls")
        assert found
        assert current_shape(session, found)[0].look.colour == "#1d5f8a"


def test_what_the_branding_page_saves_stands_in_the_history(app: Flask, member: FlaskClient) -> None:
    data = {"name": "Les Tilleuls", "colour": "#123456", "contact_line": "Bureau", "locales": ["fr", "tr"], "sender_address": ""}
    assert submit(member, "/organisation/branding", data).status_code == 302
    found = latest(app)
    assert found
    assert (found[0], found[1].look.locales) == (2, ("fr", "tr"))


def test_members_never_see_or_change_what_belongs_to_another_organisation(app: Flask, member: FlaskClient) -> None:
    save(member, **{"intro-fr": "Des Tilleuls"})
    token = member.post(f"{LIST}/download", data={"csrf_token": csrf_of(member.get(STUDIO))}).headers["Location"].rsplit("/")[-1]
    with database(app) as session:
        make_member(session, organisation=make_organisation(session, slug="autre"), email="accueil@autre.example")
    other = app.test_client()
    sign_in(other, "accueil@autre.example")
    assert other.get(f"{STUDIO}/history/1").status_code == 404
    assert other.get(f"{LIST}/download/{token}").status_code == 404
    assert other.get(f"{LIST}/download/{token}.zip").status_code == 404
    assert "Des Tilleuls" not in other.get(f"{STUDIO}/preview?version=2&preview_view=phone").get_data(as_text=True)
    save(other, **{"intro-fr": "De l'autre"})
    assert "Des Tilleuls" in text_of(other.get(PUBLIC))


def test_nobody_else_sees_anything(client: FlaskClient) -> None:
    for url in (LIST, STUDIO, WORDS, f"{STUDIO}/history", f"{STUDIO}/preview", f"{LIST}/qr.svg"):
        assert "/account/sign-in" in client.get(url).headers["Location"]


def test_all_sheets_come_as_one_zip_with_plain_names(app: Flask, member: FlaskClient) -> None:
    save(member, sheets=["gmail-web-not-spam"], locales=["fr", "ar"])
    answer = submit(member, f"{LIST}/download", at=STUDIO)
    assert answer.status_code == 302
    page = member.get(answer.headers["Location"])
    assert "Refresh" not in page.headers
    zipped = member.get(f"{answer.headers['Location']}.zip")
    with zipfile.ZipFile(io.BytesIO(zipped.data)) as archive:
        assert archive.namelist() == ["gmail-web-not-spam-fr.pdf", "gmail-web-not-spam-ar.pdf"]
        assert archive.read("gmail-web-not-spam-fr.pdf").startswith(b"%PDF")


def test_looking_at_a_bundle_whose_job_was_lost_starts_nothing_and_one_click_goes_on(
    app: Flask, member: FlaskClient, settings: Settings
) -> None:
    with database(app) as session:
        tilleuls = find_organisation(session, "tilleuls")
        assert tilleuls
        bundle = BundleStore(settings.instance, tilleuls.id).begin([Item("gmail-web-not-spam", "fr", "gmail-web-not-spam-fr.pdf")])
    file = next((settings.instance / "bundles").rglob("*.json"))
    os.utime(file, (0, 0))
    page = member.get(f"{LIST}/download/{bundle.token}")
    assert "Refresh" not in page.headers
    assert file.stat().st_mtime == 0
    assert submit(member, f"{LIST}/download/{bundle.token}", at=f"{LIST}/download/{bundle.token}").status_code == 302
    assert "1 fiche est prête" in text_of(member.get(f"{LIST}/download/{bundle.token}"))


def test_the_queue_is_not_flooded_by_one_who_asks_again_and_again(member: FlaskClient) -> None:
    save(member, sheets=["gmail-web-not-spam"], locales=["fr"])
    token = csrf_of(member.get(STUDIO))
    answers = {member.post(f"{LIST}/download", data={"csrf_token": token}).status_code for _ in range(31)}
    assert answers == {302, 429}


def test_while_the_address_waits_there_is_a_marked_preview_and_nothing_to_hand_out(app: Flask, member: FlaskClient) -> None:
    with database(app) as session:
        found = find_organisation(session, "tilleuls")
        assert found
        make_sender_address(session, organisation=found, state=AddressState.PENDING)
    html = member.get(f"{LIST}/gmail-web-filter").get_data(as_text=True)
    assert "embed-code" not in html
    assert "sheet-draft" in member.get(f"{STUDIO}/preview").get_data(as_text=True)
    assert submit(member, f"{LIST}/download", at=STUDIO).status_code == 404


def test_the_code_to_copy_frames_the_sheet_alone(member: FlaskClient) -> None:
    html = member.get(f"{LIST}/gmail-web-filter?text=fr").get_data(as_text=True)
    assert "/fr/o/tilleuls/gmail-web-filter?embed=1" in html
    assert "loading=&#34;lazy&#34;" in html
    assert "/fr/o/tilleuls/gmail-web-filter.pdf?with=ar" in html
    framed = member.get(f"{PUBLIC}?embed=1")
    assert framed.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    shown = framed.get_data(as_text=True)
    assert '<base target="_blank">' in shown
    assert "site-header" not in shown
    assert "site-footer" not in shown
    assert "&amp;embed=1" in shown or "?size=large&embed=1" in shown


@pytest.mark.parametrize(
    "url",
    [
        "/fr/",
        "/fr/tutorials/",
        "/fr/tutorials/gmail-web-filter",
        "/fr/o/tilleuls/",
        LIST,
        STUDIO,
        WORDS,
        f"{STUDIO}/history",
        "/organisation/",
    ],
)
def test_no_other_page_may_be_framed_by_other_sites(member: FlaskClient, url: str) -> None:
    assert member.get(f"{url}?embed=1").headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_codes_come_as_svg_and_png(member: FlaskClient) -> None:
    for url in (f"{LIST}/qr", f"{LIST}/gmail-web-filter/qr"):
        assert b"<svg" in member.get(f"{url}.svg?text=ar").data
        assert member.get(f"{url}.png").data.startswith(b"\x89PNG")
        assert member.get(f"{url}.gif").status_code == 404


def test_hostile_numbers_and_places_are_no_errors_of_ours(member: FlaskClient) -> None:
    for url in (f"{STUDIO}/history?before=x", f"{STUDIO}/preview?version=99999999999999999999", f"{STUDIO}/preview?preview_tutorial=../x"):
        assert member.get(url).status_code == 200
    assert member.get(f"{STUDIO}/history/99999999999999999999").status_code == 404
    assert save(member, opened="-1", theirs="x", merge="1").status_code in {302, 409}
