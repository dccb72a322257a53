from helpcenter.studio.changes import Part, list_changes, merge
from tests.studio.samples import LOOK, make_shape, own_words

BASE = make_shape(intro={"fr": "Bonjour"}, overrides=(own_words(),))


def test_every_part_that_differs_is_named_once() -> None:
    after = BASE.with_changes(intro={"fr": "Salut", "en": "Hi"}, overrides=(), look=LOOK.model_copy(update={"colour": "#123456"}))
    parts = [(change.part, change.item) for change in list_changes(BASE, after)]
    assert parts == [(Part.INTRO, "en"), (Part.INTRO, "fr"), (Part.COLOUR, ""), (Part.OVERRIDES, "gmail-web-filter/fr/gear")]
    assert list_changes(BASE, BASE) == ()


def test_two_who_changed_different_things_are_put_together() -> None:
    mine = BASE.with_changes(intro={"fr": "Bonjour", "en": "Hello"})
    theirs = BASE.with_changes(
        intro={}, closing={"fr": "Merci"}, look=LOOK.model_copy(update={"contact_line": "Bureau"}), overrides=(own_words("tab"),)
    )
    both = merge(BASE, mine, theirs)
    assert both
    assert (both.intro, both.closing, both.look.contact_line) == ({"en": "Hello"}, {"fr": "Merci"}, "Bureau")
    assert [own.step for own in both.overrides] == ["tab"]


def test_two_who_changed_the_same_thing_must_judge_themselves() -> None:
    mine, theirs = BASE.with_changes(intro={"fr": "A"}), BASE.with_changes(intro={"fr": "B"})
    assert merge(BASE, mine, theirs) is None
    assert merge(BASE, mine, mine) == mine


def test_what_is_left_out_is_put_together_with_what_is_chosen() -> None:
    chosen = BASE.with_changes(tutorials=("a", "b"), declined=("c",))
    theirs = BASE.with_changes(tutorials=("b",), declined=("a", "c"))
    both = merge(BASE, BASE.with_changes(closing={"fr": "Merci"}), theirs)
    assert both
    assert (both.tutorials, both.declined) == (("b",), ("a", "c"))
    assert [change.part for change in list_changes(chosen, chosen.with_changes(declined=("c", "d")))] == [Part.TUTORIALS]
    assert merge(BASE, chosen, theirs) is None
