"""Which language a reader gets."""

import pytest

from helpcenter.i18n.locales import choose_locale


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [(["en-GB", "fr"], "en"), (["tr", "en"], "en"), (["tr"], "fr"), ([], "fr"), (["FR_fr"], "fr")],
)
def test_the_first_known_language_wins_and_french_otherwise(wanted: list[str], chosen: str) -> None:
    assert choose_locale(wanted) == chosen
