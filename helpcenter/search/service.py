"""The search as the site, the command and the check use it: what was typed in, results out; always over the present texts."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from helpcenter.documents.errors import ContentError
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.search.content import SearchWords, read_words, words_file
from helpcenter.search.engine import Hit
from helpcenter.search.excerpts import Marker, Part
from helpcenter.search.files import stamp_of
from helpcenter.search.plan import Plan, Typed
from helpcenter.search.reader import Reader, Version
from helpcenter.search.sources import SearchSource
from helpcenter.search.sync import Outcome, folder_of, sync

log = structlog.get_logger()
LIMIT, SUGGESTED, LIMIT_OTHER = 10, 6, 3
# Which share of what was asked some text must hold, or nothing is found; one in another language must hold more.
ENOUGH, ENOUGH_OTHER = 0.2, 0.6
# What is that much worse than the best only makes the list long.
NEAR_THE_BEST = 0.2
# Below this, the page says that no text holds all the words.
ALMOST_ALL = 0.65
# What a request may spend on texts that changed; more is left to the queue, and looked at again after a while.
REQUEST_SECONDS, PAUSE_SECONDS = 2.0, 30.0
# Another process that writes an edit is waited for, so that the edit is found; longer when there is nothing to search yet.
WAIT_SECONDS, WAIT_FOR_FIRST, WAIT_FOR_ROUND = 0.5, 10.0, 60.0
# Long work is shown in rounds.
BUSY_SECONDS, ROUND_SECONDS = 0.5, 3.0
# Whoever types asks several times a second: the texts need not be looked at each time.
SUGGESTION_SECONDS = 1.0


@dataclass(slots=True)
class ShownResult(Hit):
    """A result with what a page shows of it."""

    title_parts: tuple[Part, ...]
    heading_parts: tuple[Part, ...]
    excerpt: tuple[Part, ...]


@dataclass(frozen=True)
class Answer:
    """What is shown for a query: results in the reader's language, some in the others, and what was understood."""

    query: str
    results: tuple[ShownResult, ...] = ()
    others: tuple[ShownResult, ...] = ()
    understood: str = ""
    """The query with its typing mistakes repaired; empty when nothing was repaired."""
    is_partial: bool = False
    """True when no text holds all that was asked."""
    is_available: bool = True
    """False while there is nothing to search in: no index has been written yet, or none can be."""


