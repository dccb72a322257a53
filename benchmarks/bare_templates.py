"""The least that shows a signed-in page: a Flask with the product's templates and ready values, and nothing else.

No session, no database, no languages to choose, no log: what remains is Flask, Jinja and the functions that templates call.
"""

import gettext
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import Flask, render_template
from flask_babel import Babel
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.app import create_app
from helpcenter.config import Settings, load_settings
from helpcenter.db import db
from helpcenter.i18n.catalogs import FOLDER
from helpcenter.i18n.formats import format_date, format_moment
from helpcenter.i18n.locales import INTERFACE_LOCALES, LOCALES
from helpcenter.organisations.demo import STAFF as STAFF_ACCOUNT
from helpcenter.organisations.queries import memberships_of
from helpcenter.unblock import words
from helpcenter.unblock.queries import list_cases
from helpcenter.web.locale import LocaleConverter

LOCALE = "fr"
PATH = "/staff/cases"
STAFF = STAFF_ACCOUNT.email
# The links of the product's own header, as [[address, text], …]: whoever starts this program has just read them there.
NAVIGATION = "BENCH_NAVIGATION"


@dataclass(frozen=True)
class Link:
    """What the templates know of a link in the header."""

    endpoint: str
    text: str
    current: str


def make_app(*, with_queries: bool = False, with_babel: bool = False) -> Flask:
    """The whole program, with the values that the product's page shows for the same database, ready or asked for each time.

    `with_babel`: words come from Flask-Babel, as in most sites in more than one language, instead of straight from gettext.
    """
    settings = load_settings()
    product = create_app(settings)
    app = Flask("bare", template_folder=str(product.jinja_loader.searchpath[0]), static_folder=None)  # type: ignore[union-attr]
    _copy_routes(product, app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _install_words(app, with_babel=with_babel)
    app.jinja_env.filters.update(
        format_date=lambda day: format_date(day, LOCALE), format_moment=lambda moment: format_moment(moment, LOCALE)
    )
    version = product.extensions["static_tree"].version
    app.jinja_env.globals.update(_globals(settings, version, _links(product)))
    cases, shown = _cases(product), _words()
    ask = _queries(product) if with_queries else lambda: cases
    app.view_functions["unblock_staff.cases"] = lambda: render_template("unblock/staff_cases.html", cases=ask(), words=shown)
    return app


def _install_words(app: Flask, *, with_babel: bool) -> None:
    if with_babel:
        app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER)
        Babel(app, locale_selector=lambda: LOCALE)
        return
    app.jinja_env.add_extension("jinja2.ext.i18n")
    translations = gettext.translation("messages", FOLDER, [LOCALE])
    app.jinja_env.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]


def _links(product: Flask) -> list[Link]:
    addresses = product.url_map.bind("localhost")
    found = [(addresses.match(address)[0], text) for address, text in json.loads(os.environ[NAVIGATION])]
    return [Link(str(endpoint), text, "page" if endpoint == "unblock_staff.cases" else "") for endpoint, text in found]


def _copy_routes(product: Flask, app: Flask) -> None:
    app.url_map.converters["locale"] = LocaleConverter
    for rule in product.url_map.iter_rules():
        app.add_url_rule(rule.rule, rule.endpoint, lambda **_values: "", methods=rule.methods, defaults=rule.defaults)


def _globals(settings: Settings, version: str, links: list[Link]) -> dict[str, Any]:
    user, languages = SimpleNamespace(is_staff=True), _languages()
    return {
        "static_url": lambda name: f"/static/{version}/{name}",
        "slot": lambda name: Markup(render_template("organisations/navigation.html", links=links, membership=None, user=user)),  # noqa: S704
        "vendor": settings.vendor_name,
        "public_url": settings.public_url,
        "language_links": lambda: languages,
        "page_locale": lambda: LOCALES[LOCALE],
        "signed_in_user": lambda: user,
    }


def _languages() -> list[SimpleNamespace]:
    found = [LOCALES[code] for code in INTERFACE_LOCALES]
    return [
        SimpleNamespace(code=each.code, tag=each.tag, name=each.name, url=f"{PATH}?locale={each.code}", is_current=each.code == LOCALE)
        for each in found
    ]


def _cases(product: Flask) -> list[Any]:
    with product.app_context():
        cases = list(list_cases(db.session))
        db.session.expunge_all()
        return cases


def _queries(product: Flask) -> Callable[[], list[Any]]:
    """What the product asks its database for this page: who is there, for whom they work, and the list."""
    with product.app_context():
        engine = db.engine.execution_options(read_only=True)

    def ask() -> list[Any]:
        with Session(engine) as session:
            user = session.scalars(select(User).where(User.email == STAFF)).one()
            memberships_of(session, user)
            return list(list_cases(session))

    return ask


def _words() -> SimpleNamespace:
    translated = gettext.translation("messages", FOLDER, [LOCALE]).gettext
    status = {state: translated(str(text._args[0])) for state, text in words.STATUS.items()}
    return SimpleNamespace(STATUS=status, TONE=words.TONE)
