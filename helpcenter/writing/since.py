"""What has changed in an original since its translation was found to say the same, section by section, from the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpcenter.articles.content import ArticleMatter
from helpcenter.documents.differences import Hunk, compare
from helpcenter.documents.digests import INTRODUCTION, section_digests, section_texts
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import Document, parse_document
from helpcenter.documents.history import History

# Each version is read and taken apart: some milliseconds each.
MOST_PAGES = 5


@dataclass(frozen=True)
class Change:
    """One section of the original: its text now (empty: gone), and how it came from what was accepted (None: not recorded)."""

    anchor: str
    now: str
    hunks: tuple[Hunk, ...] | None


def changes_since(history: History, original: Document[ArticleMatter], kept: Mapping[str, str], anchors: tuple[str, ...]) -> list[Change]:
    """For each of these sections, what it was when its digest was kept, and what it has become."""
    now = _readable(original)
    # A section that the translation never knew had no text then; one whose version is not found, an unknown one.
    before = _find(history, original.file, {anchor: kept[anchor] for anchor in anchors if anchor in kept})
    return [_change(anchor, before.get(anchor, "" if anchor not in kept else None), now.get(anchor, "")) for anchor in anchors]


def _change(anchor: str, before: str | None, now: str) -> Change:
    return Change(anchor, now, None if before is None else compare(before, now))


def _find(history: History, file: Path, wanted: dict[str, str]) -> dict[str, str]:
    """The texts of sections with these digests, from the newest version that has them."""
    found: dict[str, str] = {}
    after: tuple[str, ...] = ()
    for _page in range(MOST_PAGES):
        versions = history.versions(file, after)
        for version in versions.items:
            _collect(history.read(file, version.number), file, wanted, found)
            if found.keys() == wanted.keys():
                return found
        after = versions.more
        if not after:
            break
    return found


def _collect(data: bytes | None, file: Path, wanted: Mapping[str, str], found: dict[str, str]) -> None:
    try:
        document = parse_document((data or b"").decode("utf-8-sig").replace("\r\n", "\n"), file, ArticleMatter)
    except (ContentError, UnicodeDecodeError):
        # A version that could not be read then says nothing now.
        return
    digests, texts = section_digests(document), _readable(document)
    for anchor, digest in wanted.items():
        if anchor not in found and digests.get(anchor) == digest:
            found[anchor] = texts[anchor]


def _readable(document: Document[ArticleMatter]) -> dict[str, str]:
    texts = section_texts(document)
    return {**texts, INTRODUCTION: f"{document.meta.title}\n{document.meta.summary}\n{texts[INTRODUCTION]}"}
