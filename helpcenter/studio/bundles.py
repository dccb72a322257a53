"""Bundles: the sheets that somebody asked for as one ZIP, and how far the queue is with them. A small file each, beside the PDFs."""

import json
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from helpcenter.pdf.cache import write_whole

# As token_urlsafe(12) writes it; nothing else that stands in an address may name a file.
TOKEN = re.compile(r"[A-Za-z0-9_-]{16}")
# Whoever comes back after a day makes a fresh one: the sheets may have changed.
DAY = 86_400
# Without any progress for so long, its job is lost, and it is started anew.
STALLED_SECONDS = 120


@dataclass(frozen=True)
class Item:
    """One sheet: what it is called in the ZIP, and the key of its PDF once that is made."""

    tutorial: str
    locale: str
    name: str
    key: str = ""
    is_failed: bool = False

    @property
    def is_done(self) -> bool:
        """True when nothing more will come of it."""
        return bool(self.key) or self.is_failed


@dataclass(frozen=True)
class Bundle:
    """All of them."""

    token: str
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        """How many are through."""
        return sum(item.is_done for item in self.items)

    @property
    def is_ready(self) -> bool:
        """True when the ZIP can be sent."""
        return self.done == len(self.items)

    @property
    def failed(self) -> tuple[Item, ...]:
        """Those that could not be made."""
        return tuple(item for item in self.items if item.is_failed)

    def with_item(self, number: int, item: Item) -> "Bundle":
        """The same with another item in this place."""
        return replace(self, items=(*self.items[:number], item, *self.items[number + 1 :]))


class BundleStore:
    """The bundles of one organisation; another's are not found."""

    def __init__(self, instance: Path, organisation_id: int, now: Callable[[], float] = time.time) -> None:
        self._folder = instance / "bundles" / str(organisation_id)
        self._now = now

    def begin(self, items: Iterable[Item]) -> Bundle:
        """A new bundle; old ones are removed."""
        self._sweep()
        bundle = Bundle(secrets.token_urlsafe(12), tuple(items))
        self.put(bundle)
        return bundle

    def find(self, token: str) -> Bundle | None:
        """The bundle of this token."""
        if not TOKEN.fullmatch(token):
            return None
        try:
            values = json.loads(self._file(token).read_bytes())
        except FileNotFoundError:
            return None
        return Bundle(token, tuple(Item(**item) for item in values))

    def put(self, bundle: Bundle) -> None:
        """Keep how far it is."""
        write_whole(self._file(bundle.token), json.dumps([asdict(item) for item in bundle.items]).encode())

    def is_stalled(self, token: str) -> bool:
        """True when nothing has moved for a while."""
        file = self._file(token)
        return file.exists() and self._now() - file.stat().st_mtime >= STALLED_SECONDS

    def take_up(self, token: str) -> bool:
        """True for the one who is to start it anew: from then on it counts as moved."""
        if not self.is_stalled(token):
            return False
        # Two who click at the same moment may both go on: the second finds the PDFs of the first.
        self._file(token).touch()
        return True

    def _sweep(self) -> None:
        for file in self._old():
            file.unlink(missing_ok=True)

    def _old(self) -> Iterator[Path]:
        for file in self._folder.glob("*.json"):
            # Another member may have swept it meanwhile.
            with suppress(FileNotFoundError):
                if self._now() - file.stat().st_mtime > DAY:
                    yield file

    def _file(self, token: str) -> Path:
        return self._folder / f"{token}.json"
