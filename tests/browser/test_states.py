"""What a page becomes: answered, refused, turned away, in error. Accessible and narrow enough in each of these states too."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import violations
from tests.browser.conftest import Site
from tests.browser.test_consent import invite
from tests.browser.test_pages import Sessions

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LONG = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 57}.example"


def findings(page: Page) -> list[str]:
    """What axe finds on a phone, and what does not fit."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return violations(page) + (["the page is wider than the screen"] if is_wide else [])


def answer(page: Page, url: str, decision: str, proof: str, new_address: str = "") -> None:
    page.goto(url)
    if decision:
        page.locator(f"input[name=decision][value={decision}]").check()
        page.locator("input[name=understood]").check()
    if new_address:
        page.locator("input[name=new_address]").fill(new_address)
    page.locator("input[name=proof]").fill(proof)
    page.locator("#answer button[type=submit]").click()


@pytest.mark.parametrize(
    ("decision", "proof", "new_address"),
    [
        ("", "", ""),
        ("yes", "quelquun", ""),
        ("yes", "nouveau@gmial.com", ""),
        ("yes", "{known}", ""),
        ("no", "{known}", ""),
        ("not_me", "{known}", ""),
        ("moved", "{known}", "nouvelle@exemple.example"),
    ],
    ids=["empty", "wrong", "other", "yes", "no", "not-me", "moved"],
)
def test_every_end_of_the_consent_page_is_accessible_and_fits(
    page: Page, site: Site, request: pytest.FixtureRequest, decision: str, proof: str, new_address: str
) -> None:
    known = f"etat.{request.node.callspec.id}"
    made = invite(site, f"{known}@exemple.example")
    answer(page, made["url"], decision, proof.format(known=known), new_address)
    assert findings(page) == []
    page.goto(f"{made['url']}?locale=ar")
    assert findings(page) == []


def test_the_longest_address_fits_into_the_question_and_the_receipt(page: Page, site: Site) -> None:
    made = invite(site, LONG)
    page.goto(made["url"])
    assert findings(page) == []
    answer(page, made["url"], "yes", LONG)
    assert page.locator(".receipt").is_visible()
    assert findings(page) == []


def test_a_code_that_does_not_work_says_so_on_an_accessible_page(page: Page) -> None:
    page.goto("/c/7K2M9QXD4TRW0PZ5?locale=ar")
    assert findings(page) == []


@pytest.mark.parametrize("path", ["/organisation/cases/999999", "/staff/"])
def test_an_error_in_the_workspace_is_accessible_and_fits(page: Page, site: Site, path: str) -> None:
    Sessions(site).enter(page, "accueil@les-tilleuls.example")
    page.goto(path)
    assert page.get_by_role("link", name="Aller à l’accueil").is_visible()
    assert findings(page) == []


@pytest.mark.parametrize("query", ["zzqqxx", "hadr bounse", "550 5.1.1 user unknown", "a" * 300])
def test_every_outcome_of_a_search_is_accessible_and_fits(page: Page, query: str) -> None:
    page.goto(f"/fr/search?q={query}")
    assert findings(page) == []
