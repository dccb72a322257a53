"""Migrations: the database is made and upgraded by Alembic, never by create_all."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask.ctx import AppContext
from flask_alembic import Alembic
from sqlalchemy import Engine, NullPool, create_engine, func, select

from helpcenter.db.base import Base
from helpcenter.db.engine import db

# The number by which PostgreSQL knows this lock; any will do that nothing else takes.
UPGRADING = 4_820_316_772
FOLDER = Path(__file__).parent / "migrations"

alembic = Alembic(metadatas=Base.metadata, run_mkdir=False, command_name="")


def init_migrations(app: Flask) -> None:
    """Tell Alembic where its files are."""
    app.config["ALEMBIC"] = {"script_location": str(FOLDER), "version_locations": [str(FOLDER / "versions")]}
    # In batches, for SQLite changes a column by copying its table.
    app.config["ALEMBIC_CONTEXT"] = {"compare_type": True, "render_as_batch": True}
    alembic.init_app(app)
    logging.getLogger("alembic").setLevel(logging.WARNING)


class LaterVersionError(RuntimeError):
    """The tables were made by a later program than this one."""

    def __init__(self, version: str) -> None:
        super().__init__(f"its tables ({version}) were made by a later version of the program: install that one, or restore a backup")


def upgrade() -> None:
    """Bring the database of the current application to the newest version; LaterVersionError when its tables are newer still."""
    with own_context(), _alone(db.engine):
        _refuse_later_tables()
        alembic.upgrade()


def _refuse_later_tables() -> None:
    stored = stored_version()
    if stored and stored not in known_versions():
        raise LaterVersionError(stored)


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """One process at a time: two that start together would both make the same tables, and the later one would fail."""
    database = engine.url.database
    if engine.dialect.name == "postgresql":
        # A connection outside the pool: it ends here, and the lock with it.
        own = create_engine(engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with own.connect() as connection:
            connection.execute(select(func.pg_advisory_lock(UPGRADING)))
            yield
    elif database and database != ":memory:":
        file = Path(database)
        with file.with_name(f".{file.name}.upgrade").open("a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    else:
        yield


def downgrade(target: str) -> None:
    """Take the database back to a version ("base" for an empty one)."""
    with own_context():
        alembic.downgrade(target)


def missing_versions() -> set[str]:
    """Versions that the database has not seen yet; LaterVersionError when its tables are newer than this program."""
    _refuse_later_tables()
    with own_context():
        heads = {script.revision for script in alembic.heads()}
        return heads - {script.revision for script in alembic.current()}


def drift() -> list[Any]:
    """Differences between the models and the database; empty when they agree."""
    with own_context():
        return list(alembic.compare_metadata())


def own_context() -> AppContext:
    """A context that ends at once: flask-alembic keeps its connection, and on SQLite the write lock, until then."""
    return current_app._get_current_object().app_context()  # type: ignore[attr-defined,no-any-return]


def stored_version() -> str:
    """The version of the tables; empty for a database without any."""
    with own_context():
        # As it stands in the table: this program may not know it.
        return next(iter(alembic.migration_context.get_current_heads()), "")


def known_versions() -> set[str]:
    """Every version that this program can bring up to date."""
    with own_context():
        return {script.revision for script in alembic.script_directory.walk_revisions()}
