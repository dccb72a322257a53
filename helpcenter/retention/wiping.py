"""Takes personal data out of the tables, and out of the files below them."""

import secrets
from typing import Any

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.models import Evidence, EvidenceKind, Invitation
from helpcenter.unblock.family_addresses import leave_family
from helpcenter.unblock.models import CaseNote, UnblockCase

# A label of a case that nobody shall recognise any more; a list can still show it.
NO_LABEL = "—"
# Where erasing leaves dead rows behind: PostgreSQL keeps their bytes until a VACUUM. A table with addresses that is missing here
# is vacuumed some day, not after the erasure.
HOLD_PERSONAL_DATA = (
    *("evidence", "invitations", "unblock_cases", "case_notes", "mail_replies", "provider_requests", "proposals"),
    *("suppressions", "suppression_beginnings", "provider_events"),
    # Those of organisations and people that leave.
    *("users", "memberships", "organisations", "sender_addresses"),
)


def empty_payloads(session: Session, record_id: str) -> list[int]:
    """Erase what the events of a record say; the chain stays whole. Gives the numbers of the events."""
    ledger.lock(session)
    # By the salt, which every event has until it is erased; what ERASED itself says names nobody.
    filled = select(Evidence.seq).where(Evidence.record_id == record_id, Evidence.kind != EvidenceKind.ERASED, Evidence.salt.is_not(None))
    numbers = list(session.scalars(filled.order_by(Evidence.seq)))
    if numbers:
        emptied: dict[str, Any] = {"payload": None, "salt": None}
        session.execute(update(Evidence).where(Evidence.seq.in_(numbers)).values(**emptied))
        session.expire_all()
    return numbers


def wipe_invitations(session: Session, record_id: str) -> None:
    """Forget the address and the codes of a record: its pages cannot be opened any more. How it was answered stays, for the figures."""
    for invitation in session.scalars(select(Invitation).where(Invitation.record_id == record_id)):
        invitation.address, invitation.locale, invitation.receipt_number = "", None, None
        invitation.digits_hash, invitation.digits_left = None, 0
        # The hash of no code at all.
        invitation.code_hash = secrets.token_hex(32)


def wipe_case(session: Session, case: UnblockCase) -> None:
    """Forget who a case is about; its steps and times stay, for the figures."""
    leave_family(session, case)
    case.label, case.address, case.mailbox_key, case.corrected_address = NO_LABEL, "", "", None
    wipe_texts(session, case)


def wipe_texts(session: Session, case: UnblockCase) -> None:
    """Forget what people wrote about a case."""
    case.error_text, case.ticket = "", ""
    # Whoever has the case open is told that it has changed.
    case.version += 1
    session.execute(delete(CaseNote).where(CaseNote.case_id == case.id), execution_options={"synchronize_session": "fetch"})


def scrub(engine: Engine) -> bool:
    """Take erased data out of free pages and the write-ahead log; False when readers kept an old page busy: ask again later."""
    if engine.dialect.name == "sqlite":
        return _scrub_sqlite(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in HOLD_PERSONAL_DATA:
            # Not FULL, which locks each table: the space is free for new rows, and the manual says what that leaves.
            connection.exec_driver_sql(f"VACUUM {table}")
    return True


def _scrub_sqlite(engine: Engine) -> bool:
    # Not through the engine's own connections: those begin a transaction, inside which nothing can be vacuumed.
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
        return not busy
    finally:
        raw.close()
