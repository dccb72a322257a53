"""What a family chooses from: its mail client, then whether it has already received a mail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from helpcenter.documents.errors import ContentError
from helpcenter.labels.mail_clients import Strength
from helpcenter.tutorials.library import SHELF, Tutorials
from helpcenter.tutorials.tutorial import Device, Tutorial

log = structlog.get_logger()


@dataclass(frozen=True)
class ClientChoice:
    """One mail client, how its addresses end, and its tutorials."""

    name: str
    domains: tuple[str, ...]
    after_a_mail: Tutorial | None
    before_any_mail: Tutorial | None


def list_tutorials(tutorials: Tutorials, locale: str) -> tuple[Tutorial, ...]:
    """All tutorials of this text locale; one that is broken is left out, and logged."""
    return tuple(_readable(tutorials, locale))


def in_order(found: Iterable[Tutorial], chosen: tuple[str, ...] | None) -> tuple[Tutorial, ...]:
    """Those of these tutorials that an organisation chose, in its order; None leaves them all in ours."""
    by_id = {each.id: each for each in found}
    return tuple(by_id[each] for each in (by_id if chosen is None else chosen) if each in by_id)


def list_choices(tutorials: Tutorials, locale: str, chosen: tuple[str, ...] | None = None) -> tuple[ClientChoice, ...]:
    """The mail clients that have a tutorial in this text locale, as an organisation chose them."""
    found = in_order(list_tutorials(tutorials, locale), chosen)
    names = dict.fromkeys(tutorial.meta.client for tutorial in found)
    return tuple(_choice(tutorials, name, [each for each in found if each.meta.client == name]) for name in names)


def files_of_choices(tutorials: Tutorials, locale: str) -> set[Path]:
    """What decides the list: the folder, and every file that is read for it."""
    found = list_tutorials(tutorials, locale)
    clients = {tutorials.client_file(each.meta.client) for each in found}
    folder = tutorials.root / SHELF.folder
    return {folder, *folder.glob("*"), *(each.file for each in found), *clients, *tutorials.stamps}


def _choice(tutorials: Tutorials, name: str, found: list[Tutorial]) -> ClientChoice:
    found = sorted(found, key=_rank)
    return ClientChoice(
        name=found[0].meta.client_name,
        domains=tutorials.client(name).domains,
        after_a_mail=next((each for each in found if each.meta.needs_received_mail), None),
        before_any_mail=next((each for each in found if not each.meta.needs_received_mail), None),
    )


def _rank(tutorial: Tutorial) -> tuple[bool, int]:
    """A computer can do more than a phone; what helps more comes first."""
    meta = tutorial.meta
    return meta.device is not Device.COMPUTER, list(Strength).index(meta.strength)


def _readable(tutorials: Tutorials, locale: str) -> Iterator[Tutorial]:
    for each in tutorials.ids():
        try:
            found = tutorials.find(each, locale)
        except ContentError as error:
            log.error("content_error", mistakes=str(error))
            continue
        if found:
            yield found
