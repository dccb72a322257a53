"""Reads about records: what happened to one, in order, and what the person saw."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.consent.models import ArchivedNotice, Evidence, EvidenceKind, Invitation
from helpcenter.consent.verifier import hash_of, leaf_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.markdown import render_markdown
from helpcenter.organisations.models import Organisation
from helpcenter.retention.models import Erasure, LeftOrganisation

MOST = 200


@dataclass(frozen=True)
class RecordEvent:
    """One event of a record as staff read it."""

    seq: int
    kind: EvidenceKind
    at: datetime
    payload: dict[str, Any] | None
    hash: str
    is_sound: bool

    @property
    def as_json(self) -> str:
        """What is sealed, readable."""
        return json.dumps(self.payload, ensure_ascii=False, indent=2, sort_keys=True)


@dataclass(frozen=True)
class Seen:
    """The exact words that a person read before answering."""

    notice: ArchivedNotice
    title: str
    html: Markup
    shown_at: datetime | None


@dataclass(frozen=True)
class Record:
    """All that the ledger says about one record."""

    record_id: str
    case_id: int
    organisation: str
    events: list[RecordEvent]
    seen: Seen | None
    erasures: Sequence[Erasure]

    @property
    def is_erased(self) -> bool:
        """True when nothing of the content is left."""
        return all(event.payload is None for event in self.events if event.kind is not EvidenceKind.ERASED)

    @property
    def receipt_number(self) -> str:
        """The number on the person's receipt."""
        numbers = (str(event.payload["receipt_number"]) for event in self.events if event.payload and event.payload.get("receipt_number"))
        return next(numbers, "")


@dataclass(frozen=True)
class ListedRecord:
    """One line of the list."""

    record_id: str
    case_id: int
    organisation: str
    last: EvidenceKind
    at: datetime


def find_record(session: Session, record_id: str) -> Record | None:
    """One record with its events, the oldest first."""
    rows = session.scalars(select(Evidence).where(Evidence.record_id == record_id).order_by(Evidence.seq)).all()
    if not rows or not record_id:
        return None
    erasures = session.scalars(select(Erasure).where(Erasure.record_id == record_id).order_by(Erasure.id)).all()
    name = organisation_names(session).get(rows[0].organisation_id, "")
    return Record(record_id, rows[0].case_id, name, [_event(row) for row in rows], _find_seen(session, rows), erasures)


def records_of_case(session: Session, case_id: int) -> Sequence[str]:
    """The records of a case, the first first."""
    query = select(Evidence.record_id).where(Evidence.case_id == case_id).group_by(Evidence.record_id)
    return session.scalars(query.order_by(func.min(Evidence.seq))).all()


def list_records(session: Session, wanted: str = "") -> list[ListedRecord]:
    """The records that were touched last; or those of a receipt number, a record number or a case."""
    # Without the empty record: exports of the whole chain are about nobody.
    last = select(Evidence.record_id, func.max(Evidence.seq).label("seq")).where(Evidence.record_id != "").group_by(Evidence.record_id)
    if wanted:
        last = last.where(Evidence.record_id.in_(_matching(session, wanted)))
    newest = last.order_by(func.max(Evidence.seq).desc()).limit(MOST).subquery()
    names = organisation_names(session)
    rows = session.scalars(select(Evidence).join(newest, newest.c.seq == Evidence.seq).order_by(Evidence.seq.desc()))
    return [
        ListedRecord(row.record_id, row.case_id, names.get(row.organisation_id, ""), row.kind, datetime.fromisoformat(row.at_utc))
        for row in rows
    ]


def organisation_names(session: Session) -> dict[int, str]:
    """The names of organisations, those that left included."""
    left = {row.organisation_id: row.name for row in session.scalars(select(LeftOrganisation))}
    return {**left, **{row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}}


def _matching(session: Session, wanted: str) -> list[str]:
    typed = wanted.strip()
    # Whoever asks has a receipt in hand, or a number from another page: all three are tried.
    found = list(session.scalars(select(Invitation.record_id).where(Invitation.receipt_number == typed.upper())))
    # Longer numbers are no case, and PostgreSQL refuses to compare them.
    if typed.isdecimal() and len(typed) < 10:
        found += session.scalars(select(Evidence.record_id).where(Evidence.case_id == int(typed)).distinct())
    return [*found, typed.lower()]


def _event(row: Evidence) -> RecordEvent:
    columns = {name: getattr(row, name) for name in ("seq", "record_id", "schema", "case_id", "organisation_id", "at_utc", "leaf", "prev")}
    # This event alone; whether the chain around it holds, `evidence verify` says.
    is_sound = row.hash == hash_of({**columns, "kind": row.kind.value}) and (row.salt is None or row.leaf == leaf_of(row.salt, row.payload))
    return RecordEvent(row.seq, row.kind, datetime.fromisoformat(row.at_utc), row.payload, row.hash, is_sound)


def _find_seen(session: Session, rows: Sequence[Evidence]) -> Seen | None:
    for row in rows:
        named = (row.payload or {}).get("notice")
        notice = session.get(ArchivedNotice, named["sha256"]) if isinstance(named, dict) and "sha256" in named else None
        if notice is not None:
            return _open(notice, (row.payload or {}).get("notice_shown_at"))
    return None


def _open(notice: ArchivedNotice, shown_at: Any) -> Seen:
    title, _, body = notice.text.partition("\n\n")
    return Seen(notice, title, _render(notice, body), datetime.fromisoformat(shown_at) if isinstance(shown_at, str) else None)


def _render(notice: ArchivedNotice, body: str) -> Markup:
    """The text as a page; a name in it that looks like a variable leaves the letters alone."""
    try:
        return render_markdown(body, file=Path(notice.text_id), locale=notice.locale).fill({}).html
    except ContentError:
        return Markup("<pre>{}</pre>").format(body)
