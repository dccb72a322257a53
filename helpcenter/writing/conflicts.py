"""Two people changed the same text: what each did, and both together where that is possible."""

from dataclasses import dataclass
from typing import Any

from helpcenter.documents.composing import Source
from helpcenter.documents.differences import Hunk, compare
from helpcenter.documents.merging import merge
from helpcenter.writing.texts import ORDER, Opened, Text


@dataclass(frozen=True)
class Conflict:
    """What the file holds now beside what somebody wants to save; `merged` is both together, None when a person must judge."""

    theirs: Opened | None
    merged: Text | None
    changes: tuple[Hunk, ...]


def make_conflict(base: Text | None, mine: Text, theirs: Opened | None) -> Conflict:
    """`base` is the text that mine was made from, None when nobody has it any more; `theirs` None when the file is gone."""
    if theirs is None:
        # Gone: there is nothing to compare with, and saving makes the file anew.
        return Conflict(None, None, ())
    together = merge_texts(base, mine, theirs.text) if base else None
    return Conflict(theirs, together, compare(theirs.text.written(), mine.written()))


def merge_texts(base: Text, mine: Text, theirs: Text) -> Text | None:
    """Both changes of the same text: field by field and line by line; None when both changed the same thing differently."""
    fields = _merge_fields(base.fields, mine.fields, theirs.fields)
    body = merge(base.body, mine.body, theirs.body)
    if fields is None or not body.is_clean:
        return None
    return Text(mine.slug, mine.locale, Source(fields, body.text, theirs.source.comments))


def _merge_fields(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any] | None:
    merged: dict[str, Any] = {}
    for name in dict.fromkeys([*ORDER, *mine, *theirs]):
        before, here, there = ((fields.get(name) or "") for fields in (base, mine, theirs))
        # Both changed it, each in another way: only a person can tell which one is right.
        if here not in (before, there) and there != before and name != "updated_on":
            return None
        # The day of the last change is the later of the two, whoever made it.
        merged[name] = max(str(here), str(there)) if name == "updated_on" else (there if here == before else here)
    return {name: value for name, value in merged.items() if value}
