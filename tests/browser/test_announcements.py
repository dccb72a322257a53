"""Copying an announcement; an address whose beginning stays in the browser; everything without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_an_announcement_is_copied_with_its_form_and_as_plain_words(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, locale="fr-FR", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    _sign_in(page, site)
    page.goto("/organisation/kit?text=fr")
    button = page.locator("button[data-rich=words-website]")
    button.click()
    expect(button).to_have_text("Copié")
    kinds = page.evaluate("""async () => {
      const [item] = await navigator.clipboard.read();
      return Object.fromEntries(await Promise.all(item.types.map(async (kind) => [kind, await (await item.getType(kind)).text()])));
    }""")
    assert "<li>" in kinds["text/html"]
    assert "bonjour@les-tilleuls.example" in kinds["text/plain"]
    assert "<" not in kinds["text/plain"]
    page.locator("button[data-copy=plain-sms]").click()
    assert "bonjour@les-tilleuls.example" in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_only_the_end_of_an_address_leaves_the_browser(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto("/fr/o/centre-social-demo/")
    page.locator("#end").fill("jean.dupont@orange.fr")
    page.locator(".finder-form button").click()
    expect(page).to_have_url("/fr/o/centre-social-demo/for/orange")
    assert not any("jean" in url for url in sent)


def test_without_script_a_family_finds_its_sheet_and_a_member_the_texts(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto("/fr/o/centre-social-demo/")
    page.locator("#end").fill("jean.dupont@gmail.com")
    page.locator(".finder-form button").click()
    expect(page).to_have_url(f"{site.url}/fr/o/centre-social-demo/for/gmail")
    page.get_by_role("link", name="Un ordinateur").click()
    expect(page.locator("h1")).to_have_text("Gmail")
    _sign_in(page, site)
    page.goto("/organisation/kit?text=fr")
    expect(page.locator("#words-website")).to_contain_text("bonjour@les-tilleuls.example")
    expect(page.locator("button[data-rich]").first).to_be_hidden()
    context.close()


def _sign_in(page: Page, site: Site) -> None:
    email = "accueil@les-tilleuls.example"
    page.goto("/account/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(site.password_of(email))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
