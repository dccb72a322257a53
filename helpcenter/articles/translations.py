"""The state of a translation: which sections of the original have changed since somebody last found that both say the same.

The original of an article is its French text (`translation.of` may name another one). A translation keeps the digest of each section of
the original in its front matter; `helpcenter content accept` and the page of the translations write them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from helpcenter.articles.content import Status, Translation
from helpcenter.i18n.locales import DEFAULT_LOCALE


class Freshness(StrEnum):
    """What a translation is to its original."""

    ORIGINAL = "original"
    """It is the text from which the others are made."""
    FRESH = "fresh"
    """Nothing has changed since it was found to say the same."""
    STALE = "stale"
    """Sections of the original have changed, come or gone."""
    UNCOMPARED = "uncompared"
    """Nobody has said yet that it says the same."""
    MISSING = "missing"
    """The article is not written in this language."""
    ORPHAN = "orphan"
    """Readers may see it, and its original is gone, a draft or archived."""


@dataclass(frozen=True)
class Side:
    """What the rule looks at of one text: its state, what it was made from, and the digests of its own sections."""

    status: Status
    translation: Translation | None
    sections: Mapping[str, str]


@dataclass(frozen=True)
class State:
    """How a translation stands: the anchors of changed and of new sections, those that the original lost, and how many it has."""

    freshness: Freshness
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    total: int = 0

    @property
    def needs_work(self) -> bool:
        """True when somebody should look at it."""
        return self.freshness not in {Freshness.ORIGINAL, Freshness.FRESH}


def original_of(locale: str, side: Side | None) -> str:
    """The locale of the text that this one is made from; its own when it is an original."""
    if side and side.translation:
        return side.translation.of
    return DEFAULT_LOCALE


def compare(locale: str, sides: Mapping[str, Side]) -> State:
    """The state of one language of an article, given all languages in which it is written."""
    side = sides.get(locale)
    source = original_of(locale, side)
    original = sides.get(source)
    if side is None:
        return State(Freshness.MISSING)
    if source == locale or (original is None and side.translation is None):
        return State(Freshness.ORIGINAL, total=len(side.sections))
    if original is None or _is_left_alone(side, original):
        return State(Freshness.ORPHAN, total=len(original.sections) if original else 0)
    return _compare_sections(side.translation, original.sections)


def _is_left_alone(side: Side, original: Side) -> bool:
    return side.status is Status.PUBLISHED and original.status is not Status.PUBLISHED


def _compare_sections(translation: Translation | None, sections: Mapping[str, str]) -> State:
    if translation is None or not translation.sections:
        return State(Freshness.UNCOMPARED, total=len(sections))
    changed = tuple(anchor for anchor, digest in sections.items() if translation.sections.get(anchor) != digest)
    gone = tuple(anchor for anchor in translation.sections if anchor not in sections)
    return State(Freshness.STALE if changed or gone else Freshness.FRESH, changed, gone, len(sections))


def accepted(source: str, kept: Translation | None, sections: Mapping[str, str], anchor: str | None = None) -> Translation:
    """What a translation keeps once somebody has found that it says the same: in all sections, or in one.

    KeyError for a section that neither the original nor the translation's memory has.
    """
    if anchor is None:
        return Translation(of=source, sections=dict(sections))
    before = dict(kept.sections) if kept else {}
    # A section that the original lost can be accepted too: then its digest is forgotten.
    if anchor not in sections and anchor not in before:
        raise KeyError(anchor)
    # In the order of the original, so that a file changes in one line only.
    after = {name: sections[name] if name == anchor else before[name] for name in sections if name == anchor or name in before}
    return Translation(of=source, sections=after | {name: old for name, old in before.items() if name not in sections and name != anchor})
