"""The name of a country in a reader's language, whether a setting says its name in a language of the interface or its code (FR)."""

from functools import cache

import babel

from helpcenter.i18n.locales import INTERFACE_LOCALES


@cache
def country_in(locale: str, country: str) -> str:
    """The country as readers of this language call it; what is no known country stays as it is."""
    name: str = babel.Locale.parse(locale).territories.get(_code_of(country), country)
    return name


def _code_of(country: str) -> str:
    wanted = country.strip().casefold()
    for locale in INTERFACE_LOCALES:
        for code, name in babel.Locale.parse(locale).territories.items():
            # Codes of digits are continents.
            if code.isalpha() and wanted in {code.casefold(), name.casefold()}:
                return str(code)
    return ""
