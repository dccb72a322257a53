from helpcenter.i18n.gsm import count_segments


def test_a_letter_of_two_places_is_never_cut_between_two_messages() -> None:
    assert count_segments("a" * 152 + "€" + "a" * 151) == 2
    assert count_segments("a" * 152 + "€" + "a" * 152) == 3
    assert count_segments("\N{ARABIC LETTER ALEF}" * 66 + "\N{SEEDLING}" + "\N{ARABIC LETTER ALEF}" * 66) == 3


def test_a_text_that_fits_is_one_message() -> None:
    assert [count_segments(text) for text in ("", "a" * 158 + "€", "a" * 159 + "€", "a" * 306, "a" * 307)] == [1, 1, 2, 2, 3]
