"""Words in the language of the request, in Python and in templates alike."""

import pytest
from flask import Flask

from helpcenter.web.words import gettext, ngettext


@pytest.fixture
def engine_name() -> str:
    """Words need no database."""
    return "sqlite"


@pytest.mark.parametrize(("num", "said"), [(1, "1 partie sur 7 a changé :"), (3, "3 parties sur 7 ont changé :")])
def test_counted_words_may_hold_other_values_too(app: Flask, num: int, said: str) -> None:
    words = "%(num)d of %(total)s sections changed:"
    template = app.jinja_env.from_string("{{ ngettext(words, words, num, total=7) }}")
    with app.test_request_context("/?locale=fr"):
        assert ngettext(words, words, num, total=7) == said
        assert template.render(words=words, num=num) == said


def test_values_are_escaped_in_templates_only(app: Flask) -> None:
    template = app.jinja_env.from_string("{% autoescape true %}{{ _('Owner: %(owner)s', owner=owner) }}{% endautoescape %}")
    with app.test_request_context("/?locale=fr"):
        assert gettext("Owner: %(owner)s", owner="<b>") == "Responsable : <b>"
        assert template.render(owner="<b>") == "Responsable : &lt;b&gt;"
