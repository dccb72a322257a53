"""What script adds to an article, and that the article is complete without it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_pages import fetch_paper, sign_in

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
    expect(page.locator(".heading-copied")).to_have_text("Lien copié")
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


def test_by_keyboard_alone_a_reader_goes_from_the_index_to_an_article_and_on_to_the_next(page: Page) -> None:
    page.goto("/fr/articles/")
    first = page.locator(".shelf-item a").first
    title = first.inner_text()
    press_until(page, lambda: first.evaluate("link => link === document.activeElement"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/articles/*")
    expect(page.locator("h1")).to_have_text(title)
    following = page.locator(".pager-next")
    press_until(page, lambda: following.evaluate("link => link === document.activeElement"))
    expect(following).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(title)


def press_until(page: Page, is_there: Callable[[], bool]) -> None:
    """Press the tabulator as a person does who has no mouse."""
    for _ in range(120):
        if is_there():
            return
        page.keyboard.press("Tab")
    pytest.fail("not reached by keyboard")


def test_without_script_an_article_is_complete(browser: Browser, page: Page) -> None:
    page.goto(ARTICLE)
    plain = browser.new_context(java_script_enabled=False, locale="fr-FR", viewport={"width": 360, "height": 740})
    tab = plain.new_page()
    tab.goto(page.url)
    tab.locator(".contents summary").click()
    tab.locator('.contents a[href="#procedure"]').click()
    expect(tab.locator("#procedure")).to_be_in_viewport()
    expect(tab.locator(".related a").first).to_be_visible()
    tab.locator(".breadcrumb a").last.click()
    tab.wait_for_url("**/fr/articles/section/why")
    plain.close()


def test_on_paper_the_page_shows_its_code_and_address_and_no_navigation(page: Page) -> None:
    page.goto(ARTICLE)
    expect(page.locator(".paper-stamp")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".paper-stamp svg")).to_be_visible()
    expect(page.locator(".paper-stamp")).to_contain_text(ARTICLE)
    expect(page.locator(".reading-version")).to_be_visible()
    for selector in (".site-header", ".breadcrumb", ".contents", ".related", ".pager", ".reading-end", ".site-footer"):
        expect(page.locator(selector)).to_be_hidden()


def test_the_paper_opens_from_the_page(page: Page) -> None:
    page.goto(ARTICLE)
    address = page.get_by_role("link", name="Imprimer").get_attribute("href")
    assert address == f"{ARTICLE}.pdf"
    answer = fetch_paper(page, address)
    assert answer.headers["content-type"] == "application/pdf"


def test_a_member_copies_the_link_of_an_article_for_families(context: BrowserContext, page: Page, site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, site, "direction@les-tilleuls.example")
    page.goto("/organisation/")
    page.locator(".share summary").first.click()
    button = page.locator(".share-item button").first
    button.click()
    expect(button).to_have_text("Lien copié")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    page.goto(copied)
    expect(page.locator(".sheet-organisation")).to_have_text("Centre social Les Tilleuls (démo)")
