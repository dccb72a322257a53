"""The words around a code."""

import re
from datetime import date

import pytest

from helpcenter.consent.carriers import Invited, render_message, render_sms
from helpcenter.consent.models import Carrier
from helpcenter.i18n.gsm import count_places, count_segments, is_gsm, to_gsm
from helpcenter.i18n.locales import FAMILY_LOCALES, INTERFACE_LOCALES

SITE = "https://aide.example.org"
CODE = "7K2M9QXD4TRW0PZ5"
NAMES = ("CCAS", "Centre social “Les Tilleuls (démo)”", "Maison des jeunes et de la culture de Saint-Étienne-lès-Forêts – service enfance")


def make_invited(organisation: str = NAMES[1], site: str = SITE) -> Invited:
    return Invited(organisation, "Accueil : 01 99 00 12 34", CODE, f"{site}/c/{CODE}", f"{site}/c/", date(2026, 12, 2))


@pytest.mark.parametrize("locale", [locale for locale in FAMILY_LOCALES if locale != "ar"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("site", [SITE, "http://127.0.0.1:8000"])
def test_a_text_message_is_one_segment_of_gsm_letters(locale: str, name: str, site: str) -> None:
    text = render_sms(make_invited(name, site), locale)
    assert is_gsm(text)
    assert count_places(text) <= 160
    assert f"{site}/c/{CODE}" in text
    assert to_gsm(name)[:12] in text


def test_a_very_long_site_address_takes_two_segments_and_keeps_the_link_whole() -> None:
    site = "https://assistance-aux-familles.communaute-de-communes-du-haut-pays.example.org"
    text = render_sms(make_invited(NAMES[2], site), "fr")
    assert f"{site}/c/{CODE}" in text
    assert count_segments(text) <= 2


@pytest.mark.parametrize(
    ("locale", "name"), [("fr", "Intercommunalité-du-Haut-Pays-de-la-Source"), ("ar", "مركزاجتماعيلجميعالعائلاتفيالمنطقةكلها" * 2)]
)
def test_a_name_of_one_long_word_is_cut_and_never_left_out(locale: str, name: str) -> None:
    site = "https://assistance-aux-familles.communaute-de-communes-du-haut-pays.example.org"
    text = render_sms(make_invited(name, site), locale)
    assert to_gsm(name)[:9] in text if locale == "fr" else name[:9] in text
    assert count_segments(text) <= (2 if locale == "fr" else 3)


@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
@pytest.mark.parametrize("carrier", Carrier)
def test_each_text_names_the_organisation_and_how_to_check_it_and_asks_for_no_secret(carrier: Carrier, locale: str) -> None:
    text = render_message(carrier, make_invited("CCAS de Bourg-Exemple"), locale)
    assert "CCAS de Bourg-Exemple" in text
    assert re.search("Un doute|Not sure", text)
    assert re.search("numéro|number|Appelez|Call", text)
    assert CODE in text.replace("-", "") or f"/c/{CODE}" in text
    for secret in ("mot de passe", "password"):
        assert text.count(secret) == len(re.findall(f"(?:ni|jamais de|account or|ask for a) {secret}", text))


def test_without_a_known_language_the_text_is_french_with_links_to_the_others() -> None:
    text = render_message(Carrier.MAILBOX, make_invited(), None)
    assert "Bonjour" in text
    assert f"English: {SITE}/c/{CODE}?locale=en" in text
    assert "Français:" not in text
    # Nobody dictates eight addresses on the telephone.
    assert "English:" not in render_message(Carrier.PHONE, make_invited(), None)


def test_a_mail_begins_with_its_subject() -> None:
    assert render_message(Carrier.MAILBOX, make_invited(), "fr").startswith("Objet\u00a0:")


def test_letters_outside_gsm_lose_their_accent_or_are_left_out() -> None:
    assert to_gsm("Forêt « Île » œuvre – 日本 €") == 'Foret " Ile " oeuvre -  €'
    assert count_places("€") == 2


def test_a_turkish_letter_without_a_dot_is_written_with_one_rather_than_left_out() -> None:
    assert to_gsm("yanıtınız") == "yanitiniz"


@pytest.mark.parametrize("name", NAMES)
def test_an_arabic_text_message_keeps_its_letters_and_takes_two_segments_at_most(name: str) -> None:
    text = render_sms(make_invited(name), "ar")
    assert re.search("[\u0621-\u064a]{4}", text)
    assert text.startswith(name[:12])
    assert f"{SITE}/c/{CODE}" in text
    assert count_segments(text) <= 2


def test_letters_outside_gsm_leave_room_for_70_in_one_message() -> None:
    assert count_segments("ش" * 70) == 1
    assert count_segments("ش" * 71) == 2


@pytest.mark.parametrize("carrier", [Carrier.LETTER, Carrier.PHONE, Carrier.MAILBOX, Carrier.COUNTER])
def test_an_arabic_text_keeps_a_code_that_begins_with_digits_in_order(carrier: Carrier) -> None:
    assert "\u200e7K2M-9QXD-4TRW-0PZ5" in render_message(carrier, make_invited(), "ar")
    assert "\u200e" not in render_message(carrier, make_invited(), "de")
