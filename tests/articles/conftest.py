"""Reading touches no database: one engine is enough, and the texts may be others than the product's."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.articles.content import GUIDE
from helpcenter.config import HOUSE, Settings
from helpcenter.db import db
from tests.compiled import share_templates

OpenSite = Callable[..., FlaskClient]


@pytest.fixture
def engine_name() -> str:
    """No page of this room asks the database."""
    return "sqlite"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the product's texts that a test may change."""
    return Path(shutil.copytree(HOUSE / "content", tmp_path / "content"))


@pytest.fixture
def guide_alone(content: Path) -> Path:
    """The copy without any article but the one that the start page needs, for tests that count."""
    for folder in (content / "articles").iterdir():
        if folder.is_dir() and folder.name != GUIDE:
            shutil.rmtree(folder)
    return content


@pytest.fixture
def open_site(settings: Settings, content: Path) -> Iterator[OpenSite]:
    """Opens a site over the copy, with other settings when given."""
    apps: list[Flask] = []

    def open_it(**changes: object) -> FlaskClient:
        apps.append(share_templates(create_app(replace(settings, content=content, **changes))))  # type: ignore[arg-type]
        return apps[-1].test_client()

    yield open_it
    for app in apps:
        with app.app_context():
            db.engine.dispose()
