"""What every template may use: static addresses, languages, vendor, slots, formats."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, request
from flask_login import current_user

from helpcenter.config import Settings
from helpcenter.i18n.direction import direction_of
from helpcenter.i18n.formats import format_date, format_moment
from helpcenter.i18n.kept_parts import KeptParts, keep_parts
from helpcenter.i18n.locales import LOCALES
from helpcenter.i18n.long_addresses import address_parts
from helpcenter.web.breaking import breakable
from helpcenter.web.links import url_for
from helpcenter.web.locale import offered_locales, request_locale
from helpcenter.web.slots import render_slot
from helpcenter.web.static import SOURCE, StaticTree
from helpcenter.web.words import chosen_locale


@dataclass(frozen=True)
class LanguageLink:
    """A link to this page in another language."""

    code: str
    tag: str
    name: str
    url: str
    is_current: bool


def init_layout(app: Flask, settings: Settings) -> None:
    """Publish the static files and give the templates their words."""
    tree = StaticTree(SOURCE, settings.instance / "static")
    app.extensions["static_tree"] = tree
    app.jinja_env.add_extension(KeptParts)
    keep_parts(app.jinja_env.extensions, lambda: (request.environ.get("SCRIPT_NAME", ""), chosen_locale()))
    app.jinja_env.globals.update(
        static_url=tree.url,
        slot=render_slot,
        vendor=settings.vendor_name,
        public_url=settings.public_url,
        language_links=lambda: list(language_links()),
        page_locale=request_locale,
        signed_in_user=signed_in_user,
    )
    app.jinja_env.filters["format_date"] = lambda day: format_date(day, request_locale().code)
    app.jinja_env.filters["format_moment"] = lambda moment: format_moment(moment, request_locale().code)
    app.jinja_env.filters["direction"] = direction_of
    app.jinja_env.filters["breakable"] = breakable
    app.jinja_env.filters["address_parts"] = address_parts


def signed_in_user() -> Any:
    """The person who is signed in, or None; only workspace pages may ask."""
    person = current_user._get_current_object()
    return person if person.is_authenticated else None


def language_links() -> Iterator[LanguageLink]:
    """This page in every language, for the switch and for hreflang."""
    current = request_locale().code
    for code in offered_locales():
        locale = LOCALES[code]
        yield LanguageLink(code, locale.tag, locale.name, _same_page(code), code == current)


def _same_page(code: str) -> str:
    values = dict(request.view_args or {})
    if request.endpoint is None or request.method not in {"GET", "HEAD", "POST"}:
        return f"/{code}/"
    if "locale" in values:
        return url_for(request.endpoint, **{**values, "locale": code})
    return url_for(request.endpoint, **values) + f"?locale={code}"
