"""Whom to ask, with links that a phone can follow."""

import pytest

from helpcenter.tutorials.contact import contact_parts


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("Accueil : 01 99 00 12 34, du lundi au vendredi, 9 h – 18 h", ["tel:0199001234"]),
        ("Accueil : 01\u00a099\u00a000\u00a012\u00a034", ["tel:0199001234"]),
        ("0199001234 ou +33 1 99 00 12 34", ["tel:0199001234", "tel:+33199001234"]),
        ("+33 (0)1.99.00.12.34", ["tel:+33199001234"]),
        ("bonjour@tilleuls.example, guichet 3", ["mailto:bonjour@tilleuls.example?subject=%C3%89tape%203"]),
        ("Guichet 3, 2e étage, 75001 Paris", []),
        ("SIRET 123 456 789 00012", []),
        ("", []),
    ],
)
def test_addresses_and_numbers_become_links_and_no_word_is_lost(line: str, links: list[str]) -> None:
    parts = contact_parts(line, "Étape 3")
    assert [part.url for part in parts if part.url] == links
    assert "".join(part.text for part in parts) == line


def test_hostile_words_stay_words() -> None:
    parts = contact_parts('javascript:alert(1) <a href="x">a@b</a>', "x")
    assert [part.url for part in parts] == [""]
