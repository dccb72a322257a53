"""A site over a copy of the texts, and two people of the team in front of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.articles.content import GUIDE
from helpcenter.config import HOUSE, Settings
from helpcenter.db import db
from tests.browsing import database, sign_in
from tests.compiled import share_templates
from tests.factories import make_staff
from tests.fakes import FakeClock
from tests.writing.desk import Writer


@pytest.fixture
def engine_name() -> str:
    """Nothing of this room lies in the database: one engine is enough."""
    return "sqlite"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the product's texts, with the one article that the site needs to start."""

    def others(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(folder).name == "articles" and name not in {GUIDE, "sections.yaml"}}

    return Path(shutil.copytree(HOUSE / "content", tmp_path / "content", ignore=others))


@pytest.fixture
def app(settings: Settings, clock: FakeClock, content: Path) -> Iterator[Flask]:
    """The whole site over the copy."""
    app = share_templates(create_app(replace(settings, content=content), clock))
    with database(app) as session:
        for name in ("a", "b"):
            make_staff(session, email=f"equipe.{name}@ani.example").name = f"Équipe {name.upper()}"
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The browser of a reader."""
    return app.test_client()


@pytest.fixture
def writer(app: Flask, content: Path) -> Writer:
    """Somebody of the team, before a text of their own."""
    return _writer(app, content, "a")


@pytest.fixture
def colleague(app: Flask, content: Path) -> Writer:
    """Somebody else of the team."""
    return _writer(app, content, "b")


def _writer(app: Flask, content: Path, name: str) -> Writer:
    browser = app.test_client()
    sign_in(browser, f"equipe.{name}@ani.example")
    return Writer(browser, content)
