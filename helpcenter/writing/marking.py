"""Writes a mark into a front matter: that a translation says the same, that a text was read again. What readers read stays as it is."""

from pathlib import Path

from helpcenter.documents.saving import digest_of, save
from helpcenter.writing.service import Desk, Note, record


def write(desk: Desk, file: Path, before: bytes, after: bytes, note: Note) -> bool:
    """Save and record a file that was read as `before`; False when the history must wait.

    Raises ChangedMeanwhileError when somebody else saved it in between.
    """
    saved = save(desk.library.root, file, after, digest_of(before))
    is_recorded = record(desk, saved, note)
    desk.catalogue.look()
    return is_recorded
