"""Links of pages: what is remembered is what Flask would say."""

import flask
import pytest
from flask import Flask
from flask_babel import force_locale

from helpcenter.web.links import url_for

PAGES = [
    ("articles.start", {}),
    ("unblock.case", {"case_id": 1}),
    ("unblock.case", {"case_id": 2}),
    ("unblock.own_cases", {"page": 2, "turn": "open"}),
    ("delivery_staff.overview", {"page": 1, "_anchor": "organisations-head"}),
]


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


@pytest.mark.parametrize("folder", ["", "/help"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_is_the_one_that_flask_makes_each_time_it_is_asked(app: Flask, folder: str, method: str) -> None:
    for locale in ("fr", "en", "fr"):
        with app.test_request_context("/", method=method, environ_overrides={"SCRIPT_NAME": folder}), force_locale(locale):
            assert [url_for(name, **values) for name, values in PAGES] == [flask.url_for(name, **values) for name, values in PAGES]  # type: ignore[arg-type]


def test_a_language_chosen_in_the_midst_of_a_page_counts_for_the_links_after_it(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("fr"):
        assert url_for("articles.start") == "/fr/"
        with force_locale("en"):
            assert url_for("articles.start") == "/en/"
        assert url_for("articles.start") == "/fr/"


def test_yes_is_not_remembered_as_one(app: Flask) -> None:
    with app.test_request_context("/"):
        assert url_for("unblock.own_cases", page=1).endswith("page=1")
        assert url_for("unblock.own_cases", page=True).endswith("page=True")
