"""A person looked at a screen: what they read is written into the mail client's file and recorded in its history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import structlog
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import parse_yaml
from helpcenter.documents.history import Author, History
from helpcenter.documents.saving import ChangedMeanwhileError, digest_of, save
from helpcenter.i18n.formats import house_day
from helpcenter.labels.label_file import LabelFileError, change_label
from helpcenter.labels.mail_clients import Evidence, Label, MailClient
from helpcenter.labels.wording import parse_wording

log = structlog.get_logger()
# Somebody else may save another label of the same file at the same moment: the second try reads theirs.
TRIES = 5


class LabelChangedMeanwhileError(ValueError):
    """Somebody else has changed this label since it was shown; `label` is what stands there now, None when it is gone."""

    def __init__(self, label: Label | None) -> None:
        super().__init__("the label has changed since it was shown")
        self.label = label


@dataclass(frozen=True)
class Note:
    """For the file and its history: who looked, when (aware), what they did, and what to say of changes that nobody has recorded."""

    author: Author
    moment: datetime
    message: str
    outside: str


@dataclass(frozen=True)
class Desk:
    """The content folder, the file of the mail client, and the history of both."""

    root: Path
    file: Path
    history: History


@dataclass(frozen=True)
class Checked:
    """The label as it stands now; `is_behind` when the history could not take it yet."""

    label: Label
    is_new_wording: bool
    is_behind: bool = False


def check_label(desk: Desk, key: str, locale: str, shown: str, wording: str | None, note: Note) -> Checked:
    """Record that a person saw this label on a screen today: as it was shown, or with another wording.

    `shown` is the fingerprint of the label that the person was shown. Raises WordingError, LabelChangedMeanwhileError, LabelFileError.
    """
    text = parse_wording(wording) if wording is not None else None
    for _attempt in range(TRIES):
        data = desk.file.read_bytes()
        before = _find(data, desk.file, key, locale)
        # Of the label, not of the file: two people at two labels do not disturb each other (docs/decisions/0020).
        if before is None or before.fingerprint != shown:
            return _seen_already(before, text, note)
        change = _make_change(before, text or before.text, note)
        changed = change_label(data.decode("utf-8"), desk.file, key, locale, change).encode()
        try:
            # Written only over the very bytes that were read.
            saved = save(desk.root, desk.file, changed, digest_of(data))
        except ChangedMeanwhileError:
            continue
        now = _find(changed, desk.file, key, locale)
        # The file is what counts; its history may wait for the next save (docs/decisions/0015).
        is_recorded = desk.history.record_or_wait(saved, note.author, note.moment, note.message, note.outside)
        return Checked(now or before, text not in {None, before.text}, is_behind=not is_recorded)
    raise LabelFileError("the file changes all the time")


def _seen_already(now: Label | None, text: str | None, note: Note) -> Checked:
    """A second press on the button finds the work done; anything else is somebody else's change."""
    is_ours = now is not None and (now.evidence, now.verified_on, now.verified_by) == (Evidence.SCREEN, _day(note), note.author.name)
    if now and is_ours and text in {None, now.text}:
        return Checked(now, is_new_wording=False)
    raise LabelChangedMeanwhileError(now)


def _find(data: bytes, file: Path, key: str, locale: str) -> Label | None:
    try:
        return parse_yaml(data.decode("utf-8"), file, MailClient).find_label(key, locale)
    except (ContentError, UnicodeDecodeError) as error:
        # Whole when the page was made: somebody else is writing into it with an editor.
        raise LabelFileError(str(error)) from error


def _make_change(before: Label, text: str, note: Note) -> Callable[[dict[str, Any]], None]:
    def change(block: dict[str, Any]) -> None:
        block["evidence"] = Evidence.SCREEN.value
        # In quotes, as the other days of these files are written.
        block["verified_on"] = SingleQuotedScalarString(_day(note).isoformat())
        block["verified_by"] = note.author.name
        # How sure one was without having looked does not matter any more.
        block.pop("confidence", None)
        if text != before.text:
            _reword(block, before, text)

    return change


def _reword(block: dict[str, Any], before: Label, text: str) -> None:
    """The new words; the old ones become a variant that names where they were read, for their sources do not speak of the new ones."""
    block["text"] = text
    old = f"{before.text} ({', '.join(before.sources)})" if before.sources else before.text
    others = [each for each in before.variants if plain_variant(each) not in {text, before.text}]
    block["variants"] = [old, *others]
    # They tell where the old words were read.
    for field in ("seen_on", "sources", "grade"):
        block.pop(field, None)


def plain_variant(variant: str) -> str:
    """Another wording without the sources that stand behind it in parentheses."""
    words, mark, _sources = variant.rpartition(" (")
    return words if mark and variant.endswith(")") else variant


def _day(note: Note) -> date:
    return house_day(note.moment)
