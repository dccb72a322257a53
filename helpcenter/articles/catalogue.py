"""The catalogue: the front matter of all articles in a small SQLite file, so that lists, neighbours and search need not read them all.

The files are the truth; this is a copy that may be deleted at any time. `look` compares the files' stamps and reads what changed. Kept
lists name `stamp_file`, which is replaced with each change; kept articles, which show neighbours and related ones, name
`links_stamp_file`, which is replaced only when something that links show has changed: an edit renders that article alone.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from helpcenter.articles.catalogue_files import ArticleFiles
from helpcenter.articles.catalogue_store import Token, is_usable, make_file, token_of
from helpcenter.articles.catalogue_update import bring_up_to_date
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.rows import COLUMNS, Address, Row, from_table
from helpcenter.documents.library import Library
from helpcenter.i18n.locales import DEFAULT_LOCALE

# Compared as texts, which is right for moments by isoformat in UTC: “+” sorts before the dot of a fraction, digits as numbers do.
PUBLIC = "status = 'published' AND (publish_at IS NULL OR publish_at <= :now)"
# The best locale of each article: the one that is asked for, then French, then any. SQLite takes the other columns from the row of MIN.
BEST = f"MIN(CASE locale WHEN :locale THEN 0 WHEN '{DEFAULT_LOCALE}' THEN 1 ELSE 2 END) AS best"


class Catalogue:
    """What is known of all articles of a library; safe in threads and processes."""

    def __init__(self, library: Library, instance: Path) -> None:
        self._library = library
        self._file = instance / "catalogue.sqlite3"
        self.stamp_file = instance / "stamps" / ".articles"
        self.links_stamp_file = instance / "stamps" / ".article-links"
        self._files = ArticleFiles(library.root / ARTICLES.folder)
        # The version that was stored when the stamp looked like this; the catalogue that was found to be usable.
        self._known: tuple[Token | None, int] = (None, 0)
        self._usable: Token | None = None

    def look(self) -> int:
        """Look at the files if it is time to, read those that changed; gives the version, which grows with each change.

        Asked on each request of a kept list: when nothing is new this takes some microseconds, however many articles there are.
        """
        if not self._is_usable():
            self._files.forget()
        if not self._files.is_quiet():
            self._compare()
        # Another process may have stored a change: the stamp tells without opening the database.
        token = token_of(self.stamp_file)
        if token is None:
            return self.version
        if self._known[0] != token:
            self._known = (token, self.version)
        return self._known[1]

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
            " GROUP BY position, slug ORDER BY position, slug LIMIT :limit OFFSET :offset",
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
            # Compared by the order of the list: the index answers, however long the section is.
            f"SELECT {COLUMNS}, {BEST} FROM article WHERE section = :section AND (position, slug) {sign} (:position, :slug) AND {PUBLIC}"
            f" GROUP BY position, slug ORDER BY position {direction}, slug {direction} LIMIT 1",
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

    def _compare(self) -> None:
        seen = self._files.look()
        if seen is not None:
            with self._open() as database:
                change = bring_up_to_date(database, self._library, seen)
            if change.is_any:
                _replace(self.stamp_file)
            if change.is_shown:
                _replace(self.links_stamp_file)

    def _is_usable(self) -> bool:
        token = token_of(self._file)
        if token is None or token != self._usable:
            self._usable = token if is_usable(self._file, self._library.root) else None
        return self._usable is not None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # A connection per question: some 50 microseconds beside the rendering of a page, and nothing to share between threads.
        if not self._is_usable():
            make_file(self._file, self._library.root)
        with closing(sqlite3.connect(self._file, timeout=30, isolation_level=None)) as database:
            database.row_factory = sqlite3.Row
            yield database


def _replace(stamp: Path) -> None:
    # Another file each time: two changes within one tick of the file system's clock must not look alike.
    stamp.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp.with_name(f"{stamp.name}-{os.getpid()}-{threading.get_ident()}")
    draft.touch()
    draft.replace(stamp)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
