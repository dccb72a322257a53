import pytest

from helpcenter.search.synonyms import Synonyms
from helpcenter.search.words import split_words

GROUPS = [
    ["mail", "e-mail", "courriel"],
    ["boîte pleine", "quota dépassé"],
    ["par erreur", "sans le vouloir"],
    ["n’arrive pas", "non reçu"],
]


def concepts(text: str) -> list[str]:
    return [span.concept for span in Synonyms(GROUPS, "fr").find(split_words(text, "fr"))]


@pytest.mark.parametrize("text", ["COURRIELS", "un e mail", "le mail", "e-mail"])
def test_members_of_a_group_mean_the_same_in_any_form(text: str) -> None:
    assert "§0" in concepts(text)


@pytest.mark.parametrize(
    "text", ["boite pleine", "la boîte est pleine", "boîtes pleines", "quota depassé", "la boîte de la famille est pleine"]
)
def test_a_phrase_is_recognised_whatever_little_words_stand_between(text: str) -> None:
    assert "§1" in concepts(text)


def test_a_phrase_of_little_words_counts_word_for_word_only() -> None:
    assert "§2" in concepts("signalé par erreur")
    assert "§2" in concepts("je l’ai fait sans le vouloir")
    assert "§2" not in concepts("erreur permanente")
    assert "§3" in concepts("il n’arrive pas")


def test_half_a_phrase_is_nothing() -> None:
    assert concepts("pleine") == []
    assert concepts("boîte à chaussures souvent bien pleine") == []
    assert concepts("") == []


def test_a_found_phrase_tells_where_it_stands() -> None:
    (span,) = Synonyms(GROUPS, "fr").find(split_words("oui, la boîte est pleine", "fr"))
    assert (span.start, span.end) == (2, 5)
