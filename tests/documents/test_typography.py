import pytest

from helpcenter.documents.typography import typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("un ; deux !", "un\u202f; deux\u202f!"),
        ("Ici : là", "Ici\u00a0: là"),
        ("« De »", "«\u00a0De\u00a0»"),
        ("«De »", "«\u00a0De\u00a0»"),
        ("5 %", "5\u00a0%"),
        ("l'adresse d'aujourd'hui", "l’adresse d’aujourd’hui"),
        ("'cité'", "'cité'"),
        ("https://a.example", "https://a.example"),
    ],
)
def test_french_marks_get_the_blank_that_does_not_break(typed: str, printed: str) -> None:
    assert typeset(typed, "fr") == printed


def test_other_languages_stay_as_they_are() -> None:
    assert typeset("What ? « x »", "en") == "What ? « x »"
