import pytest

from helpcenter.articles.content import Status, Translation
from helpcenter.articles.translations import Freshness, Side, State, accepted, compare

NOW = {"introduction": "a1", "what": "b1", "after": "c1"}


def make_side(translation: Translation | None = None, status: Status = Status.PUBLISHED) -> Side:
    return Side(status, translation, NOW)


def state_of(kept: dict[str, str] | None, status: Status = Status.PUBLISHED, original: Status = Status.PUBLISHED) -> State:
    translation = None if kept is None else Translation(sections=kept)
    return compare("en", {"fr": make_side(status=original), "en": make_side(translation, status)})


def test_a_translation_is_fresh_while_every_section_of_the_original_is_as_it_was() -> None:
    assert state_of(NOW) == State(Freshness.FRESH, total=3)


def test_changed_new_and_vanished_sections_make_it_stale_and_are_named_in_order() -> None:
    state = state_of({"what": "b0", "introduction": "a1", "old": "d1"})
    assert state == State(Freshness.STALE, changed=("what", "after"), gone=("old",), total=3)


@pytest.mark.parametrize("kept", [None, {}])
def test_one_that_nobody_has_compared_says_so(kept: dict[str, str] | None) -> None:
    assert state_of(kept).freshness is Freshness.UNCOMPARED


def test_a_language_without_text_is_missing() -> None:
    assert compare("en", {"fr": make_side()}).freshness is Freshness.MISSING


def test_the_french_text_is_the_original_and_another_may_be_when_it_stands_alone() -> None:
    assert compare("fr", {"fr": make_side(), "en": make_side()}).freshness is Freshness.ORIGINAL
    assert compare("en", {"en": make_side()}).freshness is Freshness.ORIGINAL


def test_a_translation_may_name_another_original() -> None:
    sides = {"en": make_side(Translation(of="en")), "fr": make_side(Translation(of="en", sections=NOW))}
    assert compare("en", sides).freshness is Freshness.ORIGINAL
    assert compare("fr", sides).freshness is Freshness.FRESH


def test_a_translation_whose_original_is_gone_is_an_orphan() -> None:
    assert compare("en", {"en": make_side(Translation(sections=NOW))}).freshness is Freshness.ORPHAN


@pytest.mark.parametrize("original", [Status.DRAFT, Status.ARCHIVED])
def test_a_public_translation_of_what_readers_may_not_see_is_an_orphan(original: Status) -> None:
    assert state_of(NOW, original=original).freshness is Freshness.ORPHAN
    assert state_of(NOW, status=original, original=original).freshness is Freshness.FRESH


def test_accepting_takes_all_sections_as_they_are() -> None:
    assert accepted("fr", Translation(sections={"old": "x"}), NOW) == Translation(of="fr", sections=NOW)


def test_accepting_one_section_leaves_the_others_as_they_were_in_the_order_of_the_original() -> None:
    kept = Translation(sections={"what": "b0", "introduction": "a0", "old": "d0"})
    after = accepted("fr", kept, NOW, "introduction")
    assert list(after.sections.items()) == [("introduction", "a1"), ("what", "b0"), ("old", "d0")]


def test_accepting_that_a_section_is_gone_forgets_it() -> None:
    assert accepted("fr", Translation(sections={"what": "b0", "old": "d0"}), NOW, "old").sections == {"what": "b0"}


def test_a_section_that_never_was_cannot_be_accepted() -> None:
    with pytest.raises(KeyError):
        accepted("fr", None, NOW, "nowhere")
