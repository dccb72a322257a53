import pytest

from helpcenter.i18n.countries import country_in


@pytest.mark.parametrize(
    ("locale", "country", "name"),
    [
        ("ar", "France", "فرنسا"),
        ("de", "fr", "Frankreich"),
        ("en", "États-Unis", "United States"),
        ("fr", "Germany", "Allemagne"),
        ("fr", "France", "France"),
        ("tr", "Union de quelque part", "Union de quelque part"),
        ("tr", "", ""),
    ],
)
def test_a_country_is_named_in_the_readers_language(locale: str, country: str, name: str) -> None:
    assert country_in(locale, country) == name
