"""All tutorials of content/: their texts, the labels and drawings they use; read when asked for, kept until a file changes."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import structlog

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Page, Shelf
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.labels.mail_clients import LAST, Label, MailClient, read_mail_client
from helpcenter.tutorials.drawings import Illustration, read_illustration
from helpcenter.tutorials.stand_ins import StandIn, stand_in, stand_ins
from helpcenter.tutorials.step_text import parse_steps
from helpcenter.tutorials.tutorial import GENERIC, Tutorial, TutorialMeta

T = TypeVar("T")
log = structlog.get_logger()
# May a sheet quote this label: mail client, key, locale of the screen, label?
IsShown = Callable[[str, str, str, Label], bool]
SHELF = Shelf(folder="tutorials", front_matter=TutorialMeta, address="/{locale}/tutorials/{slug}")
CLIENTS = "mail-clients"
ILLUSTRATIONS = "illustrations"


class Tutorials:
    """The tutorials of a library that knows their shelf; those whose labels may not be shown are left out.

    A mail client's platform without any gets a stand-in: the generic sheet under the client's name.
    """

    def __init__(
        self,
        library: Library,
        values: Mapping[str, str] = MappingProxyType({}),
        is_shown: IsShown = lambda *_: True,
        stamps: Iterable[Path] = (),
    ) -> None:
        self._library = library
        # What variables stand for; a check needs none.
        self.values = values
        self._is_shown = is_shown
        # Files outside content/ that tell when `is_shown` may answer otherwise.
        self.stamps = frozenset(stamps)
        self._steps: dict[Path, tuple[Page[TutorialMeta], Tutorial]] = {}
        self._files: dict[Path, tuple[tuple[int, int], Any]] = {}
        self._lock = threading.Lock()

    @property
    def root(self) -> Path:
        """The content folder."""
        return self._library.root

    def ids(self) -> tuple[str, ...]:
        """The ids of all tutorials that may be shown, stand-ins among them, in the order of their mail clients; the generic one last."""
        own = [each for each in self.written_ids() if each != GENERIC and self.is_usable(each)]
        places = {each: self._order_of(each) for each in own} | {each.id: self.client(each.client).order for each in self._stand_ins(own)}
        generic = [GENERIC] if GENERIC in self.written_ids() else []
        return (*sorted(places, key=places.__getitem__), *generic)

    def _order_of(self, tutorial_id: str) -> int:
        try:
            found = next(filter(None, (self.find(tutorial_id, code) for code in self._library.locales(SHELF, tutorial_id))))
            return self.client(found.meta.client).order
        # Broken: it stands last until it is mended, and keeps no other from its place.
        except ContentError:
            return LAST

    def written_ids(self) -> tuple[str, ...]:
        """The ids of the tutorials in content/, whether they may be shown or not."""
        return self._library.slugs(SHELF)

    def clients(self) -> tuple[str, ...]:
        """The names of all mail clients."""
        return tuple(sorted(file.stem for file in (self.root / CLIENTS).glob("*.yaml")))

    def locales(self, tutorial_id: str) -> tuple[str, ...]:
        """The text locales of a tutorial, a stand-in or not; none for one that does not exist."""
        written = self._library.locales(SHELF, tutorial_id)
        if not written and tutorial_id in self.ids():
            return self._library.locales(SHELF, GENERIC)
        return written

    def each(self, locale: str) -> Iterator[Tutorial]:
        """All tutorials that exist in this text locale."""
        for tutorial_id in self.ids():
            if tutorial := self.find(tutorial_id, locale):
                yield tutorial

    def find(self, tutorial_id: str, locale: str) -> Tutorial | None:
        """A tutorial, or None; raise ContentError when its file is wrong."""
        page = self._library.find(SHELF, tutorial_id, locale)
        if page is None:
            return self._find_stand_in(tutorial_id, locale)
        kept = self._steps.get(page.file)
        # The library gives the very same page as long as its file has not changed.
        if kept is None or kept[0] is not page:
            steps = parse_steps(page.document.body, page.file, page.document.body_line)
            kept = self._steps[page.file] = page, Tutorial(tutorial_id, locale, page.file, page.meta, steps)
        return kept[1]

    def is_usable(self, tutorial_id: str) -> bool:
        """True when its labels may be shown in some language; what is wrong with a file is told where it is read."""
        try:
            found = next(filter(None, (self.find(tutorial_id, code) for code in self._library.locales(SHELF, tutorial_id))), None)
            return found is not None and (not found.label_keys or bool(self.screen_locales(found)))
        except ContentError:
            return True

    def find_shown(self, tutorial_id: str, locale: str) -> Tutorial | None:
        """The tutorial as a reader may see it; None when there is none."""
        found = self.find(tutorial_id, locale)
        return self.shown(found) if found else None

    def shown(self, tutorial: Tutorial) -> Tutorial | None:
        """The tutorial, or the generic sheet under its mail client's name while its labels may not be shown; None without either."""
        if not tutorial.label_keys or self.screen_locales(tutorial):
            return tutorial
        generic = self.find(GENERIC, tutorial.locale)
        who = StandIn(tutorial.meta.client, tutorial.meta.client_name, tutorial.meta.platform)
        # Under its own id: a link or a QR code on paper leads on to a page.
        return replace(stand_in(generic, who), id=tutorial.id) if generic else None

    def readable_clients(self) -> Iterator[MailClient]:
        """All mail clients but those whose file is broken just now: a slip in one file must not take every sheet from families."""
        for name in self.clients():
            try:
                yield self.client(name)
            except ContentError as error:
                log.error("content_error", mistakes=str(error))

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

    def screen_locales(self, tutorial: Tutorial) -> tuple[str, ...]:
        """The screen locales in which all labels of this tutorial are known and may be shown.

        None when it quotes no label, or when neither the reader's language nor French or English is among them: a French sheet
        that quotes Italian buttons helps nobody.
        """
        client, keys = self.client(tutorial.meta.client), tutorial.label_keys
        known = tuple(code for code in client.screen_locales(keys) if keys and self._may_show(client, keys, code))
        return known if {tutorial.locale, *INTERFACE_LOCALES} & set(known) else ()

    def _may_show(self, client: MailClient, keys: Iterable[str], code: str) -> bool:
        return all(self._is_shown(client.client, key, code, client.labels[key][code]) for key in keys)

    def _stand_ins(self, own: Iterable[str]) -> tuple[StandIn, ...]:
        if GENERIC not in self.written_ids():
            return ()
        clients = [each for each in self.readable_clients() if each.client != GENERIC]
        # With the hyphen: a platform whose name only begins alike is another one.
        return tuple(each for each in stand_ins(clients) if not any(one.startswith(f"{each.prefix}-") for one in own))

    def _find_stand_in(self, tutorial_id: str, locale: str) -> Tutorial | None:
        # Anybody may ask for any id: all mail clients are looked through for those only that can be one of theirs.
        if not tutorial_id.endswith(f"-{GENERIC}"):
            return None
        own = [each for each in self.written_ids() if each != GENERIC and self.is_usable(each)]
        wanted = next((each for each in self._stand_ins(own) if each.id == tutorial_id), None)
        generic = self.find(GENERIC, locale) if wanted else None
        return stand_in(generic, wanted) if generic and wanted else None

    def files(self, tutorial: Tutorial) -> set[Path]:
        """Every file that decides how this tutorial looks."""
        drawings = {self.illustration_file(step.facts.illustration) for step in tutorial.steps}
        others = {self._file(other, tutorial.locale) for other in (tutorial.meta.shorter, tutorial.meta.longer) if other}
        # A written tutorial may take the place of the one that stands in.
        folder = {self.root / SHELF.folder, self._file(tutorial.id, tutorial.locale)} if tutorial.is_generic else set()
        return {tutorial.file, self.client_file(tutorial.meta.client), *drawings, *others, *folder, *self.stamps}

    def _file(self, tutorial_id: str, locale: str) -> Path:
        return self.root / SHELF.folder / tutorial_id / f"{locale}.md"

    def _read(self, file: Path, read: Callable[[Path], T]) -> T:
        try:
            found = file.stat()
        except OSError as error:
            raise ContentError(file, 1, "this file is needed and does not exist") from error
        stamp = found.st_mtime_ns, found.st_size
        # Threads that ask at once read the file once.
        with self._lock:
            if file not in self._files or self._files[file][0] != stamp:
                self._files[file] = stamp, read(file)
            kept: T = self._files[file][1]
        return kept