class Searches:
    """The indexes of all languages below `root`, over these sources; `ask_queue` lets long work be done elsewhere."""

    def __init__(self, root: Path, content: Path, sources: Sequence[SearchSource], ask_queue: Callable[[], None] | None = None) -> None:
        self._root = root
        self._content = content
        self._sources = sources
        self._ask_queue = ask_queue
        self._readers = {locale: Reader(folder_of(root, locale), locale) for locale in INTERFACE_LOCALES}
        self._seen: object = None
        self._quiet_until = 0.0
        self._looked_at = -SUGGESTION_SECONDS

    def answer(self, query: str, locale: str, *, is_exact: bool = False) -> Answer:
        """The answer of the results page."""
        self.freshen()
        typed = Typed(query, is_exact=is_exact)
        version, plan, hits = self._find(typed, locale)
        if version is None:
            return Answer(query, is_available=False)
        marker = Marker(plan, version.synonyms)
        results = tuple(_show(hit, marker) for hit in hits)
        is_partial = bool(hits) and max(hit.coverage for hit in hits) < ALMOST_ALL
        others = self._in_other_languages(typed, locale, {hit.entry.slug for hit in hits})
        return Answer(query, results, others, _understood(query, plan) if hits else "", is_partial)

    def suggest(self, query: str, locale: str) -> tuple[ShownResult, ...]:
        """Some results while somebody is typing."""
        if time.monotonic() - self._looked_at > SUGGESTION_SECONDS:
            self.freshen()
        is_unfinished = not query.endswith((" ", "\N{NO-BREAK SPACE}"))
        version, plan, hits = self._find(Typed(query, is_unfinished=is_unfinished), locale, SUGGESTED)
        if version is None:
            return ()
        marker = Marker(plan, version.synonyms)
        return tuple(_show(hit, marker, with_excerpt=False) for hit in hits)

    def results(self, query: str, locale: str, limit: int = LIMIT) -> list[Hit]:
        """The results alone, without excerpts, over the texts as this process last looked at them (`freshen`, `complete`)."""
        return self._find(Typed(query), locale, limit)[2]

    def freshen(self) -> None:
        """See to it that what changed is found; what takes long goes to the queue."""
        now = self._looked_at = time.monotonic()
        seen = self._look()
        has_nothing = self._has_nothing()
        if not has_nothing and (now < self._quiet_until or seen == self._seen):
            return
        outcome = self._try_to_sync(WAIT_FOR_FIRST if has_nothing else WAIT_SECONDS)
        if outcome is Outcome.DONE:
            self._seen = seen
        elif outcome is None and has_nothing:
            # Nothing could be written: whoever asks next tries again.
            return
        else:
            self._quiet_until = now + (PAUSE_SECONDS if outcome is Outcome.LEFT else BUSY_SECONDS)
        if outcome is Outcome.LEFT and self._ask_queue:
            self._ask_queue()

    def complete(self) -> None:
        """Bring everything up to date, however long it takes; what is done meanwhile can be found meanwhile."""
        seen = self._look()
        while self._sync(WAIT_FOR_ROUND, ROUND_SECONDS) is not Outcome.DONE:
            # Each round has told the readers what is new.
            pass
        self._seen = seen

    def follow(self) -> None:
        """The same, when something has changed since this process last did it."""
        if self._look() != self._seen:
            self.complete()

    def _try_to_sync(self, wait: float) -> Outcome | None:
        """What a request may do; None when nothing can be written, as on a full disk: what can be found is found all the same."""
        try:
            return self._sync(wait, REQUEST_SECONDS)
        except (OSError, ValueError) as error:
            # The index says ValueError for whatever the system refuses.
            log.error("search_index_not_written", kind=type(error).__name__)
            return None

    def _sync(self, wait: float, seconds: float) -> Outcome:
        words = {locale: self._words(locale) for locale in self._readers}
        outcome = sync(self._root, self._sources, words, wait=wait, seconds=seconds)
        for reader in self._readers.values():
            reader.look()
        return outcome

    def _look(self) -> object:
        files = tuple(stamp_of(words_file(self._content, locale)) for locale in self._readers)
        return files, tuple(source.version() for source in self._sources)

    def _has_nothing(self) -> bool:
        versions = [reader.look() for reader in self._readers.values()]
        return None in versions

    def _words(self, locale: str) -> SearchWords:
        try:
            return read_words(self._content, locale)
        except ContentError as error:
            # Readers find less for a while; the check names the mistake to those who made it.
            log.error("content_error", mistakes=str(error))
            return SearchWords()

    def _find(self, typed: Typed, locale: str, limit: int = LIMIT) -> tuple[Version | None, Plan, list[Hit]]:
        version = self._readers[locale].version
        if version is None:
            return None, Plan((), ()), []
        # Whether anything is worth showing must not hang on how much there is room for.
        plan, hits = version.search(typed, max(limit, LIMIT))
        return version, plan, _put_first(version, plan, _worth_showing(hits))[:limit]

    def _in_other_languages(self, typed: Typed, locale: str, shown: set[str]) -> tuple[ShownResult, ...]:
        found: list[ShownResult] = []
        for code in self._readers:
            if code == locale:
                continue
            version, plan, hits = self._find(replace(typed, is_exact=True), code)
            if version:
                good = [hit for hit in hits if hit.coverage >= ENOUGH_OTHER and hit.entry.slug not in shown]
                marker = Marker(plan, version.synonyms)
                found += [_show(hit, marker) for hit in good[:LIMIT_OTHER]]
        return tuple(found)


def _worth_showing(hits: list[Hit]) -> list[Hit]:
    """Nothing when no text holds enough of what was asked; else all that are not much worse than the best."""
    # The first one mostly holds enough, and is looked at before a generator is made.
    if not hits or (hits[0].coverage < ENOUGH and all(hit.coverage < ENOUGH for hit in hits)):
        return []
    least = hits[0].score * NEAR_THE_BEST
    return hits if hits[-1].score >= least else [hit for hit in hits if hit.score >= least]


def _put_first(version: Version, plan: Plan, hits: list[Hit]) -> list[Hit]:
    """What staff chose for this query stands before everything else."""
    targets = version.answers.find(plan)
    if not targets:
        return hits
    top = max((hit.score for hit in hits), default=0.0)
    first: list[Hit] = []
    for target in targets:
        entry = version.engine.find(target.slug)
        if entry:
            first.append(Hit(entry, entry.section_with(target.anchor), top + len(targets) - len(first), 1.0))
    slugs = {hit.entry.slug for hit in first}
    return first + [hit for hit in hits if hit.entry.slug not in slugs]


def _show(hit: Hit, marker: Marker, *, with_excerpt: bool = True) -> ShownResult:
    entry = hit.entry
    return ShownResult(
        entry,
        hit.section,
        hit.score,
        hit.coverage,
        title_parts=marker.mark(entry.title),
        heading_parts=marker.mark(hit.heading),
        excerpt=_make_excerpt(hit, marker) if with_excerpt else (),
    )


def _make_excerpt(hit: Hit, marker: Marker) -> tuple[Part, ...]:
    text, summary = hit.entry.text_of(hit.section), hit.entry.summary
    return marker.excerpt(text if hit.section else f"{summary}\n{text}", summary)


def _understood(query: str, plan: Plan) -> str:
    understood = query
    for typed, meant in plan.repairs:
        understood = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant, understood, flags=re.IGNORECASE)
    return understood if plan.repairs else ""
