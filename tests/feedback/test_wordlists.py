"""Entries are added to the lists of words, and every other line stays as it was."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.feedback.wordlists import WordListError, add_answer, add_synonym

FILE = """# Words of readers.
synonyms:
  # how people call the tray
  - [spam, indésirables]   # both are said
  - [mail, courriel, e-mail]

# Best answers.
answers:
  "mail refusé": [permanent-error]
  boîte pleine: [full-mailbox, temporary-error]  # asked often
"""


def test_words_join_the_group_of_their_synonym() -> None:
    assert add_synonym(FILE, "pourriel", "Spam") == FILE.replace("indésirables]", 'indésirables, "pourriel"]')


def test_words_without_a_group_get_one_at_the_end_of_the_block() -> None:
    assert add_synonym(FILE, "tamis", "filtre") == FILE.replace("e-mail]\n", 'e-mail]\n  - ["filtre", "tamis"]\n')


def test_words_that_share_a_group_already_change_nothing() -> None:
    assert add_synonym(FILE, "courriel", "mail") == FILE


def test_a_group_of_several_lines_is_left_to_a_person() -> None:
    with pytest.raises(WordListError):
        add_synonym("synonyms:\n  - - a\n    - b\n", "c", "a")


def test_an_answer_is_added_at_the_end_of_its_block() -> None:
    assert add_answer(FILE, "90 jours", "ninety-days") == FILE + '  "90 jours": [ninety-days]\n'


def test_a_better_answer_comes_before_those_that_were_named() -> None:
    changed = yaml.safe_load(add_answer(FILE, "boîte pleine", "glossary"))
    assert changed["answers"]["boîte pleine"] == ["glossary", "full-mailbox", "temporary-error"]
    assert add_answer(FILE, "mail refusé", "permanent-error") == FILE


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "synonyms: []\nanswers: {}\n", "answers:\n", "synonyms:   # none\nanswers: {}\n"])
def test_a_file_without_entries_gets_its_first(text: str) -> None:
    changed = add_answer(add_synonym(text, "c", "a b"), "où: ?", "glossary")
    assert yaml.safe_load(changed) == {"synonyms": [["a b", "c"]], "answers": {"où: ?": ["glossary"]}}
    assert all(line in changed for line in text.splitlines() if line.startswith("#"))


@pytest.mark.parametrize("text", ["synonyms: [[a, b]]\n", "synonyms: &x\n  - [a, b]\n", "- a\n", "synonyms: [\n", "just words\n"])
def test_a_file_written_otherwise_is_left_to_a_person(text: str) -> None:
    with pytest.raises(WordListError):
        add_synonym(text, "d", "c")


def test_other_ways_to_indent_are_followed() -> None:
    assert add_synonym("synonyms:\n- [a, b]\n", "d", "c") == 'synonyms:\n- [a, b]\n- ["c", "d"]\n'
    assert add_synonym("synonyms:\n    - [a, b]\n", "d", "c") == 'synonyms:\n    - [a, b]\n    - ["c", "d"]\n'


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_whatever_the_words_are_they_are_read_back_as_they_were(one: str, other: str) -> None:
    try:
        changed = add_synonym(FILE, other, one)
    except WordListError:
        # Characters that YAML cannot hold at all.
        return
    assert changed == FILE or any({one, other} <= set(group) for group in yaml.safe_load(changed)["synonyms"])
