"""The language of a request: from its URL, its query, the person's choice, the browser; else French."""

from flask import Flask, current_app, request
from flask_babel import Babel
from flask_login import current_user
from werkzeug.routing import BaseConverter

from helpcenter.i18n.catalogs import FOLDER
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.i18n.locales import DEFAULT_LOCALE, FAMILY_LOCALES, INTERFACE_LOCALES, choose_locale, interface_locale
from helpcenter.web.links import init_links
from helpcenter.web.words import gettext as _
from helpcenter.web.words import init_words, request_locale
from helpcenter.web.words import lazy_gettext as _l
from helpcenter.web.words import ngettext as _n

__all__ = ["_", "_l", "_n", "init_locale", "offered_locales", "request_locale", "serve_families"]

FAMILY_PAGES = "helpcenter.family_pages"

babel = Babel()


class LocaleConverter(BaseConverter):
    """The part `<locale:locale>` of a URL: only languages that every page has."""

    regex = "|".join(INTERFACE_LOCALES)

    def to_url(self, value: str) -> str:
        """A link from a family's page in another language leads to the French one."""
        return interface_locale(value)


class FamilyLocaleConverter(BaseConverter):
    """The part `<family:locale>` of a URL: the languages of what families read."""

    regex = "|".join(FAMILY_LOCALES)


def init_locale(app: Flask) -> None:
    """Make URLs, forms and templates speak the language of the request."""
    app.url_map.converters.update(locale=LocaleConverter, family=FamilyLocaleConverter)
    app.extensions.setdefault(FAMILY_PAGES, set())
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=str(FOLDER), BABEL_DEFAULT_LOCALE=DEFAULT_LOCALE)
    babel.init_app(app, locale_selector=select_locale, timezone_selector=lambda: str(HOUSE_ZONE))
    init_words(app)
    app.url_defaults(_keep_locale)
    init_links(app)


def serve_families(app: Flask, blueprint: str) -> None:
    """Let all pages of this blueprint be shown in the languages of families, whose choice stands in the query."""
    app.extensions.setdefault(FAMILY_PAGES, set()).add(blueprint)


def offered_locales() -> tuple[str, ...]:
    """The languages that the page asked for has."""
    if "<family:" in getattr(request.url_rule, "rule", "") or request.blueprint in current_app.extensions[FAMILY_PAGES]:
        return FAMILY_LOCALES
    return INTERFACE_LOCALES


def select_locale() -> str:
    """The code of the language in which this request is answered."""
    if not request:
        return DEFAULT_LOCALE
    offered = offered_locales()
    in_url = (request.view_args or {}).get("locale") or request.args.get("locale", "")
    if in_url in offered:
        return str(in_url)
    return _begun_with() or _chosen_by_person() or choose_locale(request.accept_languages.values(), offered)


def _begun_with() -> str | None:
    # An address that leads nowhere is answered in the language that it begins with.
    first = request.path.split("/", 2)[1] if request.url_rule is None else ""
    return first if first in FAMILY_LOCALES else None


def _chosen_by_person() -> str | None:
    # Without a cookie nobody is signed in: the answer must not depend on a session.
    if not request.cookies:
        return None
    locale = getattr(current_user, "locale", None)
    return locale if locale in INTERFACE_LOCALES else None


def _keep_locale(endpoint: str, values: dict[str, object]) -> None:
    """Let links to pages in a language stay in the language of this page."""
    if "locale" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values["locale"] = request_locale().code
