"""The ledger as it leaves the house: the whole chain, the texts that people read, and the script that checks both without this program."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger, verifier
from helpcenter.consent.models import ArchivedNotice, EvidenceKind

# Numbers that no case and no organisation has: this export holds all of them.
EVERYTHING = ledger.Subject("", 0, 0)
README = """\
FRANÇAIS
Ce dossier contient le registre complet des accords (evidence.jsonl), les textes lus par les personnes (notices/)
et un programme de contrôle qui ne demande que Python, sans rien installer :

    python verifier.py evidence.jsonl --head {head}

Il répond « OK », ou nomme le premier événement modifié. L'empreinte ci-dessus, notée ailleurs, montre aussi si la fin manque.
Le nom de chaque fichier de notices/ est le SHA-256 de son contenu ; il figure dans l'événement sous notice.sha256.

ENGLISH
This folder holds the whole ledger of agreements (evidence.jsonl), the texts that people read (notices/)
and a program that checks it, which needs Python only, nothing to install:

    python verifier.py evidence.jsonl --head {head}

It says "OK", or names the first event that was changed. The head above, noted elsewhere, also shows whether the end is missing.
The name of each file in notices/ is the SHA-256 of its content; it stands in the event as notice.sha256.
"""


def note_export(session: Session, subject: ledger.Subject, what: str, recipient: str, now: datetime) -> ledger.Head:
    """Write down that evidence leaves the house, for whom, and the end of the chain at that moment."""
    before = ledger.head(session)
    payload = {"what": what, "to": recipient, "head": str(before), "event_time": ledger.iso_utc(now)}
    return ledger.append(session, EvidenceKind.HEAD_EXPORTED, subject, payload, now)


def write_bundle(session: Session, file: Path, head: ledger.Head) -> None:
    """Write the ZIP of the whole ledger."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # Line by line, whatever its length: how large it becomes is not known while it is written.
        with archive.open("evidence.jsonl", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, encoding="utf-8") as lines:
            lines.writelines(f"{line}\n" for line in ledger.export_lines(session))
        add_notices(archive, session.scalars(select(ArchivedNotice).order_by(ArchivedNotice.sha256)))
        add_verifier(archive, head)


def add_notices(archive: zipfile.ZipFile, notices: Iterable[ArchivedNotice]) -> None:
    """The exact texts, each under its hash."""
    for notice in notices:
        archive.writestr(f"notices/{notice.sha256}.txt", notice.text)


def add_verifier(archive: zipfile.ZipFile, head: ledger.Head) -> None:
    """The script that checks, the head to compare with, and how."""
    # The file itself, not what Python made of it: whoever checks reads what is run.
    archive.writestr("verifier.py", Path(verifier.__file__).read_text(encoding="utf-8"))
    archive.writestr("head.txt", f"{head}\n")
    archive.writestr("README.txt", README.format(head=head))
