"""What Flask-Security says is translated: in our words, else in its own."""

import pytest
from flask import Flask

from helpcenter.accounts.words import SecurityWords, our_words


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


def _words(app: Flask) -> SecurityWords:
    words: SecurityWords = app.extensions["security"].i18n_domain
    return words


@pytest.mark.parametrize(("locale", "said"), [("fr", "Le compte est désactivé."), ("en", "Account is disabled.")])
def test_its_own_french_is_found_although_its_folder_carries_a_region(app: Flask, locale: str, said: str) -> None:
    with app.test_request_context(f"/?locale={locale}"):
        assert _words(app).gettext("Account is disabled.") == said


def test_our_words_take_their_values(app: Flask) -> None:
    with app.test_request_context("/?locale=fr"):
        said = _words(app).gettext("Password must be at least %(length)s characters", length=12)
    assert "12 caractères au moins" in said


def test_every_text_that_we_reword_exists_there(app: Flask) -> None:
    known = {value[0] for key, value in app.config.items() if key.startswith("SECURITY_MSG_")}
    labels = {"Email Address", "Password", "New Password", "Retype Password"}
    with app.test_request_context("/"):
        assert set(our_words()) - labels <= known
