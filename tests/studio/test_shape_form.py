import pytest

from helpcenter.studio.shape_form import Mistake, ShapeForm
from helpcenter.studio.shelf import decide, undecided_ids
from helpcenter.tutorials.choices import in_order
from helpcenter.tutorials.customisation import LogoPosition
from helpcenter.tutorials.options import Size
from tests.studio.samples import make_shape, own_words, sheets

SHEETS = sheets()
ALL = [each.id for each in SHEETS]


def sent(**changes: list[str]) -> dict[str, list[str]]:
    fields = {
        "opened": ["3"],
        "sheets": ALL,
        "locales": ["fr", "ar"],
        "colour": ["#2c6e49"],
        "contact_line": ["Accueil"],
        "logo_position": ["centre"],
        "size": ["large"],
    }
    return fields | changes


def read(**changes: list[str]) -> ShapeForm:
    return ShapeForm.of_values(sent(**changes), SHEETS)


def test_what_is_typed_becomes_a_shape() -> None:
    shape = read(**{"intro-fr": ["Bonjour\r\nà tous"], "closing-ar": ["شكرا"]}).shape(make_shape())
    assert shape.tutorials is None
    assert (shape.look.locales, shape.logo_position, shape.size) == (("fr", "ar"), LogoPosition.CENTRE, Size.LARGE)
    assert (shape.intro, shape.closing) == ({"fr": "Bonjour\nà tous"}, {"ar": "شكرا"})


def test_a_form_that_is_opened_and_sent_again_changes_nothing() -> None:
    before = make_shape(tutorials=("orange-web-whitelist", "gmail-web-filter"), intro={"fr": "Bonjour"})
    chosen = tuple(each for each in before.tutorials or () if each in ALL)
    before = before.with_changes(tutorials=chosen, declined=tuple(each for each in ALL if each not in chosen))
    form = ShapeForm.of_shape(before, 1, SHEETS)
    values = sent(
        sheets=[each for row in form.rows for each in row.chosen],
        client=[row.client for row in form.rows],
        locales=["fr", "en"],
        logo_position=["start"],
        size=["normal"],
        **{"intro-fr": ["Bonjour"]},
        **{f"place-{row.client}": [str(place)] for place, row in enumerate(form.rows, 1)},
    )
    after = ShapeForm.of_values(values, SHEETS).shape(before)
    assert set(after.declined or ()) == set(before.declined or ())
    assert after.with_changes(declined=before.declined) == before


def test_numbers_give_the_order_and_arrows_change_it() -> None:
    form = read(**{"place-orange": ["1"], "place-gmail": ["2"]})
    assert [row.client for row in form.rows[:2]] == ["orange", "gmail"]
    assert [row.client for row in form.moved("gmail", -1).rows[:2]] == ["gmail", "orange"]
    assert form.moved("orange", -1).rows == form.rows
    assert form.moved("nobody", 1).rows == form.rows


def test_an_order_of_ones_own_names_the_sheets() -> None:
    chosen = read(**{"place-orange": ["1"]}).shape(make_shape()).tutorials
    assert chosen
    assert chosen[0].startswith("orange")
    assert set(chosen) == set(ALL)


@pytest.mark.parametrize(
    ("field", "value", "mistake"),
    [
        ("sheets", [], Mistake.NO_SHEET),
        ("sheets", ["no-such-sheet"], Mistake.NO_SHEET),
        ("locales", ["xx"], Mistake.NO_LANGUAGE),
        ("intro-fr", ["x" * 301], Mistake.WORDS_TOO_LONG),
        ("closing-tr", ["x" * 301], Mistake.WORDS_TOO_LONG),
        ("intro-fr", ["lundi\n" * 6 + "samedi"], Mistake.TOO_MANY_LINES),
        ("contact_line", ["x" * 161], Mistake.CONTACT_TOO_LONG),
        ("contact-ar", ["x" * 161], Mistake.CONTACT_TOO_LONG),
        ("colour", ["red; }"], Mistake.NO_COLOUR),
    ],
)
def test_a_mistake_stands_beside_its_field_and_the_preview_keeps_what_was(field: str, value: list[str], mistake: Mistake) -> None:
    before = make_shape(intro={"fr": "Avant"})
    form = read(**{field: value})
    assert form.mistakes == {field: mistake}
    form.shape(before)
    if field == "intro-fr":
        assert form.shape(before).intro == {"fr": "Avant"}


def test_invisible_and_turning_characters_are_taken_out_of_words() -> None:
    assert read(**{"intro-fr": ["Bon\u202ejour\u0000\u200b <b>"]}).intro["fr"] == "Bonjour <b>"


def test_own_words_for_steps_are_not_touched_by_this_form() -> None:
    before = make_shape(overrides=(own_words(),))
    assert read().shape(before).overrides == before.overrides


def test_a_pale_colour_is_darkened_and_said() -> None:
    form = read(colour=["#ffee00"])
    assert form.corrected_colour
    assert form.shape(make_shape()).look.colour == form.corrected_colour


def test_numbers_that_are_none_put_the_client_at_the_end() -> None:
    form = read(**{f"place-{client}": ["1"] for client in ("gmail", "orange")}, **{"place-yahoo": ["-3"]})
    assert {row.client for row in form.rows[:2]} == {"gmail", "orange"}


def test_a_sheet_that_stood_in_no_form_is_neither_chosen_nor_left_out() -> None:
    new = ALL[0]
    after = read(sheets=ALL[2:], shown=ALL[1:]).shape(make_shape())
    assert after.declined == (ALL[1],)
    assert undecided_ids(ALL, after) == (new,)
    assert read(sheets=ALL[1:], shown=ALL[1:]).shape(make_shape()).tutorials is None


def test_what_cannot_be_read_just_now_stays_chosen_or_left_out() -> None:
    before = make_shape(tutorials=("away", ALL[0]), declined=("gone", *ALL[1:]))
    after = read(sheets=ALL[:1]).shape(before)
    assert after.tutorials == (ALL[0], "away")
    assert set(after.declined or ()) == {"gone", *ALL[1:]}
    assert "gone" in (read().shape(before).declined or ())


def test_one_click_decides_about_newer_sheets() -> None:
    first, second, third = ALL[:3]
    shape = make_shape(tutorials=tuple(ALL[3:]), declined=(first,))
    assert undecided_ids(ALL, shape) == (second, third)
    taken = decide(shape, SHEETS, [second], is_taken=True)
    assert ((taken.tutorials or ())[-1], taken.declined, undecided_ids(ALL, taken)) == (second, (first,), (third,))
    left = decide(taken, SHEETS, [third, "no-such-sheet"], is_taken=False)
    assert (left.declined, undecided_ids(ALL, left)) == ((first, third), ())
    assert decide(make_shape(), SHEETS, [first], is_taken=False) == make_shape()


def test_a_choice_from_before_anybody_noted_what_is_left_out_gets_what_is_asked_for_and_no_more() -> None:
    first, second, third = ALL[:3]
    shape = make_shape(tutorials=tuple(ALL[3:]))
    assert undecided_ids(ALL, shape) == (first, second, third)
    taken = decide(shape, SHEETS, [second], is_taken=True)
    assert taken.declined == (first, third)
    assert [each.id for each in in_order(SHEETS, taken)] == [*ALL[3:], second]
