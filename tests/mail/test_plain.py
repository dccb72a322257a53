"""The plain part reads like a letter, not like Markdown."""

import pytest

from helpcenter.mail.plain import close_gaps, plain_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Important** : lisez", "Important : lisez"),
        ("C’est *vraiment* tout", "C’est vraiment tout"),
        ("l’adresse `a_b_c@ani.example`", "l’adresse a_b_c@ani.example"),
        ("a_b_c@ani.example", "a_b_c@ani.example"),
        ("## La suite {#suite}\n\nTexte", "La suite\n\nTexte"),
        ("[le site](https://ani.example/) répond", "le site (https://ani.example/) répond"),
        ("[aide@ani.example](mailto:aide@ani.example)", "aide@ani.example"),
        ("- un\n- deux", "- un\n- deux"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_marks_go_and_words_stay(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


def test_a_value_without_words_leaves_no_hole() -> None:
    assert close_gaps("un\n\n  \n\ndeux\n") == "un\n\ndeux"
