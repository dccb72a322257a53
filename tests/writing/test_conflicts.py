"""Two changes of one text, field by field and line by line."""

from helpcenter.documents.composing import Source
from helpcenter.writing.conflicts import make_conflict, merge_texts
from helpcenter.writing.texts import Opened, Text


def text(body: str = "One.\n\nTwo.\n\nThree.\n", **fields: object) -> Text:
    """A text with these fields."""
    return Text("volume", "fr", Source({"title": "Titre", "updated_on": "2026-10-01", **fields}, body))


def test_each_person_s_fields_and_lines_are_taken() -> None:
    mine = text("One!\n\nTwo.\n\nThree.\n", owner="assistance", updated_on="2026-11-02")
    theirs = text("One.\n\nTwo.\n\nThree!\n", keywords=["90 jours"], updated_on="2026-11-03")
    merged = merge_texts(text(), mine, theirs)
    assert merged is not None
    assert merged.body == "One!\n\nTwo.\n\nThree!\n"
    assert merged.fields == {"title": "Titre", "updated_on": "2026-11-03", "owner": "assistance", "keywords": ["90 jours"]}


def test_a_field_taken_away_stays_away() -> None:
    merged = merge_texts(text(owner="assistance"), text(), text(owner="assistance", order="5"))
    assert merged is not None
    assert "owner" not in merged.fields
    assert merged.fields["order"] == "5"


def test_one_field_changed_in_two_ways_is_for_a_person_to_judge() -> None:
    assert merge_texts(text(), text(title="Mine"), text(title="Theirs")) is None
    assert merge_texts(text(), text(title="Same"), text(title="Same")) is not None


def test_without_the_text_that_both_began_with_nothing_is_put_together() -> None:
    conflict = make_conflict(None, text("Mine.\n"), Opened(text("Theirs.\n"), "digest"))
    assert conflict.merged is None
    assert conflict.changes


def test_a_file_that_is_gone_leaves_only_mine() -> None:
    assert make_conflict(text(), text("Mine.\n"), None).theirs is None
