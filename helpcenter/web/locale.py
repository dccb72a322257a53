"""The language of a request: from its URL, its query, the person's choice, the browser; else French."""

from flask import Flask, current_app, request
from flask_babel import Babel
from flask_login import current_user
from werkzeug.routing import BaseConverter

from helpcenter.i18n.catalogs import FOLDER
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.i18n.locales import DEFAULT_LOCALE, INTERFACE_LOCALES, Locale, choose_locale
from helpcenter.i18n.locales import get_locale as locale_of_code
from helpcenter.web.words import chosen_locale, init_words
from helpcenter.web.words import gettext as _
from helpcenter.web.words import lazy_gettext as _l
from helpcenter.web.words import ngettext as _n

__all__ = ["_", "_l", "_n", "init_locale", "request_locale"]

babel = Babel()


class LocaleConverter(BaseConverter):
    """The part `<locale:locale>` of a URL: only languages that the product has."""

    regex = "|".join(INTERFACE_LOCALES)


def init_locale(app: Flask) -> None:
    """Make URLs, forms and templates speak the language of the request."""
    app.url_map.converters["locale"] = LocaleConverter
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=str(FOLDER), BABEL_DEFAULT_LOCALE=DEFAULT_LOCALE)
    babel.init_app(app, locale_selector=select_locale, timezone_selector=lambda: str(HOUSE_ZONE))
    init_words(app)
    app.url_defaults(_keep_locale)


def select_locale() -> str:
    """The code of the language in which this request is answered."""
    if not request:
        return DEFAULT_LOCALE
    in_url = (request.view_args or {}).get("locale") or request.args.get("locale", "")
    if in_url in INTERFACE_LOCALES:
        return str(in_url)
    return _chosen_by_person() or choose_locale(request.accept_languages.values())


def _chosen_by_person() -> str | None:
    # Without a cookie nobody is signed in: the answer must not depend on a session.
    if not request.cookies:
        return None
    locale = getattr(current_user, "locale", None)
    return locale if locale in INTERFACE_LOCALES else None


def request_locale() -> Locale:
    """The locale of this request, with tag and direction."""
    return locale_of_code((chosen_locale() or DEFAULT_LOCALE).split("_")[0])


def _keep_locale(endpoint: str, values: dict[str, object]) -> None:
    """Let links to pages in a language stay in the language of this page."""
    if "locale" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values["locale"] = request_locale().code
