"""Reads the index of one language, always in its newest version: a look at one small file tells whether there is a newer one."""

import json
import struct
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from helpcenter.search.answers import BestAnswers
from helpcenter.search.engine import Engine, Hit
from helpcenter.search.entry_file import EntryFile, name_in
from helpcenter.search.files import Stamp, stamp_of
from helpcenter.search.index import SURFACE, is_readable, open_index
from helpcenter.search.plan import Plan, Planner, Typed
from helpcenter.search.synonyms import Synonyms
from helpcenter.search.vocabulary import Vocabulary

log = structlog.get_logger()
VERSION_FILE = "version.json"


@dataclass(frozen=True)
class Version:
    """One version of an index, ready to answer."""

    engine: Engine
    planner: Planner
    synonyms: Synonyms
    answers: BestAnswers

    def search(self, typed: Typed, limit: int) -> tuple[Plan, list[Hit]]:
        """What was understood, and the best texts for it."""
        plan = self.planner.make(typed)
        return plan, self.engine.search(plan, limit)


class Reader:
    """The index of one language in this process; `version` is what was last seen of it."""

    def __init__(self, folder: Path, locale: str) -> None:
        self.folder = folder
        self.locale = locale
        self._file = folder / VERSION_FILE
        self._path = str(self._file)
        self._stamp: Stamp = None
        self.version: Version | None = None
        self._lock = threading.Lock()

    def look(self) -> Version | None:
        """The newest version that any process has written; None while there is no index."""
        stamp = stamp_of(self._path)
        if stamp != self._stamp:
            with self._lock:
                self.version, self._stamp = self._open() if stamp else None, stamp
        return self.version

    def _open(self) -> Version | None:
        if not is_readable(self.folder):
            return None
        try:
            stored = json.loads(self._file.read_bytes())
            return self._make(stored["synonyms"], stored["answers"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
            # Cut off by a power cut, or removed at this moment: the next run of sync writes it anew.
            log.error("search_index_damaged", locale=self.locale, kind=type(error).__name__)
            return None

    def _make(self, groups: Sequence[Sequence[str]], answers: Mapping[str, Sequence[str]]) -> Version:
        name = name_in(self.folder)
        searcher = open_index(self.folder).searcher()
        # Opened after the index, the file holds the entries of all its texts; another one by now would be that of another index.
        entries = EntryFile(self.folder)
        if entries.name != name:
            raise OSError("replaced at this moment")
        synonyms = Synonyms(groups, self.locale)
        vocabulary = Vocabulary(searcher.terms_with_prefix(SURFACE, ""), synonyms.words, self.locale)
        engine = Engine(searcher, entries)
        planner = Planner(vocabulary, synonyms, lambda key: engine.count(key) > 0)
        engine.read_ahead(planner.read_ahead())
        return Version(engine, planner, synonyms, BestAnswers(answers, self.locale))
