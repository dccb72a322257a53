"""Fixtures of all tests: an application on SQLite and on PostgreSQL, a client, a session, a clock."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.i18n.catalogs import compile_all
from tests.compiled import share_templates
from tests.databases import PostgresTemplates, copy_sqlite, copy_texts, make_settings, make_sqlite_template, read_texts
from tests.fakes import FakeClock
from tests.postgres import PostgresServer

SERVER = pytest.StashKey[PostgresServer]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the one PostgreSQL server of this run; workers of xdist learn its address."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    compile_all()
    server = PostgresServer()
    server.start()
    config.stash[SERVER] = server


def pytest_collection_finish() -> None:
    """Let the collector of memory pass over what stays until the end: thousands of tests, and every module of the site."""
    gc.collect()
    gc.freeze()


def pytest_configure_node(node: object) -> None:
    """Tell an xdist worker where the server is."""
    node.workerinput["postgres_url"] = node.config.stash[SERVER].url  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server."""
    if SERVER in config.stash:
        config.stash[SERVER].stop()


@pytest.fixture(scope="session")
def postgres_url(pytestconfig: pytest.Config) -> str:
    """The address of the server, without database."""
    if hasattr(pytestconfig, "workerinput"):
        return str(pytestconfig.workerinput["postgres_url"])
    return pytestconfig.stash[SERVER].url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    return make_sqlite_template(tmp_path_factory.mktemp("sqlite-template"))


@pytest.fixture(scope="session")
def postgres_templates(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> PostgresTemplates:
    """A migrated PostgreSQL database to copy."""
    return PostgresTemplates(postgres_url, tmp_path_factory.mktemp("postgres-template"))


@pytest.fixture(scope="session")
def texts_as_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a site makes of the product's texts before it can list and find them."""
    folder = tmp_path_factory.mktemp("texts")
    read_texts(folder)
    return folder


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Published static files, shared by all applications of this process: compressing takes time."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at 2 November 2026, 9:30 UTC."""
    return FakeClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each test that touches the database runs on both engines."""
    return str(request.param)


@pytest.fixture
def settings(
    engine_name: str, tmp_path: Path, static_folder: Path, texts_as_read: Path, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Settings with a fresh database."""
    instance = tmp_path / "instance"
    instance.mkdir()
    copy_texts(texts_as_read, instance)
    (instance / "static").symlink_to(static_folder)
    if engine_name == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield make_settings(instance, copy_sqlite(template, instance / "helpcenter.sqlite3"))
        return
    templates: PostgresTemplates = request.getfixturevalue("postgres_templates")
    url = templates.create()
    yield make_settings(instance, url)
    templates.drop(url)


@pytest.fixture
def app(settings: Settings, clock: FakeClock) -> Iterator[Flask]:
    """The whole site."""
    app = share_templates(create_app(settings, clock))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without script."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session in an application context."""
    with app.app_context():
        yield db.session
