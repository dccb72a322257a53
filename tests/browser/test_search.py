"""The search box in a real browser: by keyboard alone, announced, accessible, and without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Camera, Site
from tests.browser.test_pages import SCHEMES, look_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def type_query(page: Page, text: str) -> None:
    """Open the start page, go to the box by keyboard, type, wait for the list."""
    page.goto("/fr/")
    box = page.get_by_role("combobox", name="Rechercher dans le centre d’aide").first
    box.focus()
    page.keyboard.type(text)
    expect(box).to_have_attribute("aria-expanded", "true")


def test_a_suggestion_is_chosen_by_keyboard_alone(page: Page) -> None:
    type_query(page, "debloquer")
    box = page.locator("#search-start")
    options = page.get_by_role("option")
    page.keyboard.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "none")
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", "search-start-list-0")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(page.locator('[role="option"][aria-selected="true"]')).to_have_count(0)
    page.keyboard.press("ArrowDown")
    target = first.get_attribute("data-url") or "none"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_the_number_of_suggestions_is_announced(page: Page) -> None:
    type_query(page, "debloquer")
    expect(page.locator('.search-box-large [role="status"]')).to_contain_text("flèches du clavier pour choisir")


def test_escape_closes_the_list_then_empties_the_box(page: Page) -> None:
    type_query(page, "spam")
    box = page.locator("#search-start")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("spam")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")


def test_enter_without_a_choice_and_the_last_option_lead_to_the_results_page(page: Page) -> None:
    type_query(page, "spam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search?q=spam")
    type_query(page, "spam")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search?q=spam")
    expect(page.locator(".search-result").first).to_be_visible()


def test_a_tap_chooses_a_suggestion(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto("/fr/")
    page.locator("#search-start").tap()
    page.keyboard.type("spam")
    # The first letters are answered, too, with something else.
    page.get_by_role("option").filter(has_text=re.compile("spam", re.IGNORECASE)).first.tap()
    page.wait_for_url("**/fr/**/*spam*")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_open_list_is_accessible(page: Page, camera: Camera, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    type_query(page, "adresse")
    page.keyboard.press("ArrowDown")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        camera.take(page, f"search-list-{width}-{scheme}")
        assert violations(page, is_dark=scheme == "dark") == []


@pytest.mark.parametrize(
    "address", ["/fr/search?q=adresse+d%27exp%C3%A9ditteur", "/fr/search?q=how+to+unblock", "/fr/search", "/fr/search?q=xyzzy"]
)
def test_results_are_accessible_and_fit(page: Page, camera: Camera, address: str) -> None:
    assert look_at(page, address, camera) == []


def test_without_script_the_box_is_a_form(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto("/fr/")
    page.locator("#search-start").fill("boite pleine")
    page.locator("#search-start").press("Enter")
    page.wait_for_url("**/fr/search?q=boite+pleine")
    assert page.locator("mark").count() > 0
    context.close()
