"""Brings the indexes up to date with the texts: adds, replaces and removes what changed, and nothing else.

The manifest of each index names what it holds by content digest. It is written after the index, so that an interrupted
run is simply done again; the version file comes last and tells the readers. One process writes at a time.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from tantivy import Index, IndexWriter

from helpcenter.documents import passages
from helpcenter.search import entries, entry_file, index, stems, stopwords, synonyms, words
from helpcenter.search.content import SearchWords
from helpcenter.search.entries import make_fields, name_of, pack_entry
from helpcenter.search.entry_file import EntryWriter, size_of
from helpcenter.search.files import only_one, write_json
from helpcenter.search.index import WRITER_BYTES, add_text, is_readable, open_index, remove_text, renew_index
from helpcenter.search.reader import VERSION_FILE
from helpcenter.search.sources import SearchSource
from helpcenter.search.synonyms import Synonyms

MANIFEST_FILE = "manifest.json"
LOCK_FILE = "lock"
# An index made by other rules than these is another index: the code that made it is part of its name.
RULES = (passages, entries, entry_file, index, stems, stopwords, synonyms, words)
# The file of entries keeps what was replaced. Once it has taken in twice as many texts as there are, and this many, all is made anew.
WORN = 2_000


@dataclass(frozen=True)
class Wanted:
    """What an index should hold: name → (source, slug, digest)."""

    locale: str
    texts: Mapping[str, tuple[SearchSource, str, str]]


def rules_digest() -> str:
    """Twelve hexadecimal digits that change with the code that decides what an index holds."""
    return hashlib.sha256(b"".join(Path(str(module.__file__)).read_bytes() for module in RULES)).hexdigest()[:12]


def folder_of(root: Path, locale: str) -> Path:
    """Where the index of a language stands below the search folder."""
    return root / rules_digest() / locale


class Outcome(Enum):
    """How a run ended."""

    DONE = "done"
    """The indexes hold what the texts say."""
    LEFT = "left"
    """The time was over before that."""
    BUSY = "busy"
    """Another process is at it."""


def sync(root: Path, sources: Sequence[SearchSource], found: Mapping[str, SearchWords], *, wait: float, seconds: float) -> Outcome:
    """Do what can be done within `seconds` for the languages of `found`; another process is waited for `wait` seconds."""
    until = time.monotonic() + seconds
    with only_one(root / LOCK_FILE, wait) as is_mine:
        if not is_mine:
            return Outcome.BUSY
        _remove_old(root)
        each = [_Sync(folder_of(root, locale), _wanted(sources, locale, given), given) for locale, given in found.items()]
        # Every index gets its turn, even after one that has not been finished.
        return Outcome.LEFT if [one for one in each if not one.run(until)] else Outcome.DONE


def _wanted(sources: Sequence[SearchSource], locale: str, given: SearchWords) -> Wanted:
    texts = {}
    for source in sources:
        for (slug, code), digest in source.digests().items():
            if code == locale:
                texts[name_of(source.kind, slug)] = (source, slug, f"{digest}-{given.synonyms_digest}")
    return Wanted(locale, texts)


def _remove_old(root: Path) -> None:
    for folder in root.iterdir():
        if folder.is_dir() and folder.name != rules_digest():
            shutil.rmtree(folder, ignore_errors=True)


class _Sync:
    """One index on its way to what is wanted."""

    def __init__(self, folder: Path, wanted: Wanted, given: SearchWords) -> None:
        self._folder = folder
        self._wanted = wanted
        self._given = given
        self._synonyms = Synonyms(given.synonyms, wanted.locale)
        told = _read(folder / VERSION_FILE)
        self._written = int(told.get("written", 0))
        is_whole = is_readable(folder) and size_of(folder) >= int(told.get("size", 1))
        self._is_new = not is_whole or self._written > WORN + 2 * len(wanted.texts)
        self._manifest = {} if self._is_new else _read(folder / MANIFEST_FILE)

    def run(self, until: float) -> bool:
        """Write until everything is done or the time is over; True when everything is done."""
        left = list(self._changes())
        if left or self._is_new:
            left = self._write(left, until)
            write_json(self._folder / MANIFEST_FILE, self._manifest)
        self._tell()
        return not left

    def _changes(self) -> Iterator[str]:
        yield from self._manifest.keys() - self._wanted.texts.keys()
        for name, (_, _, digest) in self._wanted.texts.items():
            if self._manifest.get(name) != digest:
                yield name

    def _write(self, names: list[str], until: float) -> list[str]:
        # Whatever stands there without a manifest is the rest of an interrupted run.
        index = open_index(self._folder) if self._manifest else self._renew()
        writer = index.writer(WRITER_BYTES, 1)
        done = 0
        with EntryWriter(self._folder) as entry_writer:
            for name in names:
                self._replace(writer, entry_writer, name)
                done += 1
                if time.monotonic() > until:
                    break
        # Only now: an index never leads to entries that are not there.
        writer.commit()
        writer.wait_merging_threads()
        return names[done:]

    def _renew(self) -> Index:
        self._written = 0
        return renew_index(self._folder)

    def _replace(self, writer: IndexWriter, entry_writer: EntryWriter, name: str) -> None:
        remove_text(writer, name)
        self._manifest.pop(name, None)
        if name not in self._wanted.texts:
            return
        source, slug, digest = self._wanted.texts[name]
        document = source.read(slug, self._wanted.locale)
        if document is not None:
            add_text(writer, name, entry_writer.add(pack_entry(document, self._synonyms)), make_fields(document, self._synonyms))
            self._written += 1
        # A text that cannot be read is not asked for again until it changes.
        self._manifest[name] = digest

    def _tell(self) -> None:
        file = self._folder / VERSION_FILE
        told: dict[str, Any] = {"texts": _digest(self._manifest), "synonyms": self._given.synonyms, "answers": self._given.answers}
        told |= {"written": self._written, "size": size_of(self._folder)}
        if _read(file) != json.loads(json.dumps(told)):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_json(file, told)


def _digest(manifest: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(manifest.items())).encode()).hexdigest()


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
