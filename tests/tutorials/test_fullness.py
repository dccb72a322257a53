"""The fuller a sheet, the smaller its drawings."""

from dataclasses import replace

import pytest

from helpcenter.tutorials.fullness import Fullness

USUAL = Fullness(steps=9, before=0, after=0, name=20, sender_address=30, contact_line=40, locale="fr")


@pytest.mark.parametrize(
    ("sheet", "classes"),
    [
        (USUAL, ()),
        (replace(USUAL, steps=8), ("medium",)),
        (replace(USUAL, steps=4), ("short",)),
        (replace(USUAL, before=1), ("tight",)),
        (replace(USUAL, name=51), ("tight",)),
        (replace(USUAL, before=200, after=51), ("crowded",)),
        (replace(USUAL, before=200, after=251), ("crowded", "crowded-full")),
        (replace(USUAL, sender_address=71), ("crowded",)),
        (replace(USUAL, steps=4, sender_address=71), ("crowded",)),
    ],
)
def test_the_more_is_written_the_smaller_it_is_drawn(sheet: Fullness, classes: tuple[str, ...]) -> None:
    assert sheet.classes() == classes


def test_german_needs_more_room() -> None:
    german = replace(USUAL, locale="de")
    assert german.classes() == ("tight",)
    assert replace(german, contact_line=46).classes() == ("crowded",)
    assert replace(german, before=901).classes() == ("crowded", "crowded-full", "crowded-brim")


def test_two_languages_are_smaller_where_one_of_them_is_long() -> None:
    assert replace(USUAL, second="ar").classes() == ("double",)
    assert replace(USUAL, second="de").classes() == ("double", "double-long")
    assert replace(USUAL, second="ar", before=251).classes() == ("double", "double-long", "double-full")
    assert replace(USUAL, second="ar", before=901).classes() == ("double", "double-long", "double-full", "double-brim")
    assert replace(USUAL, second="ar", steps=5, sender_address=71).classes() == ("double", "double-long", "double-full")


def test_few_steps_leave_their_page_to_words_that_stand_before_them() -> None:
    short = replace(USUAL, steps=4)
    assert replace(short, after=600).classes() == ("short",)
    assert replace(short, before=1).classes() == ("short", "short-words")
    assert replace(short, before=131).classes() == ("short", "short-full")
