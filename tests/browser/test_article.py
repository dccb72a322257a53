"""What script adds to an article, and that the article is complete without it."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ARTICLE = "/fr/articles/mail-delivery"


def test_the_table_of_contents_follows_the_reader(page: Page) -> None:
    page.goto(f"{ARTICLE}#blocked")
    expect(page.locator('.contents a[href="#blocked"]')).to_have_attribute("aria-current", "location")
    page.locator("#step-consent").evaluate("heading => heading.scrollIntoView({ behavior: 'instant' })")
    expect(page.locator('.contents a[href="#step-consent"]')).to_have_attribute("aria-current", "location")
    expect(page.locator(".contents [aria-current]")).to_have_count(1)
    expect(page.locator('.contents a[href="#step-consent"]')).to_be_in_viewport()


def test_beside_the_text_the_other_language_opens_at_the_section_that_is_being_read(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator("#newsletter").evaluate("heading => heading.scrollIntoView({ behavior: 'instant' })")
    expect(page.locator('.contents a[href="#newsletter"]')).to_have_attribute("aria-current", "location")
    page.locator(".contents-languages").get_by_role("link", name="English").click()
    page.wait_for_url("**/en/articles/mail-delivery#newsletter")


def test_in_the_header_the_other_language_keeps_the_anchor_that_led_here(page: Page) -> None:
    page.goto(f"{ARTICLE}#permanent")
    page.locator(".languages").get_by_role("link", name="English").click()
    page.wait_for_url("**/en/articles/mail-delivery#permanent")


def test_from_the_top_of_the_page_the_other_language_opens_at_its_top(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator(".languages").get_by_role("link", name="English").click()
    page.wait_for_url("**/en/articles/mail-delivery")


def test_the_link_of_a_heading_is_copied_and_says_so(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ARTICLE)
    page.locator('.heading-link[href="#permanent"]').click()
    expect(page.get_by_role("status")).to_have_text("Lien copié")
    assert page.evaluate("() => navigator.clipboard.readText()").endswith(f"{ARTICLE}#permanent")
    assert page.url.endswith("#permanent")


def test_on_a_phone_the_contents_fold_and_unfold_and_nothing_is_cut_off(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/fr/", "/fr/articles/", ARTICLE):
        page.goto(path)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator('.contents a[href="#procedure"]')).to_be_hidden()
    page.locator(".contents summary").click()
    page.locator('.contents a[href="#procedure"]').click()
    expect(page.locator('.contents a[href="#procedure"]')).to_be_hidden()
    expect(page.locator("#procedure")).to_be_in_viewport()


def test_without_script_the_contents_stand_beside_the_text(browser: Browser, page: Page) -> None:
    page.goto(ARTICLE)
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    tab = plain.new_page()
    tab.goto(page.url)
    expect(tab.locator('.contents a[href="#procedure"]')).to_be_visible()
    plain.close()
