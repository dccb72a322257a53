"""The list of all texts, and how a new one begins."""

import pytest

from tests.browsing import text_of
from tests.writing.desk import Writer, form_of


def begin(writer: Writer, **typed: str) -> object:
    """Fill in the form of a new article."""
    form = form_of(writer.browser.get("/staff/texts/new"), "form[data-new-article]")
    return writer.browser.post("/staff/texts/new", data={**form, **typed})


def test_each_article_stands_in_its_section_with_its_state_in_every_language(writer: Writer) -> None:
    writer.lay("volume", section="practices", owner="assistance", review_on="2026-10-01")
    writer.lay("volume", "en", status="draft")
    writer.lay("old-one", status="archived")
    writer.lay("later", publish_at="2026-12-24 08:00")
    page = text_of(writer.browser.get("/staff/texts"))
    assert "Les bonnes pratiques Titre volume volume Français – Titre volume Publié" in page
    assert "Responsable : assistance" in page
    assert "À relire depuis le 1er octobre 2026" in page
    assert "Hors ligne" in page
    assert "Programmé à partir du 24 décembre 2026 à 08:00" in page
    assert "Pas écrit" in page


def test_an_article_is_found_by_any_of_its_words_without_accents(writer: Writer) -> None:
    writer.lay("volume", title="Éviter les pics d’envoi", keywords="[saturation]")
    for words in ("eviter pics", "VOLUME", "saturation"):
        page = text_of(writer.browser.get("/staff/texts", query_string={"q": words}))
        assert "1 article trouvé" in page
    assert "Aucun article ne correspond." in text_of(writer.browser.get("/staff/texts?q=nothing"))


def test_a_text_in_a_section_that_is_gone_is_not_lost(writer: Writer) -> None:
    writer.lay("volume", section="gone")
    assert "Sans rubrique Titre volume" in text_of(writer.browser.get("/staff/texts"))


def test_an_odd_page_number_is_the_nearest_page(writer: Writer) -> None:
    for number in ("-1", "99999999999999999999", "x"):
        assert writer.browser.get(f"/staff/texts?page={number}").status_code == 200


def test_a_new_article_begins_as_a_draft_in_every_language(writer: Writer) -> None:
    answer = begin(writer, title="Éviter l’abus : 3 règles", section="practices", slug="")
    assert answer.status_code == 302  # type: ignore[attr-defined]
    for locale in ("fr", "en"):
        text = writer.file("eviter-l-abus-3-regles", locale).read_text()
        assert "title: 'Éviter l’abus : 3 règles'" in text
        assert "section: practices\n" in text
        assert "status: draft\n" in text
        assert writer.save("eviter-l-abus-3-regles", locale).status_code == 302
    history = text_of(writer.browser.get(writer.url("eviter-l-abus-3-regles", more="/history")))
    assert "Nouvel article : Éviter l’abus : 3 règles Équipe A" in history


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": "T"}, "Entre 3 et 90 caractères."),
        ({"title": "Title", "slug": "../evil"}, "Seulement des lettres minuscules"),
        ({"title": "Title", "slug": "mail-delivery"}, "Il y a déjà un article à cette adresse."),
        ({"title": "Title", "slug": "was-mine"}, "Il y a déjà un article à cette adresse."),
        ({"title": "???", "slug": ""}, "Ce titre ne donne pas d’adresse."),
        ({"title": "Title", "section": "nowhere"}, "Rubrique"),
    ],
)
def test_a_new_article_needs_a_title_and_a_free_address(writer: Writer, typed: dict[str, str], words: str) -> None:
    writer.lay(aliases="[was-mine]")
    before = sorted(item.name for item in (writer.content / "articles").iterdir())
    answer = begin(writer, **typed)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert words in text_of(answer)  # type: ignore[arg-type]
    assert sorted(item.name for item in (writer.content / "articles").iterdir()) == before


def test_the_pages_of_a_text_are_below_texts_in_the_navigation_and_home_is_not_above_all(writer: Writer) -> None:
    writer.lay()
    page = writer.browser.get(writer.url()).get_data(as_text=True)
    assert '<a href="/staff/texts" aria-current="true">' in page
    assert '<a href="/staff/">' in page


def test_a_title_is_shown_with_the_blanks_of_its_language(writer: Writer) -> None:
    writer.lay(title="'Erreur : que faire ?'")
    assert '<h1 lang="fr">Erreur\xa0: que faire\u202f?</h1>' in writer.browser.get(writer.url()).get_data(as_text=True)
