"""The interface's words follow the language of the request, and what is asked for inside it."""

import pytest
from flask import Flask
from flask_babel import force_locale
from markupsafe import Markup

from helpcenter.web.words import chosen_locale, fill, gettext, lazy_gettext, ngettext


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


def test_words_are_in_the_language_of_the_request(app: Flask) -> None:
    with app.test_request_context("/fr/"):
        assert (chosen_locale(), gettext("Requests")) == ("fr", "Demandes")
    with app.test_request_context("/en/"):
        assert (chosen_locale(), gettext("Requests")) == ("en", "Requests")


def test_another_language_may_be_asked_for_and_ends(app: Flask) -> None:
    with app.test_request_context("/fr/"):
        before = gettext("Requests")
        with force_locale("en"):
            assert gettext("Requests") == "Requests"
        assert gettext("Requests") == before


def test_a_lazy_text_is_translated_when_it_is_shown(app: Flask) -> None:
    text = lazy_gettext("Requests")
    with app.test_request_context("/fr/"):
        assert str(text) == "Demandes"


def test_values_are_filled_in(app: Flask) -> None:
    with app.test_request_context("/fr/"):
        assert gettext("No. %(number)s", number=7).endswith("7")
        assert ngettext("%(num)s such text", "%(num)s such texts", 2) == "2 such texts"


def test_outside_of_any_application_words_are_english() -> None:
    assert gettext("Requests") == "Requests"
    assert chosen_locale() == ""


def test_counted_words_hold_other_values_too_in_templates_as_well(app: Flask) -> None:
    words = "%(num)d of %(total)s sections changed:"
    template = app.jinja_env.from_string("{{ ngettext(words, words, num, total=7) }}")
    with app.test_request_context("/fr/"):
        for num, said in ((1, "1 partie sur 7 a changé\xa0:"), (3, "3 parties sur 7 ont changé\xa0:")):
            assert ngettext(words, words, num, total=7) == template.render(words=words, num=num) == said


def test_values_are_escaped_in_templates_only(app: Flask) -> None:
    template = app.jinja_env.from_string("{% autoescape true %}{{ _('Owner: %(owner)s', owner=owner) }}{% endautoescape %}")
    with app.test_request_context("/fr/"):
        assert gettext("Owner: %(owner)s", owner="<b>") == "Responsable\xa0: <b>"
        assert template.render(owner="<b>") == "Responsable\xa0: &lt;b&gt;"


def test_a_text_in_a_template_escapes_the_values_of_anybody_and_nothing_else() -> None:
    values = {"a": "<b>&", "b": Markup("<i>ok</i>"), "c": None, "d": 7, "e": 1.5, "f": True}
    text = "%(a)s %(b)s %(c)s %(d)d %(e).2f %(f)s 100 %%"

    assert fill(text, values) == Markup(text) % values == "&lt;b&gt;&amp; <i>ok</i> None 7 1.50 True 100 %"  # noqa: S704
