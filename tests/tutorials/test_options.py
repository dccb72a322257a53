"""The wishes that stand in the address of a sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.tutorials.options import SheetOptions, Size


def test_wishes_are_read_from_an_address_and_written_into_one() -> None:
    wishes = SheetOptions(screen="pt_BR", second="ar", size=Size.LARGE)
    assert wishes.query() == "?screen=pt_BR&with=ar&size=large"
    assert SheetOptions.from_args({"screen": "pt_BR", "with": "ar", "size": "large"}) == wishes


def test_without_wishes_the_address_ends_with_nothing() -> None:
    assert SheetOptions.from_args({}).query() == ""


@pytest.mark.parametrize("args", [{"screen": "../etc"}, {"with": "nl"}, {"size": "huge"}, {"screen": ""}])
def test_what_nobody_knows_is_no_wish(args: dict[str, str]) -> None:
    assert SheetOptions.from_args(args) == SheetOptions()


@given(st.dictionaries(st.sampled_from(["screen", "with", "size"]), st.text(max_size=12)))
def test_no_address_breaks_a_sheet(args: dict[str, str]) -> None:
    wishes = SheetOptions.from_args(args)
    assert SheetOptions.from_args(dict(part.split("=") for part in wishes.query().lstrip("?").split("&") if part)) == wishes
