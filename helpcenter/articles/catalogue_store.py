"""The file of the catalogue: its tables, and how it is made anew when it is missing, damaged or of another version."""

import fcntl
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE file (slug TEXT, locale TEXT, stamp TEXT NOT NULL, PRIMARY KEY (slug, locale)) WITHOUT ROWID;
CREATE TABLE article (
  slug TEXT, locale TEXT, title TEXT NOT NULL, summary TEXT NOT NULL, section TEXT NOT NULL, position INTEGER NOT NULL,
  status TEXT NOT NULL, publish_at TEXT, updated_on TEXT NOT NULL, review_on TEXT, owner TEXT NOT NULL, related TEXT NOT NULL,
  keywords TEXT NOT NULL, aliases TEXT NOT NULL, digest TEXT NOT NULL, translation TEXT, PRIMARY KEY (slug, locale)
) WITHOUT ROWID;
CREATE INDEX article_in_section ON article (section, position, slug);
CREATE INDEX article_scheduled ON article (publish_at) WHERE publish_at IS NOT NULL;
CREATE TABLE alias (alias TEXT PRIMARY KEY, slug TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state (root TEXT NOT NULL, version INTEGER NOT NULL);
"""


Token = tuple[int, int, int]


def token_of(file: Path) -> Token | None:
    """What tells a changed file from the one that was seen; None when there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def is_usable(file: Path, root: Path) -> bool:
    """True for a catalogue of this version over this content folder."""
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(file, timeout=30)) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            # Of another version, or of another content folder: nothing in it is worth keeping, for the files say it all.
            return bool(version == SCHEMA_VERSION and database.execute("SELECT root FROM state").fetchone()[0] == str(root))
    # Damaged, or no database at all.
    except sqlite3.DatabaseError:
        return False


def make_file(file: Path, root: Path) -> None:
    """Put a new, empty catalogue in place of whatever is there; done once when several processes or threads want to."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with (file.parent / ".catalogue.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_usable(file, root):
            # Made beside and moved into place: who has the old one open reads on in it.
            _write(file.with_name(f".catalogue-{os.getpid()}.sqlite3"), root).replace(file)


def _write(draft: Path, root: Path) -> Path:
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as database:
        database.executescript(SCHEMA)
        # Versions go on growing when a catalogue is lost.
        database.execute("INSERT INTO state VALUES (?, ?)", (str(root), time.time_ns()))
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database.commit()
    return draft
