import pytest

from helpcenter.search.excerpts import LETTERS, Marker, Part
from helpcenter.search.plan import Plan, Planner, Typed
from helpcenter.search.synonyms import Synonyms
from helpcenter.search.vocabulary import Vocabulary

SYNONYMS = Synonyms([["mail", "courriel"], ["boîte pleine", "quota dépassé"]], "fr")


def plan_of(query: str) -> Plan:
    return Planner(Vocabulary([], SYNONYMS.words, "fr"), SYNONYMS, lambda _key: True).make(Typed(query))


def shown(parts: tuple[Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in parts)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("adresse", "L’adresse et les ADRESSES.", "L’[adresse] et les [ADRESSES]."),
        ("bloquee", "Un mail bloqué, une famille bloquée", "Un mail [bloqué], une famille [bloquée]"),
        ("courriel", "Le mail part.", "Le [mail] part."),
        ("quota dépassé", "Sa boîte est pleine.", "Sa [boîte] est [pleine]."),
        ("5.1.1", "Le code 5.1.1 : adresse", "Le code [5.1.1] : adresse"),
        ("le la de", "Le la de", "[Le] [la] [de]"),
        ("rien", "", ""),
    ],
)
def test_words_are_marked_as_they_stand(query: str, text: str, marked: str) -> None:
    assert shown(Marker(plan_of(query), SYNONYMS).mark(text)) == marked


def test_an_excerpt_begins_with_the_sentence_that_answers() -> None:
    text = "Une phrase de plus. " * 30 + "Le serveur refuse le mail. " + "Encore une phrase. " * 30
    excerpt = shown(Marker(plan_of("serveur"), SYNONYMS).excerpt(text, ""))
    assert excerpt.startswith("Le [serveur] refuse le mail.")
    assert excerpt.endswith(" …")
    assert len(excerpt) < LETTERS + 10


def test_the_place_with_most_of_the_words_is_shown() -> None:
    text = "Le serveur. " + "Rien. " * 60 + "Le serveur refuse le mail bloqué."
    assert "refuse" in shown(Marker(plan_of("serveur bloqué"), SYNONYMS).excerpt(text, ""))


def test_without_any_of_the_words_the_other_text_is_shown() -> None:
    assert shown(Marker(plan_of("serveur"), SYNONYMS).excerpt("Rien ici.", "Un résumé.")) == "Un résumé."


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    excerpt = shown(Marker(plan_of("serveur"), SYNONYMS).excerpt("x" * 2_000 + " serveur " + "y" * 2_000, ""))
    assert "[serveur]" in excerpt
    assert len(excerpt) < 300


def test_a_heading_does_not_run_into_the_next_line() -> None:
    text = "Elle ne vaut pas pour tout\nElle vaut après une erreur.\nEt ensuite"
    assert (
        shown(Marker(plan_of("erreur"), SYNONYMS).excerpt(text, ""))
        == "Elle ne vaut pas pour tout · Elle vaut après une [erreur]. Et ensuite"
    )
