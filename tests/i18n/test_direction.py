"""Names and numbers of organisations keep their own direction."""

import pytest

from helpcenter.i18n.direction import direction_of


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Centre social Les Tilleuls", "ltr"), ("المركز الاجتماعي", "rtl"), ("12 – مركز Nord", "rtl"), ("01 99 00 12 34", "ltr"), ("", "ltr")],
)
def test_words_run_as_their_first_letter_does(text: str, direction: str) -> None:
    assert direction_of(text) == direction
