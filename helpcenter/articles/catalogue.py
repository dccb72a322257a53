"""The catalogue: the front matter of all articles in a small SQLite file, so that lists, neighbours and search need not read them all.

The files are the truth; this is a copy that may be deleted at any time. `look` compares the files' stamps and reads what changed. Kept
pages that show something of other articles name `stamp_file`, which is touched when that something has changed.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from helpcenter.articles.catalogue_files import FileKey, Stamp, scan, signature
from helpcenter.articles.catalogue_store import is_usable, make_file
from helpcenter.articles.content import ARTICLES, ArticleMatter
from helpcenter.articles.rows import COLUMNS, Address, Row, from_table, make_row, to_table
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import parse_document, read_text
from helpcenter.documents.library import Library
from helpcenter.i18n.locales import DEFAULT_LOCALE

PUBLIC = "status = 'published' AND (publish_at IS NULL OR publish_at <= :now)"
# The best locale of each article: the one that is asked for, then French, then any. SQLite takes the other columns from the row of MIN.
BEST = f"MIN(CASE locale WHEN :locale THEN 0 WHEN '{DEFAULT_LOCALE}' THEN 1 ELSE 2 END) AS best"
# Looking at all files may take this share of the time; small folders, which take less than FREE_SECONDS, are looked at whenever asked.
LOOKING_SHARE = 0.02
FREE_SECONDS = 0.003


class Catalogue:
    """What is known of all articles of a library; safe in threads and processes."""

    def __init__(self, library: Library, instance: Path) -> None:
        self._library = library
        self._file = instance / "catalogue.sqlite3"
        self.stamp_file = instance / "stamps" / ".articles"
        self._seen = 0
        self._looked_at = 0.0
        self._took = 0.0

    def look(self) -> int:
        """Look at the files if it is time to, read those that changed; gives the version, which grows with each change."""
        if self._is_due():
            self._compare()
        return self.version

    @property
    def version(self) -> int:
        """The version of the catalogue as any process last stored it."""
        with self._open() as database:
            return int(database.execute("SELECT version FROM state").fetchone()[0])

    def rows(self, locale: str | None = None) -> list[Row]:
        """Every article, drafts too, in the order of sections; in one locale when given."""
        condition = "WHERE locale = :locale" if locale else ""
        return self._select(f"SELECT {COLUMNS} FROM article {condition} ORDER BY section, position, slug, locale", locale=locale)

    def find(self, slug: str, locale: str) -> Row | None:
        """One article in exactly this locale, public or not."""
        found = self._select(f"SELECT {COLUMNS} FROM article WHERE slug = :slug AND locale = :locale", slug=slug, locale=locale)
        return found[0] if found else None

    def find_public(self, slug: str, locale: str, now: datetime) -> Row | None:
        """One public article in this locale, else in another one."""
        found = self._select(
            f"SELECT {COLUMNS}, {BEST} FROM article WHERE slug = :slug AND {PUBLIC} GROUP BY slug", slug=slug, locale=locale, now=_text(now)
        )
        return found[0] if found else None

    def section_rows(self, section: str, locale: str, now: datetime, limit: int = -1, offset: int = 0) -> list[Row]:
        """The public articles of a section in order, each in its best locale; `limit` -1 means all."""
        return self._select(
            f"SELECT {COLUMNS}, {BEST} FROM article WHERE section = :section AND {PUBLIC}"
            " GROUP BY section, position, slug ORDER BY position, slug LIMIT :limit OFFSET :offset",
            section=section,
            locale=locale,
            now=_text(now),
            limit=limit,
            offset=offset,
        )

    def count_section(self, section: str, now: datetime) -> int:
        """How many public articles a section has."""
        with self._open() as database:
            query = f"SELECT COUNT(DISTINCT slug) FROM article WHERE section = :section AND {PUBLIC}"
            return int(database.execute(query, {"section": section, "now": _text(now)}).fetchone()[0])

    def public_addresses(self, now: datetime) -> list[Address]:
        """Every public text, by slug: what a sitemap names of it."""
        query = f"SELECT slug, locale, updated_on FROM article WHERE {PUBLIC} ORDER BY slug, locale"
        with self._open() as database:
            found = database.execute(query, {"now": _text(now)})
            return [Address(slug, locale, date.fromisoformat(day)) for slug, locale, day in found]

    def neighbours(self, row: Row, now: datetime) -> tuple[Row | None, Row | None]:
        """The public articles before and after this one in its section."""
        return self._neighbour(row, now, "<", "DESC"), self._neighbour(row, now, ">", "ASC")

    def slug_of_alias(self, old: str) -> str | None:
        """The slug of the article that once had this one."""
        with self._open() as database:
            found = database.execute("SELECT slug FROM alias WHERE alias = ?", (old,)).fetchone()
        return str(found[0]) if found else None

    def next_publication(self, now: datetime) -> datetime | None:
        """When the next scheduled article becomes public."""
        with self._open() as database:
            query = "SELECT MIN(publish_at) FROM article WHERE status = 'published' AND publish_at > ?"
            found = database.execute(query, (_text(now),)).fetchone()
        return datetime.fromisoformat(found[0]) if found[0] else None

    def _neighbour(self, row: Row, now: datetime, sign: str, direction: str) -> Row | None:
        found = self._select(
            f"SELECT {COLUMNS}, {BEST} FROM article WHERE section = :section AND (position, slug) {sign} (:position, :slug) AND {PUBLIC}"
            f" GROUP BY section, position, slug ORDER BY position {direction}, slug {direction} LIMIT 1",
            section=row.section,
            position=row.order,
            slug=row.slug,
            locale=row.locale,
            now=_text(now),
        )
        return found[0] if found else None

    def _select(self, query: str, **values: object) -> list[Row]:
        with self._open() as database:
            return [from_table(found) for found in database.execute(query, values)]

    def _is_due(self) -> bool:
        if self._took < FREE_SECONDS:
            return True
        return time.monotonic() - self._looked_at > self._took / LOOKING_SHARE

    def _compare(self) -> None:
        # Processor time, for a busy machine is no reason to look less often.
        began = time.thread_time()
        files = dict(scan(self._library.root / ARTICLES.folder))
        seen = signature(files)
        self._took, self._looked_at = time.thread_time() - began, time.monotonic()
        # Nothing has changed since this process looked, and the catalogue is still there.
        if seen == self._seen and is_usable(self._file, self._library.root):
            return
        with self._open() as database:
            self._store(database, files)
        self._seen = seen

    def _store(self, database: sqlite3.Connection, files: dict[FileKey, Stamp]) -> None:
        database.execute("BEGIN IMMEDIATE")
        known = {(slug, locale): stamp for slug, locale, stamp in database.execute("SELECT slug, locale, stamp FROM file")}
        changed = [key for key, stamp in files.items() if known.get(key) != stamp]
        gone = known.keys() - files.keys()
        for key in (*gone, *changed):
            _forget(database, key)
        for key in changed:
            self._read(database, key, files[key])
        _name_aliases(database, {slug for slug, _locale in (*gone, *changed)})
        if changed or gone:
            database.execute("UPDATE state SET version = version + 1")
        database.commit()
        if changed or gone:
            self._touch()

    def _read(self, database: sqlite3.Connection, key: FileKey, stamp: Stamp) -> None:
        database.execute("INSERT INTO file VALUES (?, ?, ?)", (*key, stamp))
        file = self._library.file_of(ARTICLES, *key)
        # A broken text is named by the check and logged when somebody asks for it; lists leave it out.
        with suppress(ContentError):
            if file is not None:
                values = to_table(make_row(*key, parse_document(read_text(file), file, ArticleMatter)))
                database.execute(f"INSERT INTO article ({COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)

    def _touch(self) -> None:
        self.stamp_file.parent.mkdir(parents=True, exist_ok=True)
        self.stamp_file.touch()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # A connection per question: some 100 microseconds beside the rendering of a page, and nothing to share between threads.
        if not is_usable(self._file, self._library.root):
            make_file(self._file, self._library.root)
        with closing(sqlite3.connect(self._file, timeout=30, isolation_level=None)) as database:
            database.row_factory = sqlite3.Row
            yield database


def _forget(database: sqlite3.Connection, key: FileKey) -> None:
    database.execute("DELETE FROM file WHERE slug = ? AND locale = ?", key)
    database.execute("DELETE FROM article WHERE slug = ? AND locale = ?", key)


def _name_aliases(database: sqlite3.Connection, slugs: Iterable[str]) -> None:
    """Store the old slugs of these articles anew, whichever of their languages names them."""
    for slug in slugs:
        database.execute("DELETE FROM alias WHERE slug = ?", (slug,))
        named = "SELECT DISTINCT value, article.slug FROM article, json_each(article.aliases) WHERE article.slug = ?"
        database.execute(f"INSERT OR REPLACE INTO alias {named}", (slug,))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
