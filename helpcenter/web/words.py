"""The interface's words in the language of the request: `_`, `_n`, and `_l` for words that are chosen before there is a request.

Flask-Babel chooses the language; asking it for each word takes ten times as long as finding the word, and a page has hundreds.
"""

from gettext import NullTranslations
from typing import Any

from flask import Flask, g
from flask_babel import get_locale as ask_babel
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import DEFAULT_LOCALE, Locale, get_locale

# Where a request keeps its words, and where Flask-Babel remembers its choice, or what force_locale asked for.
HERE, CHOICE = "_helpcenter_words", "_flask_babel"
NUMBERS = {int, float}


class Ready(dict[str, Markup]):
    """Texts without values as a template shows them, each made at its first use."""

    def __init__(self, catalog: NullTranslations) -> None:
        self._catalog = catalog

    def __missing__(self, message: str) -> Markup:
        """As Jinja treats every text: it is a pattern, with or without values."""
        text = self[message] = Markup(self._catalog.gettext(message)) % {}  # noqa: S704
        return text


class Words:
    """All that is needed of one language; made once for each."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = get_locale(code.split("_")[0] or DEFAULT_LOCALE)
        self.catalog = translations_of(code) if code else NullTranslations()
        self.ready = Ready(self.catalog)


NO_LANGUAGE = Words("")
_known: dict[str, Words] = {}


def gettext(message: str, **values: Any) -> str:
    """A text in the language of the request, its `%(name)s` filled; English outside of any application."""
    text = _words().catalog.gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """One of two texts, as the language counts; `%(num)s` is the number."""
    return _one_or_many(one, many, num) % {"num": num, **values}


def lazy_gettext(message: str, **values: Any) -> LazyString:
    """A text that is put into the language of the request when it is shown."""
    return LazyString(gettext, message, **values)


def chosen_locale() -> str:
    """The code of the language of the request, such as fr; empty outside of any application."""
    return _words().code


def request_locale() -> Locale:
    """The locale of this request, with tag and direction."""
    return _words().locale


def init_words(app: Flask) -> None:
    """Let the templates find their words this way too; Flask-Babel must have been set up before."""
    # Jinja fills the text itself, and gives no values to whom it asks: a plural that fills would not have them all.
    app.jinja_env.install_gettext_callables(gettext, _one_or_many, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"] = _shown


@pass_eval_context
def _shown(context: EvalContext, message: str, /, **values: Any) -> str:
    """What Jinja's own `_` gives, made ready once for each language."""
    words = _words()
    if context.autoescape and not values:
        return words.ready[message]
    text = words.catalog.gettext(message)
    return fill(text, values) if context.autoescape else text % values


def fill(text: str, values: dict[str, Any]) -> Markup:
    """A text of ours with values of anybody: what `Markup % values` gives, in a third of its time."""
    # Numbers may be written with any pattern, and hold nothing to escape.
    return Markup(text % {name: value if type(value) in NUMBERS else str(escape(value)) for name, value in values.items()})  # noqa: S704


def _one_or_many(one: str, many: str, num: int) -> str:
    return _words().catalog.ngettext(one, many, num)


def _words() -> Words:
    try:
        here = vars(g._get_current_object())
    except RuntimeError:
        return NO_LANGUAGE
    # One day it remembers elsewhere: then it is asked each time.
    chosen = getattr(here.get(CHOICE), "babel_locale", None) or ask_babel()
    known = here.get(HERE)
    if known is None or known[0] is not chosen:
        known = here[HERE] = (chosen, words_of(str(chosen or "")))
    words: Words = known[1]
    return words


def words_of(code: str) -> Words:
    """The words of a language, kept for the life of this process."""
    return _known.get(code) or _known.setdefault(code, Words(code))
