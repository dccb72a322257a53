from pathlib import Path

import pytest

from helpcenter.articles.jargon import Jargon, read_jargon, unexplained
from helpcenter.documents.errors import ContentError

LIST = Jargon(
    {
        "fr": {"rebond": "bounce", "hard bounce": "permanent", "bounce": "bounce", "serveur": "server", "SMTP": ""},
        "en": {"server": "server"},
    }
)


def terms(body: str, locale: str = "fr") -> list[tuple[str, int]]:
    return [(found.term, found.line) for found in unexplained(LIST, locale, body)]


def test_a_term_that_nothing_explains_is_named_once_with_its_line() -> None:
    assert terms("Un mail.\nUn Serveur répond.\n\nLe serveur encore, et un rebond.") == [("serveur", 2), ("rebond", 4)]


@pytest.mark.parametrize(
    "body",
    [
        "Un [rebond](../glossary/fr.md#bounce) arrive. Le rebond encore.",
        "Un rebond (un mail qui revient) arrive.",
        "Un mail qui revient (un *rebond*).",
        "Un **rebond**, c’est-à-dire un mail qui revient.",
        "Le rebond : un mail qui revient.",
        "Le rebond arrive. Un rebond est un mail qui revient.",
        "Les professionnels disent *hard bounce*.",
        "Ouvrez `smtp.rebond.example`.",
        "[la page](https://rebond.example/serveur)",
        "Un rebondissement, un sous-serveur.",
        "## Le rebond {#x}",
        "```\nrebond\n```",
    ],
)
def test_a_link_an_explanation_or_code_is_enough(body: str) -> None:
    assert terms(body) == []


def test_the_longest_term_counts_and_plurals_are_found() -> None:
    assert terms("Des hard bounces et des bounces.") == [("hard bounce", 1), ("bounce", 1)]


def test_abbreviations_are_looked_for_as_they_are_written() -> None:
    assert terms("le smtp du SMTP") == [("SMTP", 1)]


def test_each_language_has_its_own_terms() -> None:
    assert terms("Un server, the serveur", "en") == [("server", 1)]
    assert terms("Un server", "de") == []


def test_a_later_explanation_comes_too_late() -> None:
    assert terms("Un rebond arrive.\n\nUn rebond est un mail qui revient.") == [("rebond", 1)]


def test_the_list_is_a_file_that_may_be_missing_or_wrong(tmp_path: Path) -> None:
    assert read_jargon(tmp_path).terms("fr") == ()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "jargon.yaml").write_text("fr:\n  SMTP: [a]\n")
    with pytest.raises(ContentError, match=r"jargon\.yaml:2"):
        read_jargon(tmp_path)


def test_a_letter_that_only_looks_like_one_of_a_term_is_no_use_of_it() -> None:
    listed = Jargon({"en": {"filter": "filter"}})
    assert list(unexplained(listed, "en", "A fılter and a fİlter.")) == []
