"""Two changes of one text come together, or the place where they cannot is counted."""

from hypothesis import given
from hypothesis import strategies as st

from helpcenter.documents.merging import merge

BASE = "one\ntwo\nthree\nfour\nfive\n"
TEXT = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8).map("".join)


def test_changes_of_different_lines_come_together() -> None:
    merged = merge(BASE, BASE.replace("one", "ONE"), BASE.replace("five", "FIVE\nsix"))
    assert merged.text == "ONE\ntwo\nthree\nfour\nFIVE\nsix\n"
    assert merged.is_clean


def test_a_removal_and_an_addition_come_together() -> None:
    merged = merge(BASE, BASE.replace("two\n", ""), BASE.replace("four\n", "four\nfour and a half\n"))
    assert merged.text == "one\nthree\nfour\nfour and a half\nfive\n"


def test_the_same_change_made_twice_is_made_once() -> None:
    changed = BASE.replace("three", "3")
    assert merge(BASE, changed, changed) == merge(BASE, changed, BASE)


def test_two_changes_of_one_line_are_a_conflict_in_which_mine_stands() -> None:
    merged = merge(BASE, BASE.replace("three", "mine"), BASE.replace("three", "theirs"))
    assert merged.text == BASE.replace("three", "mine")
    assert merged.conflicts == 1


def test_changes_of_neighbouring_lines_are_for_a_person_to_judge() -> None:
    assert not merge(BASE, BASE.replace("two", "2"), BASE.replace("three", "3")).is_clean


def test_texts_that_share_nothing_are_one_conflict() -> None:
    assert merge("", "mine\n", "theirs\n").conflicts == 1


@given(base=TEXT, changed=TEXT)
def test_a_change_of_one_side_only_is_taken_whole(base: str, changed: str) -> None:
    assert merge(base, changed, base) == merge(base, base, changed) == merge(base, changed, changed)
    assert merge(base, changed, base).text == changed
    assert merge(base, changed, base).is_clean
