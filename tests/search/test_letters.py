from rapidfuzz.distance import OSA

from helpcenter.search.letters import LetterFilter

WORDS = ["adresse", "adresses", "bloque", "boite", "code", "debloquer", "expediteur", "pleine", "plaine", "permanente", "tutoriel"]


def test_no_word_that_is_near_enough_is_left_out() -> None:
    words = LetterFilter(WORDS)
    typed = ["adrese", "blouqe", "boitte", "cod", "deblokquer", "expedieturs", "plein", "prmanantte", "tutorile", "x", "oe", "zzzzzzzz"]
    for word in typed:
        for slips in (1, 2):
            near = [other for other in WORDS if OSA.distance(word, other) <= slips]
            assert [other for other in near if other not in words.near(word, slips)] == []


def test_words_of_other_letters_are_not_even_compared() -> None:
    assert set(LetterFilter(WORDS).near("expediteru", 2)) == {"expediteur"}
    assert list(LetterFilter([]).near("adresse", 2)) == []
