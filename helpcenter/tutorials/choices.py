"""All tutorials of a language that can be read, and the files that decide which ones there are; choosing.py picks among them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import structlog

from helpcenter.documents.errors import ContentError
from helpcenter.tutorials.library import SHELF, Tutorials
from helpcenter.tutorials.tutorial import Tutorial

log = structlog.get_logger()


def list_tutorials(tutorials: Tutorials, locale: str) -> tuple[Tutorial, ...]:
    """All tutorials of this text locale; one that is broken is left out, and logged."""
    return tuple(_readable(tutorials, locale))


class Selection(Protocol):
    """What an organisation chose and what it declined (see Customisation)."""

    @property
    def tutorials(self) -> tuple[str, ...] | None:
        """The chosen ones, in its order; None for all."""

    @property
    def declined(self) -> tuple[str, ...] | None:
        """Those it left out; None when nobody noted them."""


def in_order(found: Iterable[Tutorial], wish: Selection) -> tuple[Tutorial, ...]:
    """Those of these tutorials that an organisation offers, in its order; one that is newer than its choice comes behind."""
    by_id = {each.id: each for each in found}
    if wish.tutorials is None:
        return tuple(by_id.values())
    known = {*wish.tutorials, *(wish.declined or ())}
    # Before anybody noted what is left out, a sheet that is not chosen may be one that was declined: it must not come back.
    newer = [] if wish.declined is None else [each for each in by_id if each not in known]
    return tuple(by_id[each] for each in (*wish.tutorials, *newer) if each in by_id)


def files_of_choices(tutorials: Tutorials, locale: str) -> set[Path]:
    """What decides the list: the folder, and every file that is read for it."""
    found = list_tutorials(tutorials, locale)
    # Of every mail client, for a file that is broken just now is to be seen as soon as it is mended.
    clients = {tutorials.client_file(name) for name in tutorials.clients()}
    folder = tutorials.root / SHELF.folder
    return {folder, *folder.glob("*"), *(each.file for each in found), *clients, *tutorials.stamps}


def _readable(tutorials: Tutorials, locale: str) -> Iterator[Tutorial]:
    for each in tutorials.ids():
        try:
            found = tutorials.find(each, locale)
        except ContentError as error:
            # One slip of staff must not take the others from families; `content check` names it with its line.
            log.error("content_error", mistakes=str(error))
            continue
        if found:
            yield found
