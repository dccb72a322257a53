"""Writing in a real browser: buttons, keyboard, live preview, kept words, two people at once, an old version; with and without script."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from helpcenter.config import HOUSE
from tests.browser.accessibility import violations
from tests.browser.conftest import Camera, Site, Watch, serve_site
from tests.browser.test_pages import Sessions, look_at, sign_in
from tests.writing.desk import BODY, SUMMARY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
STAFF, ADMIN = "equipe@ani.example", "admin@ani.example"
HEAD = f"---\ntitle: Un essai\nsummary: {SUMMARY}\nsection: practices\nupdated_on: 2026-10-01\n---\n\n"


@pytest.fixture(scope="module")
def writing_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site over a copy of the texts: what is written here must not reach the product's own."""
    content = tmp_path_factory.mktemp("writing") / "content"
    shutil.copytree(HOUSE / "content", content)
    with serve_site(tmp_path_factory.mktemp("writing-site"), HELPCENTER_CONTENT=str(content)) as site:
        yield site


@pytest.fixture
def file(writing_site: Site) -> Path:
    """A small text, as it is before each test."""
    file = Path(writing_site.environment["HELPCENTER_CONTENT"]) / "articles" / "essai" / "fr.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEAD + BODY, encoding="utf-8")
    return file


@pytest.fixture
def site(writing_site: Site, file: Path) -> Site:
    """The site of these tests, in place of the one that all others share."""
    return writing_site


@pytest.fixture(scope="module")
def sessions(writing_site: Site) -> Sessions:
    """Whoever signed in on this site."""
    return Sessions(writing_site)


@pytest.fixture
def writer(context: BrowserContext, sessions: Sessions) -> Page:
    """Somebody of the team, with the text open and none of yesterday's words."""
    page = context.new_page()
    sessions.enter(page, STAFF)
    open_text(page)
    return page


def open_text(page: Page) -> Locator:
    """Open the text; gives the field of its Markdown. Words that an earlier test left are dropped."""
    page.goto("/staff/texts/essai/fr")
    if page.get_by_role("button", name="Les abandonner").is_visible():
        page.get_by_role("button", name="Les abandonner").click()
    return page.locator("#text_body")


def select(area: Locator, words: str) -> None:
    """Mark these words in the field, as a person does with the mouse."""
    area.evaluate(
        "(area, words) => { area.focus(); const at = area.value.indexOf(words); area.setSelectionRange(at, at + words.length); }", words
    )


def at_end(area: Locator) -> None:
    """Put the cursor behind the last word."""
    area.evaluate("area => { area.focus(); area.setSelectionRange(area.value.length, area.value.length); }")


def test_the_preview_follows_the_typing_and_a_mistake_leads_to_its_line(writer: Page, file: Path) -> None:
    preview = writer.locator("[data-preview]")
    expect(preview.locator("#what-happens")).to_have_text("What happens")
    area = writer.locator("#text_body")
    at_end(area)
    writer.keyboard.type("\n\nDes mots **neufs** et {{ nothing }}.")
    expect(preview.locator("strong").last).to_have_text("neufs")
    mistake = preview.get_by_role("link", name="ligne 12")
    expect(mistake).to_be_visible()
    mistake.click()
    expect(area).to_be_focused()
    marked = area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert marked == "Des mots **neufs** et {{ nothing }}."
    assert file.read_text(encoding="utf-8") == HEAD + BODY


def test_the_toolbar_is_one_stop_of_tab_and_moves_by_arrows(writer: Page) -> None:
    toolbar = writer.get_by_role("toolbar", name="Écrire avec des boutons")
    writer.locator("#text_summary").focus()
    writer.keyboard.press("Tab")
    expect(toolbar.get_by_role("button", name="Gras")).to_be_focused()
    writer.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Italique")).to_be_focused()
    writer.keyboard.press("End")
    expect(toolbar.get_by_role("button", name="Image")).to_be_focused()
    writer.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Gras")).to_be_focused()
    writer.keyboard.press("ArrowLeft")
    writer.keyboard.press("Tab")
    expect(writer.locator(".writing-help summary")).to_be_focused()
    writer.keyboard.press("Shift+Tab")
    expect(toolbar.get_by_role("button", name="Image")).to_be_focused()


def test_buttons_and_shortcuts_write_markdown_and_undo_takes_it_back(writer: Page) -> None:
    area = writer.locator("#text_body")
    select(area, "Words that say it.")
    writer.get_by_role("button", name="Gras").click()
    expect(area).to_have_value(BODY.replace("Words that say it.", "**Words that say it.**"))
    expect(area).to_be_focused()
    writer.keyboard.press("Control+b")
    expect(area).to_have_value(BODY)
    writer.keyboard.press("Control+i")
    expect(area).to_have_value(BODY.replace("Words that say it.", "*Words that say it.*"))
    for _step in range(3):
        writer.keyboard.press("Control+z")
    expect(area).to_have_value(BODY)


