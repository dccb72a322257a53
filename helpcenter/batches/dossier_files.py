"""The files of a dossier besides its PDF: the table, the data, the words of the notices, the way to check them; and the ZIP of all."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from helpcenter.batches.dossier import SCHEMA, DossierContent, Entry
from helpcenter.consent.ledger import iso_utc
from helpcenter.i18n.tables import write_table

COLUMNS = (
    "number",
    "address",
    "organisation",
    "block",
    "last_mail",
    "blocked_until",
    "agreed_at",
    "method",
    "carrier",
    "receipt",
    "notice",
    "notice_sha256",
    "evidence_seq",
    "evidence_hash",
    "answer",
)
VERIFY = """\
How to check this dossier
=========================
Each line of evidence.jsonl is one event of an append-only ledger.
  leaf = SHA-256(salt as bytes + payload), hash = SHA-256(all other columns except payload, salt and hash).
  Both are written as JSON with sorted keys, no blanks, in UTF-8.
Anybody can so check that the agreement, its time and the hash of the notice are those that were sealed.
The file notices/<sha256>.txt holds the exact words that the person read: its SHA-256 is its name.
The chain ended with this head when the dossier was made; whoever keeps it can ask the sender later to show that the
chain still holds it (helpcenter evidence verify --head):
  {head}
"""


def write_addresses(content: DossierContent) -> str:
    """The addresses as CSV; the last column is empty for the provider's answer (done, declined, no_answer)."""
    return write_table([COLUMNS, *(_cells(entry) for entry in content.entries)], separator=",")


def write_data(content: DossierContent) -> str:
    """The same as JSON, for programs."""
    values = {
        "schema": SCHEMA,
        "batch": content.batch,
        "provider": content.provider,
        "sender": content.sender,
        "made_at": iso_utc(content.made_at),
        "head": str(content.head),
        "entries": [_describe(entry) for entry in content.entries],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def write_evidence(content: DossierContent) -> str:
    """The sealed events, one JSON line each."""
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in content.evidence)


def text_files(content: DossierContent, covering: Mapping[str, str]) -> dict[str, str]:
    """Every file of the ZIP that is text, by its name; `covering` is the text to paste, by locale."""
    files = {f"covering-text.{locale}.txt": text for locale, text in covering.items()}
    files |= {"addresses.csv": write_addresses(content), "dossier.json": write_data(content), "evidence.jsonl": write_evidence(content)}
    files |= {f"notices/{notice.sha256}.txt": notice.text for notice in content.notices}
    return files | {"how-to-verify.txt": VERIFY.format(head=content.head)}


def pack(files: Sequence[tuple[str, bytes]], made_at: datetime) -> bytes:
    """A ZIP with these files: the same bytes whenever it is packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            # Without it, unpacking on Linux makes files that nobody may read.
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _cells(entry: Entry) -> list[str]:
    agreed = entry.agreement
    block = [str(entry.number), entry.address, entry.organisation, entry.kind.value, entry.last_mail_on.isoformat()]
    block.append(entry.blocked_until_on.isoformat() if entry.blocked_until_on else "")
    if agreed is None:
        return [*block, "", "", "", "", "", "", "", "", ""]
    notice = f"{agreed.notice_id} {agreed.notice_version} {agreed.notice_locale}".strip()
    said = [agreed.given_at, agreed.method, agreed.carrier, agreed.receipt, notice, agreed.notice_sha256]
    return [*block, *said, str(agreed.seq), agreed.hash, ""]


def _describe(entry: Entry) -> dict[str, Any]:
    values = asdict(entry) | {"kind": entry.kind.value, "last_mail_on": entry.last_mail_on.isoformat()}
    values["blocked_until_on"] = entry.blocked_until_on.isoformat() if entry.blocked_until_on else None
    return values
