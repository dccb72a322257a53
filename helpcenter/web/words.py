"""The interface's words in the language of the request: `_`, `_n`, and `_l` for words that are chosen before there is a request.

Flask-Babel chooses the language; asking it for each word takes ten times as long as finding the word, and a page has a hundred.
"""

from gettext import NullTranslations
from typing import Any

from flask import Flask, g
from flask_babel import get_locale
from flask_babel.speaklater import LazyString

from helpcenter.i18n.catalogs import translations_of


def gettext(message: str, **values: Any) -> str:
    """A text in the language of the request, its `%(name)s` filled; English outside of any application."""
    text = _catalog().gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """One of two texts, as the language counts; `%(num)s` is the number."""
    return _catalog().ngettext(one, many, num) % {"num": num, **values}


def lazy_gettext(message: str, **values: Any) -> LazyString:
    """A text that is put into the language of the request when it is shown."""
    return LazyString(gettext, message, **values)


def chosen_locale() -> str:
    """The code of the language of the request, such as fr; empty outside of any application."""
    # Where Flask-Babel remembers its choice, or what force_locale asked for; one day elsewhere, then it is asked each time.
    remembered = getattr(_here(), "_flask_babel", None)
    return str(getattr(remembered, "babel_locale", None) or get_locale() or "")


def init_words(app: Flask) -> None:
    """Let the templates find their words this way too; Flask-Babel must have been set up before."""
    app.jinja_env.install_gettext_callables(gettext, _choose, newstyle=True)  # type: ignore[attr-defined]
    # Straight to it, instead of looking up its name for each word.
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]


def _choose(one: str, many: str, num: int) -> str:
    # Jinja fills in the values itself, and gives them to nobody.
    return _catalog().ngettext(one, many, num)


def _catalog() -> NullTranslations:
    here = _here()
    chosen = getattr(getattr(here, "_flask_babel", None), "babel_locale", None) or get_locale()
    if here is None or chosen is None:
        return NullTranslations()
    known = getattr(here, "_helpcenter_words", None)
    if known is None or known[0] is not chosen:
        known = here._helpcenter_words = (chosen, translations_of(str(chosen)))
    catalog: NullTranslations = known[1]
    return catalog


def _here() -> Any:
    """What belongs to this request; None outside of any application."""
    return g._get_current_object() if g else None
