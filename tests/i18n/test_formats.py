"""Dates as a reader writes them, on the house's clock."""

from datetime import UTC, date, datetime

import pytest

from helpcenter.i18n.formats import format_date, format_moment, write_day


@pytest.mark.parametrize(("locale", "words"), [("fr", "3 novembre 2026"), ("en", "3 November 2026"), ("pt", "3 de novembro de 2026")])
def test_a_day_is_written_in_words(locale: str, words: str) -> None:
    assert format_date(date(2026, 11, 3), locale) == words


@pytest.mark.parametrize(("locale", "words"), [("fr", "1er décembre 2026"), ("en", "1 December 2026"), ("tr", "1 Aralık 2026")])
def test_french_writes_the_first_of_a_month_as_an_ordinal(locale: str, words: str) -> None:
    assert format_date(date(2026, 12, 1), locale) == words
    assert format_date(date(2026, 12, 11), "fr") == "11 décembre 2026"
    assert write_day(date(2026, 12, 1), "EEEE d MMMM", "fr") == "mardi 1er décembre"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2 juillet 2026 à 00:30"),
        (datetime(2026, 12, 1, 22, 30, tzinfo=UTC), "1er décembre 2026 à 23:30"),
    ],
)
def test_a_moment_follows_summer_and_winter_time(moment: datetime, words: str) -> None:
    assert format_moment(moment, "fr") == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("es", "2 de julio de 2026, 00:30"),
        ("pt", "2 de julho de 2026, 00:30"),
        ("it", "2 luglio 2026, 00:30"),
        ("de", "2. Juli 2026, 00:30"),
        ("tr", "2 Temmuz 2026, 00:30"),
        ("ar", "2 يوليو 2026, 00:30"),
    ],
)
def test_a_moment_has_the_little_words_of_its_language(locale: str, words: str) -> None:
    assert format_moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), locale) == words
