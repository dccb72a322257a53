import pytest

from helpcenter.search.stems import keys_of
from helpcenter.search.words import fold, is_code, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’adresse d'expéditeur", ["adresse", "expéditeur"]),
        ("Qu’on jusqu’à lorsqu'il", ["on", "à", "il"]),
        ("aujourd’hui, un centre d’accueil", ["aujourd", "hui", "un", "centre", "accueil"]),
        ("e-mail : NE-PAS-répondre", ["e", "mail", "ne", "pas", "répondre"]),
        ("code 5.1.1 et 90 jours", ["code", "5.1.1", "et", "90", "jours"]),
        ("anne.b@ani.example", ["anne.b@ani.example", "anne", "b", "ani", "example"]),
        ("\ufeff \u200b !?", []),
    ],
)
def test_french_is_split_into_words_without_what_is_elided(text: str, words: list[str]) -> None:
    assert split_words(text, "fr") == words


def test_english_keeps_contractions_whole_and_drops_the_possessive() -> None:
    assert split_words("The family’s mails don't arrive", "en") == ["the", "family", "mails", "dont", "arrive"]


def test_accents_and_ligatures_are_folded() -> None:
    assert fold("œuvre") == "oeuvre"
    assert fold("reçûs") == "recus"


def test_numbers_codes_and_addresses_are_no_words_to_repair() -> None:
    assert all(map(is_code, ["90", "5.1.1", "anne@ani.example", "4xx"]))
    assert not is_code("élan")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bloquée", "bloqué"),
        ("bloquee", "bloqué"),
        ("bloquees", "bloquer"),
        ("reçus", "recu"),
        ("familles", "famille"),
        ("débloquer", "debloquees"),
        ("boîtes", "boite"),
        ("temporaires", "temporaire"),
    ],
)
def test_forms_of_a_french_word_share_a_key_with_and_without_accents(one: str, other: str) -> None:
    assert set(keys_of(one, "fr")) & set(keys_of(other, "fr"))


@pytest.mark.parametrize(("one", "other"), [("organisations", "organization"), ("withdrawing", "withdraw"), ("mistyped", "mistype")])
def test_forms_of_an_english_word_share_a_key(one: str, other: str) -> None:
    assert set(keys_of(one, "en")) & set(keys_of(other, "en"))


def test_different_words_have_different_keys() -> None:
    words = ["mail", "message", "adresse", "accord", "code", "famille", "blocage", "demande", "passe", "pas"]
    assert len({key for word in words for key in keys_of(word, "fr")}) == len(words)
