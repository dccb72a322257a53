"""A family's whole way on a small phone without script, in French and in Arabic, with everything that it must tap and type counted."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, days_ago
from tests.browser.test_pages import accept, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MOST_TAPS, MOST_TYPED, MOST_FIELDS, MOST_ACTIONS, BATCH = 3, 12, 4, 10, 20
CLERK, STAFF = "accueil@les-tilleuls.example", "equipe@ani.example"


@dataclass
class Hands:
    """Counts what a person does: taps on controls, typed characters, filled fields. Setting the cursor into a box is part of typing."""

    page: Page
    taps: int = 0
    typed: int = 0
    fields: int = 0

    def tap(self, selector: str) -> None:
        """One tap."""
        self.page.locator(selector).first.click()
        self.taps += 1

    def type(self, selector: str, text: str) -> None:
        """Fill one field."""
        self.page.locator(selector).first.fill(text)
        self.typed += len(text)
        self.fields += 1


def test_a_clerk_opens_a_case_in_four_fields_at_most(page: Page, site: Site) -> None:
    # Its own organisation: the demo's events say that nothing was sent to this family, and the form would say so first.
    owner = "accueil@les-bouleaux.example"
    accept(page, site, owner, site.invite(owner, slug="les-bouleaux", name="Les Bouleaux"))
    page.goto("/organisation/cases/new")
    hands = Hands(page)
    hands.type('input[name="label"]', "Famille aux quatre champs")
    hands.type('input[name="address"]', "quatre.champs@exemple.example")
    hands.type('input[name="last_mail_on"]', days_ago(2))
    hands.tap('main form button[type="submit"]')
    page.wait_for_url(re.compile(r"/organisation/cases/\d+"))
    assert hands.fields <= MOST_FIELDS
    assert hands.taps == 1


@pytest.mark.parametrize(("locale", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_family_answers_with_three_taps_and_twelve_characters(browser: Browser, site: Site, locale: str, direction: str) -> None:
    local = f"amal.{locale}.ben"
    made = _invite(site, f"{local}@exemple.example", locale)
    context = browser.new_context(java_script_enabled=False, locale=locale, viewport={"width": 320, "height": 640})
    screen = context.new_page()
    screen.goto(made["url"])
    assert screen.locator("html").get_attribute("dir") == direction
    _fits(screen)
    hands = Hands(screen)
    hands.tap('input[value="yes"]')
    hands.type('input[name="proof"]', local)
    hands.tap('input[name="understood"]')
    hands.tap('main form button[type="submit"]')
    expect(screen.locator(".outcome-given")).to_be_visible()
    _fits(screen)
    assert (hands.taps, hands.typed) <= (MOST_TAPS, MOST_TYPED)
    assert hands.typed <= MOST_TYPED
    # The same code shows the same receipt again, in the same language, and nothing but the masked address.
    receipt = screen.locator("main").inner_text()
    screen.goto(made["url"])
    assert screen.locator("main").inner_text() == receipt
    assert local not in receipt
    assert context.cookies() == []
    context.close()
    assert json.loads(site.run("consent", "show", made["code"], "--json"))["state"] == "given"


def test_staff_close_a_batch_of_twenty_in_ten_actions_at_most(page: Page, site: Site, tmp_path: Path) -> None:
    table = tmp_path / "familles.csv"
    day = days_ago(2)
    lines = [f"Lot {number:02};lot.{number:02}@exemple.example;{day}" for number in range(BATCH)]
    table.write_text("\n".join(["famille;adresse mail;dernier mail", *lines]), encoding="utf-8")
    site.run("case", "import", str(table), "--organisation", "mairie-demo", "--pass-doubtful")
    sign_in(page, site, STAFF)
    page.goto("/staff/batches")
    hands = Hands(page)
    boxes = page.locator('input[name="case"]:checked')
    assert boxes.count() >= BATCH
    hands.tap('main form:has(input[name="case"]) button[type="submit"]')
    page.wait_for_url(re.compile(r"/staff/batches/\d+"), timeout=60_000)
    hands.tap('form[action$="/ask"] button[type="submit"]')
    hands.tap('button[name="all"][value="done"]')
    expect(page.locator('button[name="all"]')).to_have_count(0)
    assert hands.taps <= MOST_ACTIONS


def _invite(site: Site, address: str, locale: str) -> dict[str, str]:
    words = ("--organisation", "centre-social-demo", "--label", "Famille C", "--address", address, "--last-mail", days_ago(7))
    case = json.loads(site.run("case", "open", *words, "--locale", locale, "--json"))["case"]
    made: dict[str, str] = json.loads(site.run("consent", "invite", "--case", str(case), "--carrier", "sms", "--json"))
    return made


def _fits(screen: Page) -> None:
    """Nothing is wider than the telephone."""
    assert screen.evaluate("document.documentElement.scrollWidth") <= 320
