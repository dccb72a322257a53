from pathlib import Path

import pytest

from helpcenter.config import HOUSE
from helpcenter.documents.markdown import render_markdown
from helpcenter.documents.tangles import find_tangle

TANGLED = [
    "[" * 5000,
    "![" * 5000,
    "[a](" * 5000,
    "[a][" * 5000,
    "[" * 5000 + "a" + "]" * 5000,
    "[a](<" * 5000,
    "# a\n" * 10_000,
    "***\n" * 10_000,
    "~~~a\n" * 10_000,
]


@pytest.mark.parametrize("source", TANGLED, ids=lambda source: repr(source[:6]))
def test_a_text_that_would_take_minutes_is_a_mistake_with_a_line_and_stays_readable(source: str) -> None:
    rendered = render_markdown(f"Un début.\n\n{source}", file=Path("fr.md"), locale="fr", first_line=8)
    assert [problem.line for problem in rendered.problems] == [10]
    assert rendered.html.startswith("<pre>Un début.")
    assert rendered.headings == ()


def test_definitions_without_end_are_a_mistake_and_no_crash() -> None:
    rendered = render_markdown("a\n: b\n" * 3000, file=Path("fr.md"), locale="fr")
    assert "too deeply" in rendered.problems[-1].message


@pytest.mark.parametrize("part", [" ", "\n", "a\n", " \n", "* ", "- ", "= a", "~~~\n"])
def test_looking_at_a_long_text_costs_no_more_than_its_length(part: str) -> None:
    # With the square of the length this would take hours.
    assert find_tangle(part * (300_000 // len(part))) is None


def test_no_text_of_the_product_comes_near() -> None:
    for file in (HOUSE / "content").rglob("*.md"):
        assert find_tangle(file.read_text(encoding="utf-8") * 20) is None, file
