"""A site over a copy of the texts whose labels staff may change, and one of the team in front of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.config import HOUSE, Settings
from helpcenter.db import db
from tests.browsing import database, sign_in
from tests.compiled import share_templates
from tests.factories import make_staff
from tests.fakes import FakeClock


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the product's texts."""
    return Path(shutil.copytree(HOUSE / "content", tmp_path / "content"))


@pytest.fixture
def app(settings: Settings, clock: FakeClock, content: Path) -> Iterator[Flask]:
    """The whole site over the copy."""
    app = share_templates(create_app(replace(settings, content=content), clock))
    with database(app) as session:
        make_staff(session, email="equipe.a@ani.example")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def staff(app: Flask) -> FlaskClient:
    """A browser of one of the vendor's people."""
    client = app.test_client()
    sign_in(client, "equipe.a@ani.example")
    return client
