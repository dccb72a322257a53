"""Short texts: one line, nothing invisible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.organisations.texts import clean_line, make_slug


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Centre   social\nLes Tilleuls ", "Centre social Les Tilleuls"),
        ("Mairie\u202e elpmexe", "Mairie elpmexe"),
        ("e\u0301cole", "école"),
        ("a\u200bb\ufeff", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\x00\x1b[31m", "[31m"),
    ],
)
def test_a_text_becomes_one_visible_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean_line(clean_line(typed)) == clean_line(typed)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Centre social « Les Tilleuls »", "centre-social-les-tilleuls"),
        ("Mairie d’Été", "mairie-d-ete"),
        ("Cœur de Ville, Strasse ß", "coeur-de-ville-strasse-ss"),
        ("日本", ""),
        ("a" * 80, "a" * 60),
    ],
)
def test_a_short_name_is_made_from_a_title(name: str, slug: str) -> None:
    assert make_slug(name, 60) == slug
