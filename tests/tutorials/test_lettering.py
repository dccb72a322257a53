import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.tutorials.lettering import Box, fit, width_of
from tests.tutorials.samples import LONGEST_SENDER

BOX = Box(width=230, height=44, largest=18, smallest=8)
LABELS = (
    "De",
    "Ne jamais envoyer dans le dossier Spam",
    "Appliquer également ce filtre à {n} conversation correspondante.",
    "عدم الإرسال إلى الرسائل غير المرغوب فيها مطلقًا",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "W" * 120,
)


def assert_inside(text: str, *, is_address: bool = False, box: Box = BOX) -> None:
    lettering = fit(text, box, is_address=is_address)
    assert lettering.lines
    assert len(lettering.lines) * lettering.line_height <= box.height + 1e-6
    assert all(width_of(line) * lettering.size <= box.width + 1e-6 for line in lettering.lines)
    assert box.smallest <= lettering.size <= box.largest


@pytest.mark.parametrize("text", LABELS)
def test_every_label_stays_inside_its_box(text: str) -> None:
    assert_inside(text)


@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_stays_inside_its_box(text: str) -> None:
    assert_inside(text)


def test_the_longest_address_stays_inside_its_box() -> None:
    assert_inside(LONGEST_SENDER, is_address=True)


def test_an_ordinary_address_stays_on_one_line() -> None:
    assert fit("ne-pas-repondre@ani.example", BOX, is_address=True).lines == ("ne-pas-repondre@ani.example",)


def test_a_label_is_wrapped_between_words_before_its_letters_become_small() -> None:
    lettering = fit("Ne jamais envoyer dans le dossier Spam", BOX)
    assert lettering.lines == ("Ne jamais envoyer dans le", "dossier Spam")
    assert lettering.size > 16


def test_what_cannot_fit_loses_its_middle_and_shows_it() -> None:
    lines = "".join(fit(LONGEST_SENDER, Box(100, 12, 12, 8), is_address=True).lines)
    assert "…" in lines
    assert lines.startswith("aaa")
    assert lines.endswith("example")
