"""Feedback in a real Chromium: without script, with script, by keyboard only; then staff find it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Camera, Site
from tests.browser.test_pages import look_at, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ARTICLE = "/fr/articles/mail-delivery"


def test_a_reader_says_no_and_why_without_script_and_without_cookies(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(site.url + ARTICLE)
    page.get_by_role("button", name="Non").click()
    expect(page.get_by_role("heading", name="Désolés")).to_be_visible()
    expect(page.get_by_label("Laissez ce champ vide")).not_to_be_in_viewport()
    page.get_by_label("Mon problème n’est pas résolu").check()
    page.get_by_label("Dites-nous-en plus").fill("Sans script non plus.")
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    page.get_by_role("link", name="Aller à l’Assistance").click()
    expect(page.get_by_text("Vous venez de l’article")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_a_keyboard_is_enough_and_the_counter_tells_what_is_left(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Oui").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Désolés")).to_be_visible()
    page.get_by_label("Il manque des informations").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Dites-nous-en plus")).to_be_focused()
    page.keyboard.insert_text("é" * 950)
    expect(page.locator("#comment-counter")).to_have_text("Il reste 50 caractères")
    expect(page.locator("#comment-counter-said")).to_have_text("Il reste 50 caractères")
    page.keyboard.insert_text("x" * 60)
    expect(page.locator("#comment-counter")).to_have_text("10 caractères de trop")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Votre adresse mail")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Envoyer")).to_be_focused()


def test_a_mistake_is_found_by_its_link(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Non").click()
    page.get_by_label("Votre adresse mail").fill("lea(at)courrier")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Votre adresse mail")).to_be_in_viewport()
    expect(page.get_by_label("Votre adresse mail")).to_have_value("lea(at)courrier")


def test_the_pages_of_a_reader_are_accessible_and_fit(page: Page, camera: Camera) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Non").click()
    page.wait_for_url("**/why/**")
    assert look_at(page, page.url, camera) == []


def test_staff_find_the_remark_and_close_it(page: Page, site: Site) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Non").click()
    page.get_by_label("Un lien ne fonctionne pas").check()
    page.get_by_label("Dites-nous-en plus").fill("<b>Le lien</b> du tutoriel")
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Envoyer").click()
    sign_in(page, site, "equipe@ani.example")
    page.goto("/staff/feedback?reason=link")
    page.get_by_role("link", name="Un lien ne fonctionne pas").first.click()
    expect(page.get_by_text("<b>Le lien</b> du tutoriel")).to_be_visible()
    page.get_by_label("Répondue").check()
    page.get_by_label("Note pour l’équipe").fill("Lien corrigé.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("Enregistré.")).to_be_visible()
    page.goto("/staff/feedback?state=answered")
    expect(page.get_by_text("Lien corrigé.")).to_be_visible()
