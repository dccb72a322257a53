"""One consistent copy of the database into a file while the site runs, and back: SQLite by its own copying, PostgreSQL by its own tools."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

# How long a restore waits for those who still work on the old data.
PATIENCE_SECONDS = 15
# Everything goes, then the dump comes, in one transaction: whoever looks sees the old data or the new, nothing between.
CLEAR = f"SET lock_timeout = '{PATIENCE_SECONDS}s';\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "username": "PGUSER", "password": "PGPASSWORD", "database": "PGDATABASE"}


class SnapshotError(RuntimeError):
    """The database could not be copied; the message says why."""


def dump(url: URL, file: Path) -> None:
    """Copy the database as it is at one moment; nobody who works on it has to wait."""
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(Path(url.database or ""), file)
    else:
        # Without owners and rights: the machine that takes it may know other users.
        _run_tool("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def load(url: URL, file: Path) -> None:
    """Put a copy in the place of the database, whole or not at all."""
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(file, Path(url.database or ""))
    else:
        _load_postgresql(url, file)


def _copy_sqlite(source: Path, target: Path) -> None:
    # Never Path.replace(): a process that has the old file open would go on writing into nothing.
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target, timeout=PATIENCE_SECONDS)) as other:
            other.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")
            # All pages in one step: one moment of a database that others go on writing to.
            one.backup(other)
            _check_sqlite(other)
    except sqlite3.Error as error:
        raise SnapshotError(f"SQLite says: {error}") from error


def _check_sqlite(copy: sqlite3.Connection) -> None:
    found = copy.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise SnapshotError(f"the copy is damaged: {found}")


def _load_postgresql(url: URL, file: Path) -> None:
    script, clear = file.with_suffix(".sql"), file.with_suffix(".clear.sql")
    clear.write_text(CLEAR, encoding="ascii")
    _run_tool("pg_restore", url, "--no-owner", "--no-privileges", f"--file={script}", str(file))
    # With both options, or psql would go on after an error and keep the half of it.
    _run_tool("psql", url, "--no-psqlrc", "--quiet", "--single-transaction", "-v", "ON_ERROR_STOP=1", "-f", str(clear), "-f", str(script))


def _run_tool(name: str, url: URL, *words: str) -> None:
    # The password travels in the environment: a command line can be read by everybody on the machine.
    environment = {**os.environ, **_connection_of(url)}
    result = subprocess.run([find_tool(name), *words], env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        last = (result.stderr.strip() or "no reason given").splitlines()[-1]
        raise SnapshotError(f"{name} says: {last}")


def find_tool(name: str) -> str:
    """The newest of PostgreSQL's tools of this name: an older one refuses a newer server."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: _number(path.parts[-3]), reverse=True)
    found = str(places[0]) if places else shutil.which(name)
    if not found:
        raise SnapshotError(f"{name} is missing: install the package postgresql-client")
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _connection_of(url: URL) -> dict[str, str]:
    named = {variable: str(getattr(url, part)) for part, variable in VARIABLES.items() if getattr(url, part) is not None}
    return {**named, **{f"PG{name.upper()}": str(value) for name, value in url.query.items() if name.startswith("ssl")}}
