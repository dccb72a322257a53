import pytest

from helpcenter.search.roots import is_form, roots_of
from helpcenter.search.sounds import sound_of
from helpcenter.search.vocabulary import Vocabulary

WORDS = {
    "adresse": 20, "bloquée": 4, "bloqué": 9, "boîte": 8, "confirmation": 3, "expéditeur": 5, "famille": 20, "indésirable": 4,
    "mail": 30, "permanente": 3, "pleine": 4, "plainte": 1, "prestataire": 6, "recevoir": 5, "spam": 7, "tutoriel": 2, "5.1.1": 1,
}  # fmt: skip


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(WORDS.items(), ["newsletter"], "fr")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("adrese", ("adresse",)),
        ("adrece", ("adresse",)),
        ("blokee", ("bloque",)),
        ("expeditteur", ("expediteur",)),
        ("indesirabel", ("indesirable",)),
        ("newletter", ("newsletter",)),
        ("permanante", ("permanente",)),
        ("prestatire", ("prestataire",)),
        ("resevoir", ("recevoir",)),
        ("tutorile", ("tutoriel",)),
        ("pourqoi", ("pourquoi",)),
        ("ladresse", ("adresse",)),
        ("adressemail", ("adresse", "mail")),
    ],
)
def test_a_typing_mistake_is_repaired(vocabulary: Vocabulary, typed: str, meant: tuple[str, ...]) -> None:
    assert vocabulary.repair(typed) == meant


@pytest.mark.parametrize("typed", ["spa", "5.1.2", "90", "anne@ani.example", "cantine", "crepes", "xyzxyzxyz"])
def test_what_is_short_or_a_code_or_far_from_every_word_stays(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.repair(typed) == ()


def test_of_two_words_equally_near_the_one_of_more_texts_is_meant() -> None:
    assert Vocabulary([("mails", 2), ("mains", 9)], [], "fr").repair("maims") == ("mains",)


def test_repaired_words_get_their_accents_back(vocabulary: Vocabulary) -> None:
    assert vocabulary.written("expediteur") == "expéditeur"
    assert vocabulary.written("bloque") == "bloqué"


def test_a_word_that_goes_on_is_completed_with_the_commonest_first(vocabulary: Vocabulary) -> None:
    assert vocabulary.beginning_with("pl", 5) == ["pleine", "plainte"]
    assert vocabulary.beginning_with("zz", 5) == []


def test_endings_are_taken_off_but_no_other_word_is_made() -> None:
    assert "debloqu" in roots_of("debloquons", "fr")
    assert is_form("debloquer", "debloqu", "fr")
    assert not is_form("plainte", "plain", "fr")
    assert list(roots_of("est", "fr")) == []


def test_words_that_sound_alike_are_told_by_ear() -> None:
    assert sound_of("debloker", "fr") == sound_of("débloquer", "fr")
    assert sound_of("adrèce", "fr") == sound_of("adresse", "fr")
    assert sound_of("recieve", "en") == sound_of("receive", "en")
    assert sound_of("mail", "fr") != sound_of("main", "fr")
