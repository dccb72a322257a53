import pytest

from helpcenter.studio.words_form import Choice, WordsForm, WordsMistake, lost_words, outdated_words
from helpcenter.tutorials.shape import Shape
from tests.studio.samples import FILTER, make_shape, own_words, tutorial
from tests.tutorials.samples import real_tutorials

OLD = "0" * 12


def opened(shape: Shape) -> WordsForm:
    return WordsForm.of_shape(shape, 1, tutorial(), real_tutorials())


def saved(shape: Shape, **values: str) -> Shape:
    return opened(shape).with_values({name.replace("__", "-"): value for name, value in values.items()}).shape(shape)


def test_what_nobody_touched_is_no_override() -> None:
    shape = make_shape()
    form = opened(shape)
    values = {f"{name}-{each.id}": getattr(each, name) for each in form.steps for name in ("instruction", "help")}
    assert form.with_values(values).shape(shape) == shape


def test_own_words_are_kept_with_the_words_that_they_replaced() -> None:
    own = saved(make_shape(), instruction__gear="En haut !", help__gear="À droite.").find_words(FILTER, "fr", "gear")
    assert own
    assert (own.instruction, own.help) == ("En haut !", "À droite.")
    assert own.original_instruction == "Cliquez sur la roue dentée."
    assert own.original == own_words().original


@pytest.mark.parametrize("typed", [("", ""), ("Cliquez sur la roue dentée.", "Elle est en haut, à droite.")])
def test_empty_fields_and_our_own_words_give_the_step_back(typed: tuple[str, str]) -> None:
    before = make_shape(overrides=(own_words(),))
    assert saved(before, instruction__gear=typed[0], help__gear=typed[1]).overrides == ()


@pytest.mark.parametrize(
    ("step", "text", "mistake"),
    [
        ("gear", "Cliquez sur {label}", WordsMistake.UNKNOWN_PLACE),
        ("settings", "Cliquez sur {web.filter.tab}", WordsMistake.UNKNOWN_PLACE),
        ("settings", "Chez {{ vendor }}", WordsMistake.UNKNOWN_PLACE),
        ("settings", "<b>ici</b>", WordsMistake.SIGN),
        ("settings", "Cliquez sur {label", WordsMistake.SIGN),
        ("settings", "x" * 161, WordsMistake.TOO_LONG),
    ],
)
def test_a_bad_place_is_an_error_beside_its_field_and_leaves_what_was(step: str, text: str, mistake: WordsMistake) -> None:
    shape = make_shape()
    form = opened(shape).with_values({f"instruction-{step}": text})
    assert form.has_mistakes
    assert next(each for each in form.steps if each.id == step).mistakes == {"instruction": mistake}
    assert form.shape(shape) == shape


def test_label_and_sender_are_allowed_where_the_step_has_them() -> None:
    own = saved(make_shape(), instruction__settings="Prenez {label} pour {sender}.").find_words(FILTER, "fr", "settings")
    assert own
    assert own.instruction == "Prenez {label} pour {sender}."


def test_words_whose_original_changed_are_told_and_stay_until_somebody_chooses() -> None:
    before = make_shape(overrides=(own_words(original=OLD), own_words("tab")))
    assert [own.step for own in outdated_words(before, real_tutorials())] == ["gear"]
    assert saved(before) == before


def test_keep_adopt_and_edit_settle_it() -> None:
    before = make_shape(overrides=(own_words(original=OLD),))
    kept = saved(before, choice__gear=Choice.KEEP.value, instruction__gear="<ignored>").find_words(FILTER, "fr", "gear")
    assert kept
    assert (kept.instruction, kept.original) == ("Cliquez en haut.", own_words().original)
    assert saved(before, choice__gear=Choice.ADOPT.value).overrides == ()
    edited = saved(before, choice__gear=Choice.EDIT.value, instruction__gear="Autrement.").find_words(FILTER, "fr", "gear")
    assert edited
    assert (edited.instruction, edited.original) == ("Autrement.", own_words().original)


def test_words_for_a_step_that_is_gone_are_told() -> None:
    before = make_shape(overrides=(own_words("gone", original=OLD),))
    assert [own.step for own in lost_words(before, tutorial())] == ["gone"]
    assert [own.step for own in outdated_words(before, real_tutorials())] == ["gone"]


def test_words_for_a_sheet_that_is_not_there_ask_nothing() -> None:
    own = own_words(original=OLD).model_copy(update={"tutorial": "no-such-sheet"})
    assert list(outdated_words(make_shape(overrides=(own,)), real_tutorials())) == []


def test_on_top_of_another_ones_save_untouched_fields_hold_theirs_and_touched_ones_mine() -> None:
    base, theirs = make_shape(), make_shape(overrides=(own_words(), own_words("tab", "Leur onglet.")))
    mine = opened(base).with_values({"instruction-gear": "Mon bouton."})
    form = mine.after(WordsForm.of_shape(theirs, 2, tutorial(), real_tutorials()))
    both = {each.id: each.instruction for each in form.steps}
    assert (form.opened, both["gear"], both["tab"]) == (2, "Mon bouton.", "Leur onglet.")
    assert next(each.theirs for each in form.steps if each.id == "gear") == ("Cliquez en haut.", "")


def test_an_invented_version_number_is_none() -> None:
    assert opened(make_shape()).with_values({"opened": "9" * 5000}).opened == 0
