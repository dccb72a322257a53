"""Codes: what is made, what is understood."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.consent.codes import ALPHABET, LENGTH, clean_code, group_code, has_digit, hash_code, is_code, make_code


def test_a_code_has_16_signs_of_the_alphabet_and_none_that_look_alike() -> None:
    code = make_code()
    assert is_code(code)
    assert not set("ILOU") & set(ALPHABET)
    assert len(ALPHABET) ** LENGTH == 2**80


def test_no_two_codes_are_the_same_and_none_is_made_of_letters_only() -> None:
    made = {make_code() for _ in range(3_000)}
    assert len(made) == 3_000
    assert all(has_digit(code) for code in made)


@pytest.mark.parametrize(
    "typed",
    [
        "7K2M9QXD4TRW0PZ1",
        "7k2m-9qxd-4trw-0pz1",
        " 7K2M 9QXD 4TRW 0PZ1 ",
        "7K2M–9QXD—4TRW‑OPZI",
        "7k2m9qxd4trwopzl",
        "7K2M.9QXD.4TRW.0PZ1",
        "https://aide.example.org/c/7K2M-9QXD-4TRW-0PZ1?locale=en",
        "aide.example.org/c/7K2M9QXD4TRW0PZ1/",
        "７K2M9QXD4TRW0PZ1",
        "7K2M9QXD\u00a04TRW0PZ1",
        "\u200e7K2M-9QXD-4TRW-0PZ1",
        "٧K٢M9QXD٤TRW٠PZ١",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert clean_code(typed) == "7K2M9QXD4TRW0PZ1"


@pytest.mark.parametrize("typed", ["", "7K2M", "7K2M9QXD4TRW0PZ11", "7K2M9QXD4TRW0PZU", "7K2M9QXD4TRW0PZé", "../../etc/passwd"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert not is_code(clean_code(typed))


@given(st.text(max_size=400))
def test_any_text_can_be_cleaned_and_cleaning_twice_changes_nothing(typed: str) -> None:
    once = clean_code(typed)
    assert clean_code(once) == once or not is_code(once)


def test_the_groups_of_a_code_clean_back_to_it() -> None:
    code = make_code()
    assert group_code(code).count("-") == 3
    assert clean_code(group_code(code)) == code


def test_the_hash_does_not_hold_the_code() -> None:
    hashed = hash_code("7K2M9QXD4TRW0PZ1")
    assert hashed == hashlib.sha256(b"7K2M9QXD4TRW0PZ1").hexdigest()
    assert "7K2M" not in hashed.upper()
