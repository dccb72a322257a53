import errno

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpcenter.search.service import Answer, Searches, ShownResult
from tests.search.texts import MemorySource, slugs


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("boîte pleine", "full"),
        ("boites pleines", "full"),
        ("la boite est plaine", "full"),
        ("quota dépassé", "full"),
        ("adresse d'expediteur", "sender"),
        ("lexpediteur", "sender"),
        ("debloquer", "steps"),
        ("débloquons", "steps"),
        ("lever le blocage", "steps"),
        ("pourquoi un courriel est-il bloqué ?", "blocked"),
        ("que veut dire user unknown", "codes"),
        ("5.1.1", "codes"),
        ("ne-pas-repondre@ani.example", "sender"),
        ("exped", "sender"),
    ],
)
def test_people_find_what_they_mean(searches: Searches, query: str, first: str) -> None:
    assert slugs(searches, query)[0] == first


def test_the_best_section_is_named_and_opened(searches: Searches) -> None:
    searches.freshen()
    first = searches.results("accord de la famille", "fr")[0]
    assert (first.slug, first.heading, first.anchor, first.url) == (
        "steps",
        "L’accord de la famille",
        "consent",
        "/fr/articles/steps#consent",
    )
    assert searches.results("débloquer une adresse", "fr")[0].url == "/fr/articles/steps"


def test_a_text_is_listed_once(searches: Searches) -> None:
    found = slugs(searches, "famille")
    assert len(found) == len(set(found)) > 1


def test_what_no_text_is_about_is_not_found(searches: Searches) -> None:
    assert slugs(searches, "recette de crêpes") == []
    assert slugs(searches, "horaires cantine tarifs adresse") == []


def test_how_many_results_there_is_room_for_decides_nothing_else(searches: Searches, source: MemorySource) -> None:
    # The best by its rare word holds little of what is asked; another that holds most of it comes behind.
    source.put("rare", "Trottinette", "Trottinette, trottinette.")
    source.put("most", "Autre", "Un mail arrive, une boîte, une adresse, et une trottinette.")
    searches.complete()
    query = "trottinette piscine patinoire cinéma boîte adresse"
    every = [hit.slug for hit in searches.results(query, "fr")]
    assert every
    assert [[hit.slug for hit in searches.results(query, "fr", limit)] for limit in (1, 2)] == [every[:1], every[:2]]


def test_a_word_of_all_texts_finds_them_when_it_stands_alone_and_else_does_not_disturb(searches: Searches, source: MemorySource) -> None:
    for number in range(8):
        source.put(f"text-{number}", f"Texte {number}", "Une trottinette bleue." if number else "Une trottinette bleue avec pompe.")
    for slug, locale in [*source.documents]:
        if not slug.startswith("text-"):
            del source.documents[slug, locale]
    assert len(slugs(searches, "trottinette")) == 8
    assert slugs(searches, "trottinette pompe")[0] == "text-0"


def test_a_repaired_query_is_told_and_can_be_insisted_on(searches: Searches) -> None:
    answer = searches.answer("Adresse d’expéditteur", "fr")
    assert answer.understood == "Adresse d’expéditeur"
    assert answer.results[0].slug == "sender"
    insisted = searches.answer("expéditteur", "fr", is_exact=True)
    assert (insisted.understood, insisted.results) == ("", ())


def test_nothing_is_told_of_a_query_that_needed_no_repair(searches: Searches) -> None:
    assert searches.answer("debloquees", "fr").understood == ""


def test_the_reader_learns_when_no_text_holds_all_words(searches: Searches) -> None:
    assert searches.answer("expéditeur trottinette", "fr").is_partial
    assert not searches.answer("expéditeur adresse", "fr").is_partial


def test_another_language_answers_below_and_not_twice(searches: Searches, source: MemorySource) -> None:
    source.put("rights", "Your rights", "Everybody may withdraw.", locale="en")
    answer = searches.answer("withdraw rights", "fr")
    assert answer.results == ()
    assert [(other.slug, other.locale) for other in answer.others] == [("rights", "en")]
    assert searches.answer("mail", "fr").others == ()


def test_excerpts_mark_what_was_looked_for_and_its_synonyms(searches: Searches) -> None:
    (first, *_) = searches.answer("courriels remis à la famille", "fr").results
    marked = [part.text for part in first.excerpt if part.is_marked]
    assert (first.slug, marked) == ("full", ["mail", "remis", "famille"])


def test_suggestions_complete_the_last_word(searches: Searches) -> None:
    assert searches.suggest("expé", "fr")[0].slug == "sender"
    assert searches.suggest("adresse expé", "fr")[0].slug == "sender"
    # A blank says that the word is finished.
    assert [result.slug for result in searches.suggest("débl ", "fr")] == [result.slug for result in searches.suggest("débl", "fr")]


def test_a_query_of_little_words_alone_is_answered(searches: Searches, source: MemorySource) -> None:
    source.put("who", "À qui ?", "Vous.")
    assert slugs(searches, "a qui") == ["who"]


def test_an_empty_house_answers_nothing(searches: Searches, source: MemorySource) -> None:
    source.documents.clear()
    assert searches.answer("adresse", "fr") == Answer("adresse")
    assert searches.suggest("adresse", "fr") == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=400))
def test_no_text_that_people_paste_breaks_the_search(searches: Searches, query: str) -> None:
    answer = searches.answer(query, "fr")
    assert all(isinstance(result, ShownResult) for result in answer.results)


@pytest.mark.parametrize(
    "query",
    [
        "title:x AND (",
        '"',
        "a" * 100_000,
        "adresse " * 5_000,
        "*" * 300,
        "\\",
        "mail^99 OR [a TO z]",
        "§0",
        "§0 mail",
        "-1 +2 ~3",
        "'" * 300,
    ],
)
def test_hostile_queries_are_only_words(searches: Searches, query: str) -> None:
    assert len(searches.answer(query, "fr").results) <= 10


# What a full disk makes of writing a file, and of writing an index.
FAILURES = [OSError(errno.ENOSPC, "No space left on device"), ValueError("An IO error occurred: 'No space left on device'")]


@pytest.mark.parametrize("failure", FAILURES)
def test_without_room_nothing_is_available_and_whoever_asks_next_tries_again(
    searches: Searches, source: MemorySource, failure: Exception
) -> None:
    source.failure = failure
    assert searches.answer("boîte pleine", "fr") == Answer("boîte pleine", is_available=False)
    assert searches.suggest("boîte", "fr") == ()
    source.failure = None
    assert searches.answer("boîte pleine", "fr").results[0].slug == "full"


@pytest.mark.parametrize("failure", FAILURES)
def test_without_room_for_what_changed_the_rest_is_found(searches: Searches, source: MemorySource, failure: Exception) -> None:
    assert slugs(searches, "boîte pleine")[0] == "full"
    source.put("new", "Trottinette", "Une trottinette.")
    source.failure = failure
    assert slugs(searches, "trottinette") == []
    assert slugs(searches, "boîte pleine")[0] == "full"
    source.failure = None
    searches.complete()
    assert slugs(searches, "trottinette") == ["new"]
