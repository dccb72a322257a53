"""Finds the commits that changed one file, newest first, looking at a bounded number of commits at a time."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from dulwich.objects import Commit, ObjectID, Tree

from helpcenter.documents.checkout import Checkout
from helpcenter.documents.recording import commit_of

Entry = ObjectID | None


@dataclass(frozen=True)
class Found:
    """Commits that changed the file, and where to go on; `rest` is empty at the beginning of all history."""

    commits: tuple[Commit, ...]
    rest: tuple[ObjectID, ...]


class Walk:
    """One look into the past of one file."""

    def __init__(self, checkout: Checkout, path: bytes) -> None:
        self._checkout = checkout
        self._path = path.split(b"/")
        self._entries: dict[tuple[ObjectID, int], Entry] = {}

    def run(self, start: Iterable[ObjectID], wanted: int, limit: int) -> Found:
        """At most `wanted` commits that changed the file, after looking at `limit` commits at most."""
        waiting: list[tuple[int, ObjectID]] = []
        seen: set[ObjectID] = set()
        found: list[Commit] = []
        self._push(waiting, seen, start)
        while waiting and len(found) < wanted and limit > 0:
            limit -= 1
            commit = commit_of(self._checkout, heapq.heappop(waiting)[1])
            same = [parent for parent in self._parents(commit) if self._entry(parent) == self._entry(commit)]
            # The first commit of all has no parent; without the file it did nothing to it.
            if not same and (self._entry(commit) or commit.parents):
                found.append(commit)
            # Like git: when one parent holds the same file, whatever the others did to it came to nothing.
            self._push(waiting, seen, [same[0].id] if same else commit.parents)
        return Found(tuple(found), tuple(name for _time, name in sorted(waiting)))

    def _push(self, waiting: list[tuple[int, ObjectID]], seen: set[ObjectID], names: Iterable[ObjectID]) -> None:
        for name in names:
            if name not in seen and name in self._checkout.repo.object_store:
                seen.add(name)
                # The newest comes first, whichever branch it is on, as in git's own log.
                heapq.heappush(waiting, (-commit_of(self._checkout, name).commit_time, name))

    def _parents(self, commit: Commit) -> list[Commit]:
        # The end of a shallow clone names parents that are not there.
        store = self._checkout.repo.object_store
        return [commit_of(self._checkout, name) for name in commit.parents if name in store]

    def _entry(self, commit: Commit) -> Entry:
        return self._below(commit.tree, 0)

    def _below(self, tree: ObjectID, depth: int) -> Entry:
        """The id of the file below this tree; most commits leave most trees alone, so each is read once."""
        key = (tree, depth)
        if key not in self._entries:
            self._entries[key] = self._look_up(tree, depth)
        return self._entries[key]

    def _look_up(self, tree: ObjectID, depth: int) -> Entry:
        found = self._checkout.repo.object_store[tree]
        if not isinstance(found, Tree) or self._path[depth] not in found:
            return None
        _mode, name = found[self._path[depth]]
        return name if depth + 1 == len(self._path) else self._below(name, depth + 1)
