"""Reads events from a file again, in pieces: one JSON document, or one a line (JSON Lines), each as the provider would send it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.events.event import Event
from helpcenter.events.models import ProviderEvent
from helpcenter.events.provider import Provider, UnreadableError, read_document

AT_ONCE = 1_000
# A file that is one document has to be read as a whole.
LARGEST_DOCUMENT = 200 * 1024 * 1024
# SQLite counts the values of one query.
KEYS_AT_ONCE = 500


@dataclass
class Piece:
    """Some events of a file, how many bytes they took, and the numbers of lines that could not be read."""

    events: list[Event] = field(default_factory=list)
    size: int = 0
    unreadable: list[int] = field(default_factory=list)


def read_pieces(file: BinaryIO, provider: Provider, now: datetime) -> Iterator[Piece]:
    """The events of a file, about a thousand at a time."""
    if _is_lines(file):
        yield from _read_lines(file, provider, now)
    else:
        yield from _read_whole(file, provider, now)


def _is_lines(file: BinaryIO) -> bool:
    # JSON Lines: the first line is a document by itself (or broken, yet not the beginning of one), and another line follows.
    first, more = file.readline(LARGEST_DOCUMENT), file.readline(1)
    file.seek(0)
    if not more:
        # One line is one document, read once: two hundred megabytes of it take gigabytes.
        return False
    try:
        read_document(first)
    except UnreadableError:
        return not first.lstrip().startswith((b"[", b"{"))
    return True


def _read_lines(file: BinaryIO, provider: Provider, now: datetime) -> Iterator[Piece]:
    piece = Piece()
    for number, line in enumerate(file, start=1):
        piece.size += len(line)
        if line.strip():
            try:
                piece.events += provider.normalise(read_document(line), now)
            except UnreadableError:
                piece.unreadable.append(number)
        if len(piece.events) >= AT_ONCE:
            yield piece
            piece = Piece()
    yield piece


def _read_whole(file: BinaryIO, provider: Provider, now: datetime) -> Iterator[Piece]:
    body = file.read(LARGEST_DOCUMENT + 1)
    if len(body) > LARGEST_DOCUMENT:
        raise UnreadableError("one document of more than 200 MB: write one event on each line (jq -c '.[]')")
    document = read_document(body)
    parts = document if isinstance(document, list) else [document]
    for start in range(0, len(parts), AT_ONCE):
        part = parts[start : start + AT_ONCE]
        yield Piece(provider.normalise(part, now), len(body) * len(part) // len(parts))


def count_unknown(session: Session, provider: Provider, events: list[Event], seen: set[str], since: datetime) -> int:
    """How many of these events storing would add; `seen` remembers the keys of the pieces before."""
    fresh = {each.key for each in events if each.happened_at >= since} - seen
    seen |= fresh
    ordered = sorted(fresh)
    parts = [ordered[start : start + KEYS_AT_ONCE] for start in range(0, len(ordered), KEYS_AT_ONCE)]
    return len(fresh) - sum(_count_known(session, provider, part) for part in parts)


def _count_known(session: Session, provider: Provider, keys: list[str]) -> int:
    query = select(func.count()).select_from(ProviderEvent)
    return session.scalar(query.where(ProviderEvent.provider == provider.id, ProviderEvent.key.in_(keys))) or 0
