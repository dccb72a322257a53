"""The studio in a real browser: the preview follows, everything works with the keyboard, a sheet stands in another site's frame."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_pages import accept

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MEMBER = "enfance@bourg-exemple.example"
STUDIO = "/organisation/tutorials/studio"
FRAME = "iframe[name=studio-preview]"
PAGES_OF_STEPS = """frame => {
  const tops = [...frame.contentDocument.querySelectorAll(".paper-end")].map((end) => end.getBoundingClientRect().top);
  const steps = [...frame.contentDocument.querySelectorAll(".sheet-step")].map((step) => step.getBoundingClientRect().bottom);
  return steps.map((bottom) => 1 + tops.filter((top) => top < bottom).length);
}"""

# Words are put into the frame as an organisation's own could stand there, in each step.
LONGER = """async (frame, words) => {
  const shown = frame.contentDocument;
  for (const step of shown.querySelectorAll(".sheet-expected")) step.textContent = words;
  const { layPages } = await import(document.querySelector("script[src*='paper-pages']").src);
  layPages(shown);
  return [...shown.querySelectorAll("link[data-tighter]")].map((link) => link.media);
}"""


def enter(page: Page, site: Site) -> None:
    """Sign in and open the studio."""
    page.goto("/account/sign-in")
    page.fill("input[type=email]", MEMBER)
    page.fill("input[type=password]", site.password_of(MEMBER))
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/")
    page.goto(STUDIO)


def pages_of_steps(shown: FrameLocator) -> list[int]:
    """On which page of the paper each step stands."""
    # Asked through the parent: a script of the test's in the frame would be forbidden by its sandbox.
    found: list[int] = shown.owner.evaluate(PAGES_OF_STEPS)
    return found


def test_the_preview_follows_what_is_typed_on_paper_and_on_a_phone(page: Page, site: Site) -> None:
    enter(page, site)
    shown = page.frame_locator(FRAME)
    expect(shown.locator(".paper .sheet")).to_be_visible()
    page.fill("#intro-fr", "Bonjour aux familles")
    expect(shown.locator(".sheet-own-words").first).to_have_text("Bonjour aux familles")
    # A sheet of nine steps, in pages as the printer breaks them, also after words have been typed.
    page.select_option("#preview_tutorial", "gmail-web-filter")
    expect(shown.locator(".sheet-step")).to_have_count(9)
    page.fill("#intro-fr", "Bonjour aux familles !")
    expect(shown.locator(".sheet-own-words").first).to_have_text("Bonjour aux familles !")
    expect(shown.locator(".paper-end span:last-child")).to_have_text(["1 / 2", "2 / 2"])
    page.wait_for_function("document.querySelector('iframe').contentDocument.querySelectorAll('.sheet-step[data-pushed]').length === 2")
    assert pages_of_steps(shown) == [1, 1, 1, 1, 1, 1, 2, 2, 2]
    page.click("label[for=view-phone]")
    expect(shown.locator(".sheet-page")).to_be_visible()
    page.fill("#intro-fr", "Autre chose")
    expect(shown.locator(".sheet-own-words").first).to_have_text("Autre chose")
    page.reload()
    expect(page.locator("#intro-fr")).not_to_have_value("Autre chose")


def test_a_sheet_that_would_take_a_third_page_is_shown_as_tight_as_it_is_printed(page: Page, site: Site) -> None:
    enter(page, site)
    page.goto("/organisation/tutorials/gmail-web-filter")
    shown = page.frame_locator(FRAME)
    end = shown.locator(".paper-end span:last-child")
    expect(end).to_have_text(["1 / 2", "2 / 2"])
    assert shown.owner.evaluate(LONGER, "Bonjour") == ["not all", "not all"]
    assert shown.owner.evaluate(LONGER, "Bonjour à tous " * 16)[0] == "all"
    expect(end).to_have_text(["1 / 2", "2 / 2"])
    assert shown.owner.evaluate(LONGER, "Bonjour") == ["not all", "not all"]


def test_the_order_is_changed_and_saved_with_the_keyboard_alone(page: Page, site: Site) -> None:
    owner = "ecole@les-saules.example"
    accept(page, site, owner, site.invite(owner, slug="les-saules", name="Les Saules"))
    page.goto(STUDIO)
    first = page.locator(".client .client-name").first.inner_text()
    page.locator(".client").first.locator("[data-move='1']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".client .client-name").nth(1)).to_have_text(first)
    expect(page.locator(".client").nth(1).locator("[data-move='1']")).to_be_focused()
    expect(page.locator("[data-moved-status]")).to_contain_text(first)
    page.locator("#contact_line").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{STUDIO}")
    expect(page.locator(".notice-ok")).to_be_visible()
    expect(page.locator(".client .client-name").nth(1)).to_have_text(first)


def test_no_page_of_the_studio_is_wider_than_a_phone(page: Page, site: Site) -> None:
    enter(page, site)
    page.set_viewport_size({"width": 360, "height": 800})
    sheet = "/organisation/tutorials/gmail-web-filter"
    for url in ("/organisation/tutorials", STUDIO, sheet, f"{sheet}/words", f"{STUDIO}/history"):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, url
