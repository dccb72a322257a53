"""The ledger: events in one chain, each sealed by a hash over itself and the one before. Order is `seq`, never the clock.

The seals are made and checked by verifier.py, which also runs alone on an export.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from helpcenter.consent.models import Evidence, EvidenceKind
from helpcenter.consent.verifier import FIRST_PREV, Finding, check_chain, hash_of, leaf_of

SCHEMA = "helpcenter.consent/1"
# Any number will do, as long as nothing else in this database uses it.
LOCK = 7_316_529_400_211
LOCKED_IN = "ledger_locked_in"
# 128 random bits: once payload and salt are erased, nobody finds the content by trying what would fit the leaf.
SALT_BYTES = 16
PAGE = 500
# Written once: an answer waits for whoever holds the lock, so nothing is worded anew while it is held. Nothing else in a session
# ever holds an event that is not stored yet, so none of its bookkeeping is needed either.
INSERT = insert(Evidence.__table__)  # type: ignore[arg-type]
LAST = select(Evidence.seq, Evidence.hash).order_by(Evidence.seq.desc()).limit(1)


@dataclass(frozen=True)
class Subject:
    """What an event is about."""

    record_id: str
    case_id: int
    organisation_id: int


@dataclass(frozen=True)
class Head:
    """The last event of the chain: whoever noted it can tell later whether the end is missing or the chain was made anew."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


def lock(session: Session) -> None:
    """Be the only one who writes evidence until this transaction ends. On SQLite, BEGIN IMMEDIATE has done so already."""
    if session.get_bind().dialect.name != "postgresql" or _is_locked(session):
        return
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    # What a savepoint locked is let go with it.
    if not session.in_nested_transaction():
        session.info[LOCKED_IN] = session.get_transaction()


def _is_locked(session: Session) -> bool:
    """True when this very transaction has the lock: asking once more is another way to the server."""
    current = session.get_transaction()
    return current is not None and session.info.get(LOCKED_IN) is current


def append(
    session: Session, kind: EvidenceKind, subject: Subject, payload: dict[str, Any], now: datetime, before: Head | None = None
) -> Head:
    """Write one event at the end of the chain, in the caller's transaction; `before` is the end that a caller with the lock has read."""
    if before is None:
        lock(session)
        before = head(session)
    salt = secrets.token_hex(SALT_BYTES)
    columns = {
        "seq": before.seq + 1,
        "record_id": subject.record_id,
        "schema": SCHEMA,
        "kind": kind.value,
        "case_id": subject.case_id,
        "organisation_id": subject.organisation_id,
        "at_utc": iso_utc(now),
        "leaf": leaf_of(salt, payload),
        "prev": before.hash,
    }
    after = Head(before.seq + 1, hash_of(columns))
    session.execute(INSERT, {**columns, "kind": kind, "hash": after.hash, "payload": payload, "salt": salt})
    return after


def head(session: Session) -> Head:
    """The end of the chain; of an empty one, seq 0 and zeros."""
    row = session.execute(LAST).first()
    return Head(row.seq, row.hash) if row else Head(0, FIRST_PREV)


def read_rows(session: Session) -> Iterator[dict[str, Any]]:
    """The whole chain, event by event, as it is sealed and exported."""
    columns, last = Evidence.__table__.columns, 0
    # Page by page: a check that stops early leaves no open cursor behind.
    while page := session.execute(select(*columns).where(columns["seq"] > last).order_by(columns["seq"]).limit(PAGE)).all():
        yield from ({**row._mapping, "kind": str(row.kind)} for row in page)
        last = page[-1].seq


def verify(session: Session, noted: tuple[int, str] | None = None) -> Finding:
    """Check the whole chain, and against a head (seq, hash) that was noted earlier."""
    return check_chain(read_rows(session), noted)


def export_lines(session: Session) -> Iterator[str]:
    """The chain as JSON Lines, which verifier.py checks without this program."""
    for row in read_rows(session):
        yield json.dumps(row, ensure_ascii=False, sort_keys=True)


def iso_utc(moment: datetime) -> str:
    """A moment as it stands in evidence: 2026-11-23T09:30:00.000000Z."""
    # Always six digits of a second: retention compares these texts as texts, which only goes with one length.
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