def test_a_line_becomes_a_heading_with_an_anchor_then_a_smaller_one_then_a_line_again(writer: Page) -> None:
    area = writer.locator("#text_body")
    select(area, "Words that say it.")
    heading = writer.get_by_role("button", name="Titre", exact=True)
    heading.click()
    expect(area).to_have_value(BODY.replace("Words that say it.", "## Words that say it. {#words-that-say-it}"))
    heading.click()
    expect(area).to_have_value(BODY.replace("Words that say it.", "### Words that say it. {#words-that-say-it}"))
    heading.click()
    expect(area).to_have_value(BODY)


def test_lists_are_made_gone_on_with_and_ended_by_the_keyboard(writer: Page) -> None:
    area = writer.locator("#text_body")
    area.fill("Words.\n\nrouge\nvert")
    area.evaluate("area => area.setSelectionRange(8, area.value.length)")
    writer.keyboard.press("Control+Shift+8")
    expect(area).to_have_value("Words.\n\n- rouge\n- vert")
    at_end(area)
    writer.keyboard.press("Enter")
    writer.keyboard.type("bleu")
    writer.keyboard.press("Enter")
    writer.keyboard.press("Enter")
    expect(area).to_have_value("Words.\n\n- rouge\n- vert\n- bleu\n")
    area.evaluate("area => area.setSelectionRange(8, area.value.length - 1)")
    writer.keyboard.press("Control+Shift+7")
    expect(area).to_have_value("Words.\n\n1. rouge\n2. vert\n3. bleu\n")


def test_a_link_is_found_by_title_and_heading_by_keyboard_alone(writer: Page) -> None:
    area = writer.locator("#text_body")
    select(area, "One sentence.")
    writer.keyboard.press("Control+k")
    dialog = writer.get_by_role("dialog", name="Lien")
    expect(dialog.get_by_label("Mots du lien")).to_have_value("One sentence.")
    writer.keyboard.press("Tab")
    writer.keyboard.type("n’arrivent pas, et que faire")
    expect(dialog.get_by_label("Il mène à").locator("optgroup[label=Articles] option")).to_have_count(1)
    writer.keyboard.press("Tab")
    writer.keyboard.press("ArrowDown")
    expect(dialog.get_by_label("Au titre").locator("option")).not_to_have_count(1)
    dialog.get_by_label("Au titre").select_option("blocked")
    dialog.get_by_role("button", name="Insérer").press("Enter")
    expect(area).to_have_value(BODY.replace("One sentence.", "[One sentence.](../mail-delivery/fr.md#blocked)"))
    expect(area).to_be_focused()
    expect(writer.locator('[data-preview] a[href="/fr/articles/mail-delivery#blocked"]')).to_be_visible()


def test_a_box_and_a_value_are_chosen_not_typed(writer: Page) -> None:
    area = writer.locator("#text_body")
    area.fill("Words.")
    at_end(area)
    writer.get_by_role("button", name="Encadré").click()
    writer.get_by_role("dialog").get_by_label("Conseil").check()
    writer.get_by_role("dialog").get_by_label("Titre de l’encadré").fill("À faire")
    writer.get_by_role("dialog").get_by_role("button", name="Insérer").click()
    # The box comes with a place for its words, which are marked to be written over.
    expect(area).to_have_value('Words.\n\n!!! tip "À faire"\n    …')
    writer.keyboard.type("Bonjour.")
    expect(area).to_have_value('Words.\n\n!!! tip "À faire"\n    Bonjour.')
    at_end(area)
    writer.get_by_role("button", name="Valeur").click()
    writer.get_by_role("dialog").get_by_label("90").check()
    writer.get_by_role("dialog").get_by_role("button", name="Insérer").click()
    expect(area).to_have_value('Words.\n\n!!! tip "À faire"\n    Bonjour.{{ block_days }}')
    writer.get_by_role("button", name="Valeur").click()
    writer.keyboard.press("Escape")
    expect(area).to_be_focused()


def test_a_picture_is_added_beside_the_text_and_never_without_words_for_it(writer: Page, file: Path, tmp_path: Path) -> None:
    drawing = tmp_path / "Mon dessin.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>')
    area = writer.locator("#text_body")
    area.fill("Words.")
    at_end(area)
    writer.get_by_role("button", name="Image").click()
    dialog = writer.get_by_role("dialog", name="Image")
    expect(dialog).to_contain_text("Ce texte n’a pas encore d’image.")
    dialog.get_by_label("Ajouter une image de votre ordinateur").set_input_files(drawing)
    expect(dialog.get_by_label("mon-dessin.svg")).to_be_checked()
    dialog.get_by_role("button", name="Insérer").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("Ce qu’elle montre").fill("Un rectangle")
    dialog.get_by_role("button", name="Insérer").click()
    expect(area).to_have_value("Words.\n\n![Un rectangle](mon-dessin.svg)")
    expect(writer.locator('[data-preview] img[alt="Un rectangle"]')).to_be_visible()
    file.with_name("mon-dessin.svg").unlink()


