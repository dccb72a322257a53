"""Writes a mark into a front matter: that a translation says the same, that a text was read again. What readers read stays as it is."""

from pathlib import Path

from helpcenter.documents.saving import Saved, digest_of, save
from helpcenter.writing.service import Desk, Note, record


def remember(desk: Desk, file: Path, note: Note) -> None:
    """Put a file into the history as it stands, so that later changes can be shown; nothing when it is there already."""
    data = file.read_bytes()
    record(desk, Saved(file, data, data), note)


def write(desk: Desk, file: Path, before: bytes, after: bytes, note: Note) -> bool:
    """Save and record a file that was read as `before`; False when the history must wait.

    Raises ChangedMeanwhileError when somebody else saved it in between.
    """
    saved = save(desk.library.root, file, after, digest_of(before))
    is_recorded = record(desk, saved, note)
    desk.catalogue.look()
    return is_recorded
