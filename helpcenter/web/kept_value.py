"""Something that is read from files and needed on many pages: kept until the kernel tells that one of them may have changed."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from helpcenter.web.file_watch import FileWatch, the_watch

T = TypeVar("T")
# No longer, as with kept pages: what the kernel does not tell (a clock, another host's disk) is seen soon.
BELIEVED_SECONDS = 1.0


@dataclass(frozen=True)
class _Kept(Generic[T]):
    value: T
    generation: int
    due: float


class KeptValue(Generic[T]):
    """One such value; where nobody tells of changes it is read whenever somebody asks."""

    def __init__(self, read: Callable[[], T], files: Callable[[], Iterable[Path]], watch: FileWatch | None = None) -> None:
        self._read = read
        self._files = files
        self._watch = watch or the_watch()
        self._kept: _Kept[T] | None = None

    def get(self) -> T:
        """The value as the files are now."""
        kept, now = self._kept, time.monotonic()
        if kept and kept.generation == self._watch.look() and now < kept.due:
            return kept.value
        # The watch comes first, and its number before the files are read: what changes meanwhile is told afterwards.
        is_told, generation = self._watch.add(self._files()), self._watch.look()
        value = self._read()
        self._kept = _Kept(value, generation, now + BELIEVED_SECONDS) if is_told else None
        return value
