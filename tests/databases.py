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

# What a database looks like: its tables, columns, indexes, rules of a table, functions, triggers. A test that changes these spoils it.
SHAPE = """
SELECT (SELECT array_agg((relname, oid, relkind, relnatts, relchecks) ORDER BY oid) FROM pg_class
         WHERE relnamespace = 'public'::regnamespace),
       (SELECT array_agg((tgrelid, tgname, tgenabled) ORDER BY oid) FROM pg_trigger),
       (SELECT array_agg((attrelid, attname, atttypid, attnotnull) ORDER BY attrelid, attnum) FROM pg_attribute
         WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)),
       (SELECT array_agg((oid, conname) ORDER BY oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace),
       (SELECT array_agg((oid, md5(prosrc)) ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)
"""
# Empties every table, whatever triggers and foreign keys say, and lets numbers begin again. It leaves no trace: backups are compared.
EMPTY = """
DO $$
DECLARE one record; is_used boolean;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one.name) INTO is_used;
    IF is_used THEN
      EXECUTE format('DELETE FROM public.%I', one.name);
    END IF;
  END LOOP;
  FOR one IN SELECT sequencename AS name, start_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    PERFORM setval(format('public.%I', one.name)::regclass, one.start_value, false);
  END LOOP;
END $$;
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


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


def read_texts(instance: Path) -> None:
    """Make the catalogue and the search index of the product's own texts."""
    app = create_app(make_settings(instance))
    app.extensions["catalogue"].look()
    app.extensions["search"].complete()


def copy_texts(read: Path, instance: Path) -> None:
    """What was made of the product's texts before; a test with other texts makes them anew, since both know what they were made of."""
    shutil.copyfile(read / "catalogue.sqlite3", instance / "catalogue.sqlite3")
    for folder in ("stamps", "search"):
        shutil.copytree(read / folder, instance / folder)


def copy_sqlite(template: Path, target: Path) -> str:
    """A copy of the template; returns its URL."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


class PostgresTemplates:
    """Databases of one test process on the shared server. One that is given back is emptied and lent again: making one takes far longer."""

    def __init__(self, server_url: str, folder: Path) -> None:
        self.server_url = server_url
        self.template = f"template_{uuid.uuid4().hex[:12]}"
        self._free: list[str] = []
        self._execute("postgres", f'CREATE DATABASE "{self.template}"')
        migrate(make_settings(folder, f"{server_url}/{self.template}"))
        with self._connect(self.template) as connection:
            self._shape = connection.execute(SHAPE).fetchall()
            self._rows = {name: rows for (name,) in connection.execute(TABLES) if (rows := _copy_out(connection, name))}

    def create(self) -> str:
        """A migrated database without rows; returns its URL."""
        if self._free:
            return f"{self.server_url}/{self._free.pop()}"
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._execute("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        return f"{self.server_url}/{name}"

    def drop(self, url: str) -> None:
        """Take a database back, whoever is still connected; one with other tables than the migrations make is removed."""
        name = str(make_url(url).database)
        if self._make_as_new(name):
            self._free.append(name)
        else:
            self._execute("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _make_as_new(self, name: str) -> bool:
        try:
            with self._connect(name) as connection:
                if connection.execute(SHAPE).fetchall() != self._shape:
                    return False
                connection.execute(EMPTY)
                for table, rows in self._rows.items():
                    _copy_in(connection, table, rows)
        except psycopg.Error:
            return False
        return True

    def _execute(self, database: str, statement: str) -> None:
        with self._connect(database) as connection:
            connection.execute(statement.encode())

    def _connect(self, database: str) -> psycopg.Connection:
        address = self.server_url.replace("postgresql+psycopg", "postgresql")
        return psycopg.connect(f"{address}/{database}", autocommit=True)


def _copy_out(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT'.encode()) as copy:
        return b"".join(bytes(part) for part in copy)


def _copy_in(connection: psycopg.Connection, table: str, rows: bytes) -> None:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" FROM STDIN'.encode()) as copy:
        copy.write(rows)
