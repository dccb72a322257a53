"""All tutorials of content/: their texts, the labels and drawings they use; read when asked for, kept until a file changes."""

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Page, Shelf
from helpcenter.tutorials.drawings import Illustration, read_illustration
from helpcenter.tutorials.labels import MailClient, read_mail_client
from helpcenter.tutorials.step_text import parse_steps
from helpcenter.tutorials.tutorial import Tutorial, TutorialMeta

T = TypeVar("T")
SHELF = Shelf(folder="tutorials", front_matter=TutorialMeta, address="/{locale}/tutorials/{slug}")
CLIENTS = "mail-clients"
ILLUSTRATIONS = "illustrations"


class Tutorials:
    """The tutorials of a library that knows their shelf."""

    def __init__(self, library: Library, values: Mapping[str, str] = MappingProxyType({})) -> None:
        self._library = library
        # What variables stand for; a check needs none.
        self.values = values
        self._steps: dict[Path, tuple[Page[TutorialMeta], Tutorial]] = {}
        self._files: dict[Path, tuple[tuple[int, int], Any]] = {}
        self._lock = threading.Lock()

    @property
    def root(self) -> Path:
        """The content folder."""
        return self._library.root

    def ids(self) -> tuple[str, ...]:
        """The ids of all tutorials."""
        return self._library.slugs(SHELF)

    def locales(self, tutorial_id: str) -> tuple[str, ...]:
        """The text locales of a tutorial; none for one that does not exist."""
        return self._library.locales(SHELF, tutorial_id)

    def each(self, locale: str) -> Iterator[Tutorial]:
        """All tutorials that exist in this text locale."""
        for tutorial_id in self.ids():
            if tutorial := self.find(tutorial_id, locale):
                yield tutorial

    def find(self, tutorial_id: str, locale: str) -> Tutorial | None:
        """A tutorial, or None; raise ContentError when its file is wrong."""
        page = self._library.find(SHELF, tutorial_id, locale)
        if page is None:
            return None
        kept = self._steps.get(page.file)
        if kept is None or kept[0] is not page:
            steps = parse_steps(page.document.body, page.file, page.document.body_line)
            kept = self._steps[page.file] = page, Tutorial(tutorial_id, locale, page.file, page.meta, steps)
        return kept[1]

    def client(self, name: str) -> MailClient:
        """What is known of a mail client's screens."""
        return self._read(self.client_file(name), read_mail_client)

    def client_file(self, name: str) -> Path:
        """Where it stands."""
        return self.root / CLIENTS / f"{name}.yaml"

    def illustration(self, kind: str) -> Illustration:
        """A drawing that waits to be filled."""
        return self._read(self.illustration_file(kind), read_illustration)

    def illustration_file(self, kind: str) -> Path:
        """Where it stands."""
        return self.root / ILLUSTRATIONS / f"{kind}.svg"

    def files(self, tutorial: Tutorial) -> set[Path]:
        """Every file that decides how this tutorial looks."""
        drawings = {self.illustration_file(step.facts.illustration) for step in tutorial.steps}
        others = {self._file(other, tutorial.locale) for other in (tutorial.meta.shorter, tutorial.meta.longer) if other}
        return {tutorial.file, self.client_file(tutorial.meta.client), *drawings, *others}

    def _file(self, tutorial_id: str, locale: str) -> Path:
        return self.root / SHELF.folder / tutorial_id / f"{locale}.md"

    def _read(self, file: Path, read: Callable[[Path], T]) -> T:
        try:
            found = file.stat()
        except OSError as error:
            raise ContentError(file, 1, "this file is needed and does not exist") from error
        stamp = found.st_mtime_ns, found.st_size
        with self._lock:
            if file not in self._files or self._files[file][0] != stamp:
                self._files[file] = stamp, read(file)
            kept: T = self._files[file][1]
        return kept
