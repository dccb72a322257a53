from helpcenter.articles.addresses import make_addresses


def url_in(locale: str) -> str:
    return f"https://help.example/{locale}/"


def test_a_page_in_two_languages_names_both_and_french_for_all_others() -> None:
    addresses = make_addresses(url_in, "en", ["fr", "en"])
    assert addresses.canonical == "https://help.example/en/"
    assert addresses.alternates == (("fr", "https://help.example/fr/"), ("en", "https://help.example/en/"))
    assert addresses.default == "https://help.example/fr/"


def test_a_page_without_french_is_its_own_default() -> None:
    assert make_addresses(url_in, "en", ["en"]).default == "https://help.example/en/"