def test_a_closed_window_loses_no_words(writer: Page, context: BrowserContext) -> None:
    area = writer.locator("#text_body")
    at_end(area)
    writer.keyboard.type("\nPas encore enregistré.")
    expect(writer.locator("[data-draft-status]")).to_contain_text("pas encore enregistré")
    writer.keyboard.type(" Et encore.")
    writer.close()
    again = context.new_page()
    again.goto("/staff/texts/essai/fr")
    again.get_by_role("link", name="Les reprendre").click()
    expect(again.locator("#text_body")).to_have_value(BODY + "\nPas encore enregistré. Et encore.")


def test_a_saved_text_is_not_followed_by_its_own_draft(writer: Page, file: Path) -> None:
    at_end(writer.locator("#text_body"))
    writer.keyboard.type("\nEnregistré.")
    writer.get_by_label("Qu’avez-vous changé").fill("Un ajout")
    writer.keyboard.press("Enter")
    expect(writer.get_by_text("« Un essai » est enregistré.")).to_be_visible()
    assert file.read_text(encoding="utf-8").endswith("\nEnregistré.\n")
    writer.reload()
    expect(writer.get_by_role("link", name="Les reprendre")).to_have_count(0)


def test_two_people_at_once_put_both_together_and_an_old_version_comes_back(
    writer: Page, browser: Browser, site: Site, file: Path, camera: Camera
) -> None:
    other = browser.new_context(locale="fr-FR", base_url=site.url)
    watch = Watch(site, other)
    colleague = other.new_page()
    sign_in(colleague, site, ADMIN)
    theirs = open_text(colleague)
    select(writer.locator("#text_body"), "One sentence.")
    writer.keyboard.type("Ma phrase.")
    expect(writer.locator("[data-draft-status]")).to_contain_text("pas encore enregistré")
    select(theirs, "Do it.")
    colleague.keyboard.type("Faites-le.")
    expect(colleague.locator("[data-others]")).to_be_visible()
    colleague.get_by_role("button", name="Enregistrer et montrer").click()
    expect(colleague.get_by_text("est enregistré.")).to_be_visible()
    writer.get_by_role("button", name="Enregistrer et montrer").click()
    expect(writer.get_by_role("heading", name="Quelqu’un d’autre a changé ce texte entre-temps")).to_be_visible()
    camera.take(writer, "writing-conflict")
    assert violations(writer) == []
    writer.get_by_role("button", name="Réunir les deux").click()
    writer.get_by_role("button", name="Enregistrer et montrer").click()
    expect(writer.get_by_text("est enregistré.")).to_be_visible()
    assert "Ma phrase." in file.read_text(encoding="utf-8")
    assert "Faites-le." in file.read_text(encoding="utf-8")
    _go_back(writer, file, camera)
    other.close()
    watch.assert_clean()


def _go_back(writer: Page, file: Path, camera: Camera) -> None:
    writer.get_by_role("link", name="Historique").click()
    writer.locator(".version").nth(1).get_by_role("link").click()
    expect(writer.locator(".diff ins").first).to_be_visible()
    camera.take(writer, "writing-version")
    assert violations(writer) == []
    writer.get_by_role("button", name="Revenir à cette version").click()
    expect(writer.get_by_text("est enregistré.")).to_be_visible()
    assert "Ma phrase." not in file.read_text(encoding="utf-8")
    assert "Faites-le." in file.read_text(encoding="utf-8")


def test_without_script_a_text_is_written_previewed_and_published(browser: Browser, site: Site, file: Path) -> None:
    file.write_text((HEAD + BODY).replace("section:", "status: draft\nsection:"), encoding="utf-8")
    plain = browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=site.url)
    page = plain.new_page()
    sign_in(page, site, STAFF)
    area = open_text(page)
    expect(page.get_by_role("toolbar")).to_have_count(0)
    area.fill(BODY + "\nSans script.\n")
    with plain.expect_page() as opened:
        page.get_by_role("button", name="La page entière").click()
    expect(opened.value.get_by_text("Sans script.")).to_be_visible()
    page.get_by_role("button", name="Publier maintenant").click()
    expect(page.get_by_text("« Un essai » est publié.")).to_be_visible()
    page.goto("/fr/articles/essai")
    expect(page.get_by_text("Sans script.")).to_be_visible()
    plain.close()


def test_a_new_article_gets_an_address_from_its_title_while_it_is_typed(writer: Page, file: Path) -> None:
    writer.goto("/staff/texts")
    writer.get_by_role("link", name="Nouvel article").click()
    writer.get_by_label("Titre").press_sequentially("L’été des familles")
    expect(writer.get_by_label("Adresse")).to_have_value("l-ete-des-familles")
    writer.get_by_role("button", name="Commencer à écrire").click()
    writer.wait_for_url("**/staff/texts/l-ete-des-familles/fr")
    expect(writer.locator("#text_title")).to_have_value("L’été des familles")
    shutil.rmtree(file.parents[1] / "l-ete-des-familles")


@pytest.mark.parametrize(
    "path", ["/staff/texts", "/staff/texts/new", "/staff/texts/essai/fr", "/staff/texts/essai/fr/history", "/staff/texts/essai/pictures"]
)
def test_every_page_is_accessible_and_fits_a_phone(writer: Page, path: str, camera: Camera) -> None:
    # The preview comes by a script.
    assert look_at(writer, path, camera, until="networkidle") == []
