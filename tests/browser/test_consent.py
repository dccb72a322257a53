"""The consent page in a real Chromium: programs that run scripts change nothing; a person answers without script."""

import json
import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, days_ago

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def invite(site: Site, address: str) -> dict[str, str]:
    """A fresh code for an invented family, with the number of its case."""
    words = ("--organisation", "centre-social-demo", "--label", "Famille B", "--address", address, "--last-mail", days_ago(7))
    case = str(json.loads(site.run("case", "open", *words, "--json"))["case"])
    return {**invite_again(site, case), "case": case}


def invite_again(site: Site, case: str) -> dict[str, str]:
    """Another code of the same family."""
    made: dict[str, str] = json.loads(site.run("consent", "invite", "--case", case, "--carrier", "mailbox", "--json"))
    return made


def state(site: Site, code: str) -> str:
    """What the code stands at."""
    return str(json.loads(site.run("consent", "show", code, "--json"))["state"])


def press(page: Page, url: str, *, ticks: bool = False, junk: Iterable[str] = ()) -> None:
    """Choose, tick and fill whatever is there, and press what there is to press, also on the page that comes back."""
    for decision in ("yes", "no", "not_me", "moved") if ticks else ("",):
        for word in junk or ("",):
            page.goto(url)
            for _again in range(2 if ticks else 1):
                if ticks:
                    for box in page.locator(f'main input[type="radio"][value="{decision}"], main input[type="checkbox"]:visible').all():
                        box.check()
                for box in page.locator('input[type="text"]:visible').all():
                    box.fill(word)
                page.locator('main button[type="submit"]').first.click()


def test_eight_programs_end_nothing_in_a_browser_that_runs_scripts(page: Page, site: Site) -> None:
    first = invite(site, "programme.visiteur@exemple.example")
    more = [first, *(invite_again(site, first["case"]) for _ in range(4))]
    url, text = first["url"], first["text"]
    # Asks for the head, opens, opens again later, opens and lets scripts run.
    page.request.head(url)
    page.request.get(url)
    page.goto(url)
    page.goto(url, wait_until="networkidle")
    press(page, url)
    press(page, more[1]["url"], ticks=True)
    press(page, more[2]["url"], ticks=True, junk=["1"])
    press(page, more[3]["url"], ticks=True, junk=["john.doe@gmail.com"])
    # Five attempts pause a code: what looks like an address or a number is tried first. Every word is tried over HTTP.
    words = sorted(set(re.findall(r"[\w.+@-]+", text)), key=lambda word: (not re.search(r"[\d@]", word), word))
    press(page, more[4]["url"], ticks=True, junk=words[:2])
    assert {state(site, each["code"]) for each in more} <= {"open", "paused"}


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
