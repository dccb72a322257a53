"""The least that shows a signed-in page: a Flask with the product's templates and ready values, and nothing else.

No session, no database, no languages to choose, no log: what remains is Flask, Jinja and the functions that templates call.
The values are those that the product gave its templates when it showed the same page, once, before anything is measured.
"""

import gettext
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

from flask import Flask, before_render_template, render_template
from flask_babel import Babel
from jinja2 import Template
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from helpcenter.accounts.models import User
from helpcenter.accounts.sign_ins import begin as begin_sign_in
from helpcenter.app import create_app
from helpcenter.config import Settings, load_settings
from helpcenter.db import db, utc_now
from helpcenter.i18n.catalogs import FOLDER
from helpcenter.i18n.formats import format_date, format_moment
from helpcenter.i18n.kept_parts import KeptParts
from helpcenter.i18n.locales import INTERFACE_LOCALES, LOCALES
from helpcenter.organisations.demo import STAFF as STAFF_ACCOUNT
from helpcenter.organisations.models import Membership, Organisation
from helpcenter.unblock.models import UnblockCase
from helpcenter.web import slots
from helpcenter.web.locale import FamilyLocaleConverter, LocaleConverter

LOCALE = "fr"
STAFF = STAFF_ACCOUNT.email
PATH = "/staff/cases"
# Stands in place of the forms' token, which is another one for each session.
TOKEN = "a-token"  # noqa: S105
# What Flask and its extensions give every template by themselves.
GIVEN = {"request", "session", "g", "current_user", "config", "csrf_token"}


@dataclass
class Recorded:
    """What the product rendered for one page: the page itself, and the fragments of each slot in their order."""

    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    fragments: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))


def make_app(*, with_queries: bool = False, with_babel: bool = False) -> Flask:
    """The whole program, with the values of the product's pages for the same database.

    `with_queries`: asks the database what such a page asks, through the ORM, as most sites do; the answers are not used.
    `with_babel`: words come from Flask-Babel, as in most sites in more than one language, instead of straight from gettext.
    """
    settings = load_settings()
    product = create_app(settings)
    app = Flask("bare", template_folder=str(product.jinja_loader.searchpath[0]), static_folder=None)  # type: ignore[union-attr]
    _copy_routes(product, app)
    _keep_locale(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Knows the tag of parts that may be kept, and keeps none: a plain Jinja renders them each time.
    app.jinja_env.add_extension(KeptParts)
    _install_words(app, with_babel=with_babel)
    app.jinja_env.filters.update(
        format_date=lambda day: format_date(day, LOCALE), format_moment=lambda moment: format_moment(moment, LOCALE)
    )
    app.jinja_env.globals.update(_globals(settings, product.extensions["static_tree"].version))
    recorded, ask = _record(product), _queries(product) if with_queries else lambda: None
    app.jinja_env.globals["slot"] = lambda name, **_values: _fragments(recorded, name)

    def show() -> str:
        ask()
        return render_template(recorded.name, **recorded.values)

    app.view_functions[str(product.url_map.bind("localhost").match(PATH)[0])] = show
    return app


def _fragments(recorded: Recorded, name: str) -> Markup:
    return Markup("").join(Markup(render_template(each, **values)) for each, values in recorded.fragments[name])  # noqa: S704


def _record(product: Flask) -> Recorded:
    """Show the page in the product once, and note what each template was given."""
    found, begun = Recorded(), []

    def begin(_sender: Flask, template: Template, context: dict[str, Any], **_more: Any) -> None:
        begun.append((template.name or "", {name: _plain(value) for name, value in context.items() if name not in GIVEN}))

    def slot(name: str, **values: Any) -> Markup:
        first = len(begun)
        shown = slots.render_slot(name, **values)
        # A fragment of a fragment is rendered by the outer one, again.
        found.fragments[name] += begun[first:]
        return shown

    real, product.jinja_env.globals["slot"] = product.jinja_env.globals["slot"], slot
    client, house = product.test_client(), f"http://{product.config['TRUSTED_HOSTS'][0]}"
    with product.app_context():
        person = begin_sign_in(db.session, utc_now, db.session.scalars(select(User).where(User.email == STAFF)).one())
        db.session.commit()
    with client.session_transaction(base_url=house) as session:
        session.update(_user_id=person, _fresh=True)
    with before_render_template.connected_to(begin, product):
        answer = client.get(PATH, base_url=house, headers={"Accept-Language": LOCALE})
    product.jinja_env.globals["slot"] = real
    if answer.status_code != 200:
        raise RuntimeError(f"{PATH}: {answer.status}")
    found.name, found.values = begun[0]
    return found


def _plain(value: Any) -> Any:
    """The same value without the product behind it: links are made, and words are put into the language of the reader, already."""
    if getattr(value, "__name__", "") == "links":
        links = value()
        return lambda: links
    if not isinstance(value, ModuleType):
        return value
    tables = {name: table for name, table in vars(value).items() if isinstance(table, dict) and name.isupper()}
    return SimpleNamespace(**{name: {key: str(text) for key, text in table.items()} for name, table in tables.items()})


def _install_words(app: Flask, *, with_babel: bool) -> None:
    if with_babel:
        app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER)
        Babel(app, locale_selector=lambda: LOCALE)
        return
    app.jinja_env.add_extension("jinja2.ext.i18n")
    translations = gettext.translation("messages", FOLDER, [LOCALE])
    app.jinja_env.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]


