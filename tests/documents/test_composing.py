"""A file taken apart and put together again says the same."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.documents.composing import Source, compose, first_body_line, take_apart
from helpcenter.documents.errors import ContentError

ORDER = ("title", "summary", "updated_on", "keywords")
FILE = Path("fr.md")
FULL = """---
# who reads this
title: 'Colons: and “quotes”'
updated_on: 2026-11-24
# in readers' words
keywords: [90 jours, 'a, b', 'no', 'null']
translation:
  of: fr
  sections:
    introduction: 0a1b2c3d4e5f
    what-to-do: '123456789012'
# the end
---

Hello

---

World
"""


def test_what_we_wrote_is_written_the_same_again() -> None:
    assert compose(take_apart(FULL, FILE), ORDER) == FULL


def test_fields_get_the_order_of_the_house_and_unknown_ones_stay_last() -> None:
    text = "---\nother: x\nkeywords: [a]\ntitle: T\n---\nBody"
    assert compose(take_apart(text, FILE), ORDER) == "---\ntitle: T\nkeywords: [a]\nother: x\n---\n\nBody\n"


def test_fields_without_value_are_left_out() -> None:
    source = Source({"title": "T", "summary": "", "keywords": [], "updated_on": None}, "Body\n")
    assert compose(source, ORDER) == "---\ntitle: T\n---\n\nBody\n"


def test_the_first_line_of_the_text_is_known() -> None:
    assert FULL.split("\n")[first_body_line(FULL) - 1] == "Hello"
    assert first_body_line(compose(Source({"title": "T"}, "Body\n"), ORDER)) == 5


@pytest.mark.parametrize(
    "text", ["", "no front matter", "---\ntitle: T\n", "---\n- a\n---\nBody", "---\na: [\n---\nBody", "---\n: :\n  x\n---\n"]
)
def test_what_has_no_front_matter_is_refused(text: str) -> None:
    with pytest.raises(ContentError):
        take_apart(text, FILE)


VALUE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=60)


@given(title=VALUE, keywords=st.lists(VALUE, min_size=1, max_size=4))
def test_any_words_come_back_as_they_were_typed(title: str, keywords: list[str]) -> None:
    text = compose(Source({"title": title, "keywords": keywords}, "Body\n"), ORDER)
    again = take_apart(text, FILE)
    assert again.fields == {"title": title, "keywords": keywords}
    assert compose(again, ORDER) == text


@given(words=VALUE)
def test_a_reader_with_types_gets_text_as_text(words: str) -> None:
    header = compose(Source({"title": words}, ""), ORDER).split("---\n")[1] if "---" not in words else ""
    if header:
        found = yaml.safe_load(header)["title"]
        assert isinstance(found, str) or str(found) == words
