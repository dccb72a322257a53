"""The addresses of a page for browsers and search engines: the canonical one, and one per language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from helpcenter.i18n.locales import DEFAULT_LOCALE, get_locale

# The territory that link previews expect beside the language.
PREVIEW_LOCALES = {"fr": "fr_FR", "en": "en_GB", "es": "es_ES", "pt": "pt_PT", "de": "de_DE", "it": "it_IT", "tr": "tr_TR", "ar": "ar_AR"}


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses: this page's own, its translations by language tag, and the one for any other language."""

    canonical: str
    alternates: tuple[tuple[str, str], ...]
    default: str
    preview_locale: str


def make_addresses(url_in: Callable[[str], str], locale: str, locales: Iterable[str]) -> Addresses:
    """The addresses of a page whose text is in `locale`, and which exists in `locales`; `url_in(locale)` gives each."""
    written = tuple(locales)
    # What search engines show to readers of any other language (hreflang x-default).
    default = DEFAULT_LOCALE if DEFAULT_LOCALE in written else locale
    return Addresses(
        canonical=url_in(locale),
        alternates=tuple((get_locale(code).tag, url_in(code)) for code in written),
        default=url_in(default),
        preview_locale=PREVIEW_LOCALES.get(locale, locale),
    )
