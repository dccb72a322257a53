"""Words of searches: folded, and nothing that names a person stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.feedback.wording import WORDS_LENGTH, normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Mail   BLOQUÉ ", "mail bloqué"),
        ("l’adresse\tde\nl'expéditeur", "l’adresse de l'expéditeur"),
        ("550 5.1.1 5.7.1 user unknown", "550 5.1.1 5.7.1 user unknown"),
        ("bloqué 90 jours en 2026", "bloqué 90 jours en 2026"),
        ("250 000 mails par an", "250 000 mails par an"),
        ("mail pour test code", "mail pour test code"),
        ("« pourquoi » ?", "pourquoi » ?"),
    ],
)
def test_words_that_say_something_about_mails_stay(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("jeanne.exemple@courrier.example bloquée", "bloquée"),
        ("jeanne @ courrier.example bloquée", "bloquée"),
        ("jeanne.exemple＠courrier.example bloquée", "bloquée"),
        ("bloquée jeanne@", "bloquée"),
        ("06 12 34 56 78 bloqué", "bloqué"),
        ("06_12_34_56_78 bloqué", "bloqué"),
        ("06–12–34–56–78 bloqué", "bloqué"),
        ("06 · 12 · 34 · 56 · 78", ""),
        ("06, 12, 34, 56, 78", ""),
        ("jeanne(at)courrier.example bloquée", "bloquée"),
        ("jeanne arobase courrier.example bloquée", "bloquée"),
        ("née le 3/4/80 bloquée", "née le bloquée"),
        ("appeler le 06.12.34.56.78.", "appeler le"),
        ("0\u200b6\u200b12345678", ""),
        ("+33 (0)6 12 34 56 78", ""),
        ("٠٦١٢٣٤٥٦٧٨", ""),
        ("1 85 05 78 006 084 42 bloqué", "bloqué"),
        ("FR76 3000 6000 0112 3456 7890 189", ""),
        ("née le 12.10.1980", "née le"),
        ("dossier 123456", "dossier"),
        ("7K2M-9QXD-4TRW-0PZ5", ""),
        ("code 7k2m 9qxd 4trw 0pz5", ""),
        ("7k2m9qxd4trw0pz5 ne marche pas", "ne marche pas"),
        ("https://aide.example/c/7K2M bloqué", "bloqué"),
        ("aide.example/c/7K2M bloqué", "bloqué"),
    ],
)
def test_what_could_name_a_person_is_removed(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@given(st.text(alphabet="ab01 @.-/+é\u200b٣", max_size=400))
def test_no_address_and_no_long_number_ever_stays(typed: str) -> None:
    kept = normalise(typed)
    assert "@" not in kept
    assert not re.search(r"\d{5}", kept)
    assert len(kept) <= WORDS_LENGTH
    assert normalise(kept) == kept


def test_a_very_long_text_takes_no_longer_than_a_search() -> None:
    assert normalise("a" * 100_000) == "a" * WORDS_LENGTH
