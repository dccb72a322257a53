"""All tutorials of a language that can be read, and the files that decide which ones there are; choosing.py picks among them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import structlog

from helpcenter.documents.errors import ContentError
from helpcenter.tutorials.library import SHELF, Tutorials
from helpcenter.tutorials.tutorial import Tutorial

log = structlog.get_logger()


def list_tutorials(tutorials: Tutorials, locale: str) -> tuple[Tutorial, ...]:
    """All tutorials of this text locale; one that is broken is left out, and logged."""
    return tuple(_readable(tutorials, locale))


def in_order(found: Iterable[Tutorial], chosen: tuple[str, ...] | None) -> tuple[Tutorial, ...]:
    """Those of these tutorials that an organisation chose, in its order; None leaves them all in ours."""
    by_id = {each.id: each for each in found}
    return tuple(by_id[each] for each in (by_id if chosen is None else chosen) if each in by_id)


def files_of_choices(tutorials: Tutorials, locale: str) -> set[Path]:
    """What decides the list: the folder, and every file that is read for it."""
    found = list_tutorials(tutorials, locale)
    clients = {tutorials.client_file(each.meta.client) for each in found}
    folder = tutorials.root / SHELF.folder
    return {folder, *folder.glob("*"), *(each.file for each in found), *clients, *tutorials.stamps}


def _readable(tutorials: Tutorials, locale: str) -> Iterator[Tutorial]:
    for each in tutorials.ids():
        try:
            found = tutorials.find(each, locale)
        except ContentError as error:
            log.error("content_error", mistakes=str(error))
            continue
        if found:
            yield found
