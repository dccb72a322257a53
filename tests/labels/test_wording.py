"""What may be written down as the words of a button."""

import pytest

from helpcenter.labels.wording import WordingError, WordingProblem, parse_wording


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Créer   un filtre ", "Créer un filtre"),
        ("Cre\u0301er", "Créer"),
        ("Spam & « autres » : 100 %", "Spam & « autres » : 100 %"),
        ("عدم الإرسال مطلقًا", "عدم الإرسال مطلقًا"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 120, "x" * 120),
        ("Filtres\u00a0: tous", "Filtres : tous"),
    ],
)
def test_words_of_a_screen_are_kept_as_they_are_read(typed: str, kept: str) -> None:
    assert parse_wording(typed) == kept


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", WordingProblem.EMPTY),
        (" \u00a0 ", WordingProblem.EMPTY),
        ("x" * 121, WordingProblem.TOO_LONG),
        ("<b>Filtre</b>", WordingProblem.MARKUP),
        ("{sender}", WordingProblem.MARKUP),
        ("a\x00b", WordingProblem.UNSEEN),
        ("a\nevidence: screen", WordingProblem.UNSEEN),
        ("a\u202eb", WordingProblem.UNSEEN),
        ("a\u2028b", WordingProblem.UNSEEN),
        ("a\ue000b", WordingProblem.UNSEEN),
    ],
)
def test_what_no_screen_shows_is_refused_with_its_reason(typed: str, problem: WordingProblem) -> None:
    with pytest.raises(WordingError) as refused:
        parse_wording(typed)
    assert refused.value.problem is problem
