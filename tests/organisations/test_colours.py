"""Colours: read strictly, and always dark enough for white text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.organisations.colours import READABLE, WHITE, ColourError, choose_colour, contrast, parse_colour

COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(("typed", "read"), [("#1D5F8A", "#1d5f8a"), (" 1d5f8a ", "#1d5f8a"), ("#AbC", "#aabbcc")])
def test_a_colour_is_read_in_its_usual_spellings(typed: str, read: str) -> None:
    assert parse_colour(typed) == read


@pytest.mark.parametrize("typed", ["red;}", "red", "", "#12", "#1234567", "#12345g", "url(x)", "#1d5f8a;", "#１２３４５６"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ColourError):
        parse_colour(typed)


def test_the_contrast_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == pytest.approx(1)
    # The well-known lightest grey that passes on white.
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_white_text_can_always_be_read_on_the_used_colour(colour: str) -> None:
    assert contrast(choose_colour(colour).used, WHITE) >= READABLE


@given(COLOURS)
def test_a_colour_that_is_dark_enough_is_left_alone(colour: str) -> None:
    choice = choose_colour(colour)
    assert choice.is_corrected == (contrast(colour, WHITE) < READABLE)


@given(COLOURS)
def test_a_corrected_colour_is_only_just_dark_enough(colour: str) -> None:
    choice = choose_colour(colour)
    if choice.is_corrected:
        assert contrast(choice.used, WHITE) < READABLE + 0.25


@pytest.mark.parametrize(("pale", "loudest"), [("#ffee00", (0, 1)), ("#ff9fc0", (0,)), ("#9fe8ff", (2,))])
def test_a_corrected_colour_keeps_its_hue(pale: str, loudest: tuple[int, ...]) -> None:
    used = choose_colour(pale).used
    channels = [int(used[at : at + 2], 16) for at in (1, 3, 5)]
    assert all(channels[index] >= max(channels) * 0.9 for index in loudest)
