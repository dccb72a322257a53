"""The consent page in a real Chromium: programs that run scripts change nothing; a person answers without script."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, days_ago

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def invite(site: Site, address: str) -> dict[str, str]:
    """A fresh code for an invented family."""
    words = ("--organisation", "centre-social-demo", "--label", "Famille B", "--address", address, "--last-mail", days_ago(7))
    case = json.loads(site.run("case", "open", *words, "--json"))["case"]
    made: dict[str, str] = json.loads(site.run("consent", "invite", "--case", str(case), "--carrier", "mailbox", "--json"))
    return made


def state(site: Site, code: str) -> str:
    """What the code stands at."""
    return str(json.loads(site.run("consent", "show", code, "--json"))["state"])


@pytest.mark.parametrize("junk", ["", "john.doe@gmail.com"])
def test_a_program_that_fills_ticks_and_presses_ends_nothing(page: Page, site: Site, junk: str) -> None:
    made = invite(site, f"programme.{junk[:4] or 'rien'}@exemple.example")
    for decision in ("yes", "no", "not_me", "moved"):
        page.goto(made["url"])
        page.check(f'input[value="{decision}"]')
        for box in page.locator('input[type="text"]:visible').all():
            box.fill(junk)
        page.check('input[type="checkbox"]')
        page.click('main button[type="submit"]')
        for box in page.locator('input[type="text"]:visible').all():
            box.fill(junk)
        page.locator('main button[type="submit"]').first.click()
    assert state(site, made["code"]) in {"open", "paused"}


def test_a_person_answers_and_withdraws_without_script_and_without_cookies(browser: Browser, site: Site) -> None:
    made = invite(site, "zohra.benali@exemple.example")
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site.url}/c/")
    page.get_by_label("Votre code").fill(made["code"].lower())
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Oui, je veux recevoir ces mails").check()
    page.get_by_label("Le début de votre adresse mail").fill("Zohra.Benali")
    page.get_by_label("J’ai lu cette page").check()
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_role("heading", name="Vous avez dit oui")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="You said yes")).to_be_visible()
    page.get_by_text("Withdraw my agreement").click()
    page.get_by_label("The beginning of your mail address").fill("zohra.benali@exemple.example")
    page.get_by_label("I no longer want").check()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="You have withdrawn your agreement")).to_be_visible()
    assert state(site, made["code"]) == "withdrawn"
    assert context.cookies() == []
    context.close()
