from helpcenter.tutorials.screens import choose_screen, screen_language


def test_a_screen_language_is_named_in_the_readers_language() -> None:
    brazil = screen_language("pt_BR", "fr")
    assert (brazil.tag, brazil.name, brazil.direction) == ("pt-BR", "portugais (Brésil)", "ltr")
    assert screen_language("ar", "en").direction == "rtl"


def test_the_texts_own_language_is_shown_unless_another_is_wanted_and_known() -> None:
    assert choose_screen(None, "en", ("fr", "en", "de")) == "en"
    assert choose_screen("de", "en", ("fr", "en", "de")) == "de"
    assert choose_screen("xx", "en", ("fr", "en", "de")) == "en"
    assert choose_screen(None, "en", ("de", "fr")) == "fr"
    assert choose_screen(None, "en", ("de",)) == "de"
