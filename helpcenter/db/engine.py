"""Engines and sessions: writes queue up at BEGIN on SQLite, reads never wait for them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from inspect import iscoroutinefunction
from typing import Any

from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.orm import Mapper, Session

from helpcenter.db.base import Base
from helpcenter.db.turns import QueueingConnection

READ_ONLY = "read_only"
# A PostgreSQL host that is gone without a word would hold up each worker for a quarter of an hour, kept pages included. Whoever needs
# other figures names them in the address of the database (seconds; the last one in milliseconds).
PATIENCE = {"connect_timeout": 5, "keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15000}


class RoutedSession(Session):
    """A session that takes the reading engine once `info["read_only"]` is set."""

    def get_bind(self, mapper: Mapper[Any] | type[Base] | Any = None, **arguments: Any) -> Engine | Connection:
        """The engine for this session: the reader for pages that only look."""
        engine = super().get_bind(mapper, **arguments)
        return _reader_of(engine) if self.info.get(READ_ONLY) and isinstance(engine, Engine) else engine


READER = "helpcenter_reader"


def _reader_of(engine: Engine) -> Engine:
    # One object for the engine's life, kept with it: it is the key under which a session keeps its connection, and takes a while to make.
    kept = vars(engine)
    if READER not in kept:
        kept[READER] = engine.execution_options(read_only=True)
    reader: Engine = kept[READER]
    return reader


@contextmanager
def only_looking(session: Session) -> Iterator[None]:
    """Commit what was before, then read without holding the write lock, however long that takes; nothing read stays in a transaction."""
    session.commit()
    before = session.info.get(READ_ONLY, False)
    session.info[READ_ONLY] = True
    try:
        yield
    finally:
        session.rollback()
        session.info[READ_ONLY] = before


@contextmanager
def writing(session: Session) -> Iterator[None]:
    """End the looking before, write (the block commits), then only look again: the write lock is held no longer than the block.

    What was read and written stays known, so whoever decides on it must read it again under the lock (`populate_existing`).
    """
    before, session.info[READ_ONLY] = session.info.get(READ_ONLY, False), False
    forgets, session.expire_on_commit = session.expire_on_commit, False
    try:
        # Nothing was written: this ends the looking and forgets nothing.
        session.commit()
        yield
    finally:
        session.rollback()
        session.info[READ_ONLY], session.expire_on_commit = before, forgets


db = SQLAlchemy(session_options={"class_": RoutedSession})


def init_database(app: Flask, url: str) -> None:
    """Give the application its engines; nothing connects yet."""
    # One engine; its reader is the same one with another way to begin, so both share the connections.
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **_options(url)}}
    db.init_app(app)
    _drop_async_teardown(app)
    with app.app_context():
        prepare_engine(db.engine)


def own_sessions(app: Flask) -> Callable[[], AbstractContextManager[Session]]:
    """For work outside a request: each call opens an application context with a session of its own, closed at its end."""

    @contextmanager
    def opened() -> Iterator[Session]:
        with app.app_context():
            yield db.session

    return opened


def _drop_async_teardown(app: Flask) -> None:
    # There are no async sessions here; the extension's async clean-up would start an event loop at the end of each request.
    app.teardown_appcontext_funcs[:] = [each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)]


def _options(url: str) -> dict[str, Any]:
    # What went wrong is logged with its statement, never with the names, addresses and texts that were in it.
    shared = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return {**shared, "connect_args": {"timeout": 15, "factory": QueueingConnection}}
    chosen = make_url(url).query
    # A connection that a restarted database has closed is replaced before a page meets it.
    return {**shared, "pool_pre_ping": True, "connect_args": {name: value for name, value in PATIENCE.items() if name not in chosen}}


def prepare_engine(engine: Engine) -> None:
    """Make SQLite keep its promises: foreign keys, durable commits, one writer at a time from BEGIN on."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _configure_sqlite(connection: Any, record: object) -> None:
    # The driver's own transaction handling loses updates silently (see docs/decisions/0003): we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: waiting later would fail with "database is locked".
    driver = connection.connection.driver_connection
    if connection.get_execution_options().get(READ_ONLY, False):
        # Straight to the driver: each page begins so, and SQLAlchemy's way takes ten times as long.
        driver.execute("BEGIN")  # type: ignore[union-attr]
        return
    if isinstance(driver, QueueingConnection):
        driver.begin_writing()
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
