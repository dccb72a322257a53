"""Markdown as people read it in a plain mail: words, lists and complete addresses, without marks."""

import re

LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
# Not inside a word: first_name and 3*4*5 keep their signs.
EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)")
CODE = re.compile(r"`([^`]+)`")
HEADING = re.compile(r"^#+ +(.+?)(?: *\{#[a-z0-9-]+\})?$", re.MULTILINE)
GAPS = re.compile(r"\n{3,}")


def plain_text(markdown: str) -> str:
    """The text without Markdown's marks; run it before values are filled in, so that theirs stay."""
    text = LINK.sub(_spell_link, markdown)
    for mark, group in ((STRONG, 2), (EMPHASIS, 2), (CODE, 1), (HEADING, 1)):
        text = mark.sub(rf"\{group}", text)
    return text


def close_gaps(text: str) -> str:
    """The text without the empty space that a value of no words leaves."""
    lines = [line.rstrip() for line in text.split("\n")]
    return GAPS.sub("\n\n", "\n".join(lines)).strip()


def _spell_link(match: re.Match[str]) -> str:
    label, target = match[1], match[2].removeprefix("mailto:")
    return label if label == target else f"{label} ({target})"
