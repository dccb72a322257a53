"""Brings the stored catalogue in line with the files: what changed is read and stored, what is gone is forgotten.

Some at a time: the first catalogue of ten thousand articles takes a while, several processes may be at it, and readers must not wait.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpcenter.articles.catalogue_files import FileKey, Seen, Stamp
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.rows import COLUMNS, make_row, to_table
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import read_text
from helpcenter.documents.library import Library

# So many are read before the lock is taken and stored under it: it is held for milliseconds (docs/decisions/0017).
AT_ONCE = 200
# What pages of other articles show of an article, or choose it by.
SHOWN = ("title", "summary", "section", "position", "status", "publish_at", "keywords")


@dataclass(frozen=True)
class Change:
    """What was found: whether anything had changed, and whether other pages show something of it."""

    is_any: bool = False
    is_shown: bool = False


def bring_up_to_date(database: sqlite3.Connection, library: Library, seen: Seen) -> Change:
    """Store what changed under a new version."""
    known = _known(database, seen.slugs)
    differing = [key for key in known.keys() | seen.files.keys() if known.get(key) != seen.files.get(key)]
    differing.sort()
    parts = [differing[start : start + AT_ONCE] for start in range(0, len(differing), AT_ONCE)]
    changes = [_store(database, library, part, seen.files) for part in parts]
    return Change(any(each.is_any for each in changes), any(each.is_shown for each in changes))


def _store(database: sqlite3.Connection, library: Library, keys: Iterable[FileKey], files: Mapping[FileKey, Stamp]) -> Change:
    # What another process stored in the meantime need not be read again.
    keys = _differing(database, keys, files)
    rows = {key: _read(library, key) for key in keys if key in files}
    # All reading is done. What came in between is compared once more; an error ends the connection, and so the transaction.
    database.execute("BEGIN IMMEDIATE")
    keys = _differing(database, keys, files)
    before = _shown(database, keys)
    for key in keys:
        _replace(database, key, files.get(key), rows.get(key))
    _name_aliases(database, {slug for slug, _locale in keys})
    if keys:
        database.execute("UPDATE state SET version = version + 1")
    after = _shown(database, keys)
    database.commit()
    return Change(bool(keys), before != after)


def _differing(database: sqlite3.Connection, keys: Iterable[FileKey], files: Mapping[FileKey, Stamp]) -> list[FileKey]:
    wanted = list(keys)
    known = _known(database, {slug for slug, _locale in wanted})
    return [key for key in wanted if known.get(key) != files.get(key)]


def _known(database: sqlite3.Connection, slugs: Iterable[str] | None) -> dict[FileKey, Stamp]:
    """The stamps as they are stored, of these articles or of all."""
    condition = "" if slugs is None else "WHERE slug IN (SELECT value FROM json_each(?))"
    values = () if slugs is None else (json.dumps(list(slugs)),)
    found = database.execute(f"SELECT slug, locale, stamp FROM file {condition}", values)
    return {(slug, locale): stamp for slug, locale, stamp in found}


def _shown(database: sqlite3.Connection, keys: Iterable[FileKey]) -> list[tuple[Any, ...] | None]:
    query = f"SELECT {', '.join(SHOWN)} FROM article WHERE slug = ? AND locale = ?"
    found = (database.execute(query, key).fetchone() for key in keys)
    return [tuple(row) if row else None for row in found]


def _read(library: Library, key: FileKey) -> tuple[Any, ...] | None:
    """The values of an article's row; None for a broken text, which is named by the check and logged when somebody asks for it."""
    file = library.file_of(ARTICLES, *key)
    if file is None:
        return None
    try:
        return to_table(make_row(*key, library.parse(read_text(file), file, ARTICLES)))
    except ContentError:
        return None


def _replace(database: sqlite3.Connection, key: FileKey, stamp: Stamp | None, values: tuple[Any, ...] | None) -> None:
    database.execute("DELETE FROM file WHERE slug = ? AND locale = ?", key)
    database.execute("DELETE FROM article WHERE slug = ? AND locale = ?", key)
    if stamp is not None:
        database.execute("INSERT INTO file VALUES (?, ?, ?)", (*key, stamp))
    if values is not None:
        database.execute(f"INSERT INTO article ({COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)


def _name_aliases(database: sqlite3.Connection, slugs: Iterable[str]) -> None:
    """Store the old slugs of these articles anew, whichever of their languages names them."""
    for slug in slugs:
        database.execute("DELETE FROM alias WHERE slug = ?", (slug,))
        # Two articles that claim the same old slug are an error of the check; until somebody mends it, the later one has it.
        named = "SELECT DISTINCT value, article.slug FROM article, json_each(article.aliases) WHERE article.slug = ?"
        database.execute(f"INSERT OR REPLACE INTO alias {named}", (slug,))
