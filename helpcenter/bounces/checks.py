"""What `helpcenter content check` says of content/bounces: every row valid, and every row reachable."""

from collections.abc import Iterator
from pathlib import Path

from helpcenter.bounces.knowledge import Knowledge, Strength, Wording, read_knowledge
from helpcenter.documents.checks import Check, Level, Problem, problems_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import line_of_key
from helpcenter.documents.library import Library

FOLDER = "bounces"


def check_knowledge(library: Library) -> Iterator[Problem]:
    """Every code and wording: its form, its reason, and that no wording above it makes it useless."""
    folder = library.root / FOLDER
    if not folder.is_dir():
        return
    try:
        knowledge = read_knowledge(folder)
    except ContentError as error:
        yield from problems_of(error)
        return
    yield from _check_reach(folder / "texts.yaml", knowledge)


def _check_reach(file: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """A wording that another one before it always finds first, with another reason, never counts."""
    for strength in Strength:
        above: list[Wording] = []
        for wording in knowledge.wordings[strength]:
            text = " ".join(wording.phrase.pieces)
            first = next((each for each in above if each.reason != wording.reason and each.phrase.find(text) >= 0), None)
            if first:
                message = (
                    f"“{wording.phrase.source}” never counts: “{first.phrase.source}” above it says {first.reason}, not {wording.reason}"
                )
                yield Problem(file, line_of_key(file, *wording.row), Level.WARNING, message)
            above.append(wording)


CHECKS: tuple[Check, ...] = (check_knowledge,)
