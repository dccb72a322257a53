"""Everything that an organisation has here, in one ZIP that opens without this program: tables, texts, evidence with its files, logo."""

import io
import json
import mimetypes
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.attachments import Attachment, AttachmentStore
from helpcenter.consent.models import ArchivedNotice
from helpcenter.i18n.tables import write_table
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import list_memberships
from helpcenter.retention.evidence_bundle import add_notices
from helpcenter.suppressions.models import Suppression
from helpcenter.unblock.models import UnblockCase

CASE_COLUMNS = (
    "id",
    "beside_id",
    "label",
    "address",
    "last_mail_on",
    "locale",
    "kind",
    "created_at",
    "status",
    "ticket",
    "corrected_address",
    "ended_at",
)
BLOCK_COLUMNS = ("address", "kind", "since_at", "until_on", "times", "detail", "lifted_at", "lifted_because")
README = """\
FRANÇAIS
organisation.json  nom, adresses d’envoi, membres
cases.csv          les demandes (séparateur « ; », UTF-8), avec le libellé de la famille et l’adresse
cases.json         les mêmes, avec chaque étape et vos notes
suppressions.csv   les adresses bloquées : depuis quand, pourquoi, jusqu’à quand
evidence.jsonl     les événements du registre qui vous concernent, tels qu’ils sont scellés
attachments/       les papiers signés et les mails reçus ; attachments.json dit à quelle demande chacun appartient
notices/           les textes exacts que les personnes ont lus, nommés par leur SHA-256
Empreinte du registre au moment de l’export : {head}

ENGLISH
organisation.json  name, sender addresses, members
cases.csv          the requests (separator ";", UTF-8), with the family's label and address
cases.json         the same, with each step and your notes
suppressions.csv   the blocked addresses: since when, why, until when
evidence.jsonl     the events of the ledger about you, as they are sealed
attachments/       signed papers and received mails; attachments.json says which request each belongs to
notices/           the exact texts that people read, named by their SHA-256
Head of the ledger when this was exported: {head}
"""


@dataclass(frozen=True)
class Files:
    """Where the files of an installation lie."""

    logos: LogoStore
    attachments: AttachmentStore


def make_export(session: Session, organisation: Organisation, files: Files, head: ledger.Head) -> bytes:
    """The ZIP. It holds personal data: only for managers of this organisation and for staff."""
    cases = session.scalars(select(UnblockCase).where(UnblockCase.organisation_id == organisation.id).order_by(UnblockCase.id)).all()
    events = [row for row in ledger.read_rows(session) if row["organisation_id"] == organisation.id]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README.format(head=head))
        archive.writestr("organisation.json", _json(_describe(session, organisation)))
        archive.writestr("cases.csv", _table(cases))
        archive.writestr("cases.json", _json([_describe_case(case) for case in cases]))
        archive.writestr("suppressions.csv", _blocks(session, organisation))
        archive.writestr("evidence.jsonl", "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in events))
        add_notices(archive, _read_notices(session, events))
        _add_attachments(archive, session, organisation, files.attachments)
        logo = files.logos.find(organisation.id, organisation.logo_hash)
        if logo:
            archive.writestr("logo.png", logo)
    return buffer.getvalue()


def _add_attachments(archive: zipfile.ZipFile, session: Session, organisation: Organisation, store: AttachmentStore) -> None:
    query = select(Attachment).where(Attachment.organisation_id == organisation.id, Attachment.erased_at.is_(None))
    listed = []
    for each in session.scalars(query.order_by(Attachment.id)):
        data = store.find(each.sha256)
        name = f"attachments/{each.kind.value}-{each.id}{mimetypes.guess_extension(each.media_type) or ''}"
        # Named without its file too: what is missing must not pass unseen.
        listed.append({"file": name if data else None, "case": each.case_id, "sha256": each.sha256, "kept_at": each.kept_at})
        if data:
            archive.writestr(name, data)
    archive.writestr("attachments.json", _json(listed))


def _describe(session: Session, organisation: Organisation) -> dict[str, Any]:
    return {
        "name": organisation.name,
        "short_name": organisation.slug,
        "colour": organisation.colour,
        "contact_line": organisation.contact_line,
        "locales": organisation.locales,
        "created_at": organisation.created_at,
        "sender_addresses": [{"address": each.address, "state": each.state.value} for each in organisation.sender_addresses],
        "members": [
            {"email": each.user.email, "name": each.user.name, "role": each.role.value} for each in list_memberships(session, organisation)
        ],
    }


def _table(cases: Sequence[UnblockCase]) -> str:
    rows = [["" if value is None else str(value) for value in _row(case).values()] for case in cases]
    return write_table([CASE_COLUMNS, *rows])


def _blocks(session: Session, organisation: Organisation) -> str:
    blocks = session.scalars(select(Suppression).where(Suppression.organisation_id == organisation.id).order_by(Suppression.id))
    rows = [[str(_plain(getattr(each, name)) or "") for name in BLOCK_COLUMNS] for each in blocks]
    return write_table([BLOCK_COLUMNS, *rows])


def _row(case: UnblockCase) -> dict[str, Any]:
    values = {name: getattr(case, name) for name in CASE_COLUMNS if name != "status"}
    return {name: _plain({**values, "status": case.status}[name]) for name in CASE_COLUMNS}


def _describe_case(case: UnblockCase) -> dict[str, Any]:
    steps = [
        {"track": each.track, "before": each.before, "after": each.after, "actor": each.actor, "at": each.changed_at}
        for each in case.changes
    ]
    # Notes of staff are for staff.
    notes = [{"text": note.text, "at": note.created_at} for note in case.notes if not note.is_for_staff]
    return {**_row(case), "error_text": case.error_text, "steps": steps, "notes": notes}


def _read_notices(session: Session, events: list[dict[str, Any]]) -> list[ArchivedNotice]:
    # Only those that this organisation's families have read; an erased event names none.
    hashes = {row["payload"]["notice"]["sha256"] for row in events if row["payload"] and "notice" in row["payload"]}
    return list(session.scalars(select(ArchivedNotice).where(ArchivedNotice.sha256.in_(hashes)).order_by(ArchivedNotice.sha256)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
