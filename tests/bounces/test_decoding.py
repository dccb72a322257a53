"""Bytes become text as well as they can, whatever a mail says of itself."""

import base64

import pytest

from helpcenter.bounces.decoding import LONGEST_TEXT, decode_body, decode_text


@pytest.mark.parametrize("text", ["Boîte supprimé", "Boîte supprimée", "Boîte supprimées", "x"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16le", "iso-8859-1"])
def test_the_last_letter_of_a_body_in_base64_is_kept(text: str, charset: str) -> None:
    assert decode_body(base64.encodebytes(text.encode(charset)), "base64", charset) == text


def test_base64_without_its_padding_or_with_a_letter_too_much_is_read() -> None:
    assert decode_body(b"Qm/DrnRl", "base64", "utf-8") == "Boîte"
    assert decode_body(b"Qm/DrnRlQ", "base64", "utf-8") == "Boîte"
    assert decode_body(b"Qm/DrnRlcw", "base64", "utf-8") == "Boîtes"


def test_a_long_text_is_cut_off_without_losing_its_accents() -> None:
    assert decode_text(("é" * LONGEST_TEXT).encode()[: LONGEST_TEXT + 1]).startswith("éé")


def test_an_accent_at_the_end_of_an_unnamed_old_text_is_no_broken_letter() -> None:
    assert decode_text("Utilisateur supprimé".encode("cp1252")) == "Utilisateur supprimé"