def _copy_routes(product: Flask, app: Flask) -> None:
    app.url_map.converters.update(locale=LocaleConverter, family=FamilyLocaleConverter)
    for rule in product.url_map.iter_rules():
        app.add_url_rule(rule.rule, rule.endpoint, lambda **_values: "", methods=rule.methods, defaults=rule.defaults)


def _keep_locale(app: Flask) -> None:
    """As in the product: links from a page in a language stay in it."""

    @app.url_defaults
    def keep(endpoint: str, values: dict[str, Any]) -> None:
        if app.url_map.is_endpoint_expecting(endpoint, "locale"):
            values.setdefault("locale", LOCALE)


def _globals(settings: Settings, version: str) -> dict[str, Any]:
    user, languages = SimpleNamespace(is_staff=True), _languages()
    return {
        "static_url": lambda name: f"/static/{version}/{name}",
        "vendor": settings.vendor_name,
        "public_url": settings.public_url,
        "language_links": lambda: languages,
        "page_locale": lambda: LOCALES[LOCALE],
        "signed_in_user": lambda: user,
        "csrf_token": lambda: TOKEN,
    }


def _languages() -> list[SimpleNamespace]:
    found = [LOCALES[code] for code in INTERFACE_LOCALES]
    return [
        SimpleNamespace(code=each.code, tag=each.tag, name=each.name, url=f"{PATH}?locale={each.code}", is_current=each.code == LOCALE)
        for each in found
    ]


def _queries(product: Flask) -> Callable[[], None]:
    """What a list of requests asks its database at least: who is there, for whom they work, the list, and what the choices hold."""
    with product.app_context():
        engine = db.engine.execution_options(read_only=True)
    cases = select(UnblockCase).options(joinedload(UnblockCase.organisation), joinedload(UnblockCase.assigned_to))

    def ask() -> None:
        with Session(engine) as session:
            user = session.scalars(select(User).where(User.email == STAFF)).one()
            session.scalars(select(Membership).where(Membership.user == user)).all()
            session.scalar(select(func.count()).select_from(UnblockCase))
            session.scalars(cases.order_by(UnblockCase.created_at).limit(50)).all()
            session.scalars(select(Organisation).order_by(Organisation.name)).all()
            session.scalars(select(User).join(User.roles).distinct()).all()

    return ask
