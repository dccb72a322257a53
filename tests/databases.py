"""Fresh, migrated databases for each test, quickly: copies of a template on SQLite and on PostgreSQL."""

import shutil
import uuid
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from helpcenter.app import create_app
from helpcenter.config import Settings, complete
from helpcenter.db import db
from helpcenter.db.migrate import upgrade


def make_settings(instance: Path, database_url: str = "") -> Settings:
    """Settings of a test: immediate queue, quick hashes, own instance folder."""
    return complete(
        Settings(
            instance=instance,
            database_url=database_url,
            secret_key="only for the tests, never for people",
            public_url="http://localhost",
            # No test asks the world about a domain: nobody answers here.
            dns_resolvers=("127.0.0.1:9",),
            testing=True,
            # The queue of the tests works at once: saving a colour would print every sheet.
            render_ahead=False,
        )
    )


def migrate(settings: Settings) -> None:
    """Make the tables by the real migrations."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
    with app.app_context():
        db.engine.dispose()


def make_sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    settings = make_settings(folder)
    migrate(settings)
    return folder / "helpcenter.sqlite3"


def copy_sqlite(template: Path, target: Path) -> str:
    """A copy of the template; returns its URL."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


class PostgresTemplates:
    """Databases of one test process on the shared server."""

    def __init__(self, server_url: str, folder: Path) -> None:
        self.server_url = server_url
        self.template = f"template_{uuid.uuid4().hex[:12]}"
        self._execute(f'CREATE DATABASE "{self.template}"')
        migrate(make_settings(folder, f"{server_url}/{self.template}"))

    def create(self) -> str:
        """A migrated, empty database; returns its URL."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        return f"{self.server_url}/{name}"

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self._execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        address = self.server_url.replace("postgresql+psycopg", "postgresql") + "/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())
