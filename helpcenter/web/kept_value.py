"""Something that is read from files and needed on many pages: kept until one of them, or a folder of theirs, changes."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from helpcenter.web.file_watch import FileWatch, the_watch
from helpcenter.web.kept_page import BELIEVED_SECONDS, Stamp, stamp

T = TypeVar("T")


@dataclass(slots=True)
class _Kept(Generic[T]):
    value: T
    stamps: dict[Path, Stamp]
    # As with kept pages: a look at the files holds while the watch counts no change, and for a second.
    generation: int
    due: float

    def is_fresh(self) -> bool:
        return all(stamp(file) == before for file, before in self.stamps.items())


class KeptValue(Generic[T]):
    """One such value; where nobody tells of changes, its files are looked at whenever somebody asks."""

    def __init__(self, read: Callable[[], T], files: Callable[[], Iterable[Path]], watch: FileWatch | None = None) -> None:
        self._read = read
        self._files = files
        self._watch = watch or the_watch()
        self._is_told = False
        self._kept: _Kept[T] | None = None

    def get(self) -> T:
        """The value as the files are now."""
        kept, generation, now = self._kept, self._watch.look(), time.monotonic()
        if kept and self._is_told and kept.generation == generation and now < kept.due:
            return kept.value
        if kept and kept.is_fresh():
            kept.generation, kept.due = generation, now + BELIEVED_SECONDS
            return kept.value
        return self._renew()

    def _renew(self) -> T:
        named = set(self._files())
        # Their folders too: a new file beside them may count.
        files = named | {file.parent for file in named}
        # The watch comes first, then the stamps, then what is read: what changes meanwhile is told or seen the next time.
        self._is_told = self._watch.add(files)
        generation, stamps = self._watch.look(), {file: stamp(file) for file in files}
        value = self._read()
        self._kept = _Kept(value, stamps, generation, time.monotonic() + BELIEVED_SECONDS)
        return value
