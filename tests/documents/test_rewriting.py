from datetime import date
from pathlib import Path

import pytest
import yaml

from helpcenter.documents.errors import ContentError
from helpcenter.documents.rewriting import set_field, write_header

FILE = Path("fr.md")
HEADER = """---
# who wrote this
title: 'A  title'   # kept
translation:
  of: fr
  sections:
    one: 0a1b2c
    two: "123456"
# before the date
review_on: 2026-01-01  # yearly
keywords:
- a
- b
---

## Body {#body}
title: not this one
"""


def test_one_field_changes_and_every_other_byte_stays() -> None:
    assert set_field(HEADER, "review_on", date(2027, 5, 26), FILE) == HEADER.replace("2026-01-01", "2027-05-26")


def test_a_nested_field_changes_as_a_whole_and_the_comment_below_it_stays() -> None:
    changed = set_field(HEADER, "translation", {"of": "fr", "sections": {"one": "ffffff"}}, FILE)
    assert changed == HEADER.replace('    one: 0a1b2c\n    two: "123456"\n', "    one: ffffff\n")


def test_a_list_at_the_left_margin_is_replaced_as_a_whole() -> None:
    assert "keywords: [c, d e]\n---" in set_field(HEADER, "keywords", ["c", "d e"], FILE)


def test_a_new_field_comes_last() -> None:
    assert set_field(HEADER, "owner", "assistance", FILE) == HEADER.replace("- b\n---", "- b\nowner: assistance\n---")


def test_line_ends_stay_as_they_are() -> None:
    changed = set_field(HEADER.replace("\n", "\r\n"), "translation", {"of": "fr", "sections": {"a": "b", "c": "d"}}, FILE)
    assert changed.count("\n") == changed.count("\r\n")


@pytest.mark.parametrize(
    "value",
    ["plain", "two words", "a: b", "no", "123456", "1e10", "012", 'a "b"', "back\\slash", " x", "# x", "[x", "été, été", "null", "-", "é"],
)
def test_what_was_written_is_what_is_read(value: str) -> None:
    header = write_header({"title": value, "keywords": [value, "b"], "deep": {"of": value, "more": {"key": value}}, "order": 3})
    read = yaml.safe_load(header.split("---")[1])
    assert read == {"title": value, "keywords": [value, "b"], "deep": {"of": value, "more": {"key": value}}, "order": 3}


@pytest.mark.parametrize("text", ["no front matter", "---\ntitle: x\n", "---\ntitle: [\n---\n"])
def test_a_text_without_readable_front_matter_is_refused(text: str) -> None:
    with pytest.raises(ContentError):
        set_field(text, "title", "y", FILE)
