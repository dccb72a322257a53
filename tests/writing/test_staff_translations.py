"""The translations in the browser: what is stale is named, shown with its change, and accepted on purpose."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.browsing import csrf_of, text_of
from tests.writing.desk import BODY, SLUG, Writer, form_of

PAGE = "/staff/texts/translations"
CHANGED = BODY.replace("Words that say it.", "Other words.").replace("Do it.", "Do it now.")


def one(locale: str = "en", slug: str = SLUG) -> str:
    return f"{PAGE}/{slug}/{locale}"


@pytest.fixture
def stale(writer: Writer) -> Writer:
    """A writer before a translation of which two sections are stale; its original was recorded when it was accepted."""
    writer.lay()
    writer.lay(locale="en")
    press(writer)
    writer.lay(body=CHANGED)
    return writer


def press(writer: Writer, section: str = "", at: str = "") -> str:
    """Press “still says the same”, for a section or for all; gives where it leads."""
    page = writer.browser.get(at or PAGE)
    forms = f'form[action^="{one()}"]'
    form = form_of(page, f'{forms}:has(input[value="{section}"])' if section else f"{forms}:not(:has(input[name=section]))")
    answer = writer.browser.post(one(), data=form)
    assert answer.status_code == 302
    return str(answer.location)


def test_what_nobody_compared_is_listed_until_somebody_says_it_is_the_same(writer: Writer) -> None:
    writer.lay()
    writer.lay(locale="en")
    assert "Titre volume volume Français ● Original Anglais ? Jamais comparé" in text_of(writer.browser.get(PAGE))
    press(writer)
    page = text_of(writer.browser.get(PAGE))
    assert "C’est noté" in page
    assert "Titre volume" not in page
    assert "Titre volume" in text_of(writer.browser.get(f"{PAGE}?show=all"))


def test_a_stale_translation_names_its_sections(stale: Writer) -> None:
    page = text_of(stale.browser.get(PAGE))
    assert "⚠ À revoir 2 parties sur 3 ont changé : What happens What to do" in page


def test_the_change_of_each_section_is_shown_beside_the_translation(stale: Writer) -> None:
    page = stale.browser.get(one())
    assert "2 parties de l’original ne sont plus celles" in text_of(page)
    lines = {kind: _lines(page, f".diff-{kind}") for kind in ("removed", "added")}
    assert lines == {
        "removed": ["− Retiré : Words that say it.", "− Retiré : 1. Do it."],
        "added": ["+ Ajouté : Other words.", "+ Ajouté : 1. Do it now."],
    }
    assert [text for text in _lines(page, "pre") if "Words that say it." in text], "the translation stands beside it"


def _lines(page: TestResponse, selector: str) -> list[str]:
    found = BeautifulSoup(page.get_data(as_text=True), "html.parser").select(selector)
    return [" ".join(item.get_text().split()) for item in found]


def test_one_section_is_accepted_at_a_time_and_the_other_stays(stale: Writer) -> None:
    assert press(stale, "what-happens", at=one()) == one()
    page = text_of(stale.browser.get(PAGE))
    assert "1 partie sur 3 a changé : What to do" in page
    assert press(stale, "what-to-do", at=one()) == PAGE
    assert "Rien à faire" in text_of(stale.browser.get(PAGE))


def test_accepting_touches_one_field_and_is_told_in_the_history(stale: Writer) -> None:
    before = stale.file(locale="en").read_text(encoding="utf-8").split("\n")
    press(stale)
    after = stale.file(locale="en").read_text(encoding="utf-8").split("\n")
    assert len(before) == len(after)
    assert {old.split(":")[0].strip() for old, new in zip(before, after, strict=True) if old != new} == {"what-happens", "what-to-do"}
    assert "Dit la même chose que son original Équipe A" in text_of(stale.browser.get(stale.url(locale="en", more="/history")))


def test_an_original_that_changes_meanwhile_is_not_accepted_unseen(stale: Writer) -> None:
    form = form_of(stale.browser.get(PAGE), f'form[action^="{one()}"]')
    stale.lay(body=CHANGED.replace("now", "tomorrow"))
    answer = stale.browser.post(one(), data=form)
    assert answer.location == one()
    assert "L’original a changé pendant votre lecture" in text_of(stale.browser.get(answer.location))
    assert "2 parties sur 3" in text_of(stale.browser.get(PAGE))


def test_a_vanished_section_is_named_and_can_be_let_go(writer: Writer) -> None:
    writer.lay()
    writer.lay(locale="en")
    press(writer)
    writer.lay(body=BODY.split("## What to do")[0])
    assert "Parties que l’original n’a plus : what-to-do supprimée" in text_of(writer.browser.get(PAGE))
    assert "L’original n’a plus cette partie." in text_of(writer.browser.get(one()))
    press(writer, "what-to-do", at=one())
    assert "Rien à faire" in text_of(writer.browser.get(PAGE))


def test_without_history_the_section_is_shown_as_it_stands(writer: Writer) -> None:
    writer.lay()
    kept = "{of: fr, sections: {introduction: aaaaaaaaaaaa, what-happens: bbbbbbbbbbbb, what-to-do: cccccccccccc}}"
    writer.lay(locale="en", translation=kept)
    assert "Le texte d’avant n’est pas dans l’historique" in text_of(writer.browser.get(one()))


def test_missing_and_orphaned_translations_lead_to_the_form(writer: Writer) -> None:
    writer.lay("alone")
    writer.lay("hidden", status="draft")
    writer.lay("hidden", "en")
    page = writer.browser.get(PAGE)
    assert "○ Pas traduit Traduire" in text_of(page)
    assert "Son original n’est pas public" in text_of(page)
    assert 'href="/staff/texts/alone/en"' in page.get_data(as_text=True)


def test_the_list_keeps_to_a_section(writer: Writer) -> None:
    writer.lay("alone", section="families")
    assert "1 article" in text_of(writer.browser.get(f"{PAGE}?section=families"))
    assert "0 article" in text_of(writer.browser.get(f"{PAGE}?section=why"))
    assert writer.browser.get(f"{PAGE}?section=%00&page=x").status_code == 200


@pytest.mark.parametrize("path", [one("fr"), one(slug="nobody"), one(slug="..")])
def test_what_is_no_translation_does_not_exist(writer: Writer, path: str) -> None:
    writer.lay()
    writer.lay(locale="en")
    assert writer.browser.get(path).status_code == 404
    token = csrf_of(writer.browser.get(PAGE))
    assert writer.browser.post(path, data={"csrf_token": token, "seen": "x"}).status_code == 404


def test_an_unknown_section_cannot_be_accepted(writer: Writer) -> None:
    writer.lay()
    writer.lay(locale="en")
    form = form_of(writer.browser.get(PAGE), f'form[action^="{one()}"]')
    assert writer.browser.post(one(), data={**form, "section": "nowhere"}).status_code == 404


def test_only_staff_see_and_accept(client: FlaskClient, content: Path) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post(one("en", "glossary"), data={}).status_code in {302, 400}


def test_a_forged_post_changes_nothing(writer: Writer) -> None:
    writer.lay()
    writer.lay(locale="en")
    before = writer.file(locale="en").read_bytes()
    assert writer.browser.post(one(), data={"seen": "x"}).status_code == 400
    assert writer.file(locale="en").read_bytes() == before
