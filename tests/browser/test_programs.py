"""The eight visitors that are no person, in a real Chromium with its scripts: none causes an ending."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.test_consent import invite, state

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
JUNK = ("test", "john.doe@gmail.com")
MOST_WORDS = 12
Made = dict[str, str]


def only_head(page: Page, made: Made) -> None:
    page.request.head(made["url"])


def only_get(page: Page, made: Made) -> None:
    page.request.get(made["url"])


def get_again(page: Page, made: Made) -> None:
    for _ in range(3):
        page.goto(made["url"])


def run_scripts(page: Page, made: Made) -> None:
    page.goto(made["url"], wait_until="networkidle")


def press(page: Page, made: Made) -> None:
    fill_and_press(page, made, "", ticks=False)


def tick_and_press(page: Page, made: Made) -> None:
    fill_and_press(page, made, "")


def fill_junk(page: Page, made: Made) -> None:
    for junk in JUNK:
        fill_and_press(page, made, junk)


def fill_the_message(page: Page, made: Made) -> None:
    words = list(dict.fromkeys(re.findall(r"[\w.@+-]+", made["text"])))
    for word in words[:: max(1, len(words) // MOST_WORDS)]:
        fill_and_press(page, made, word)


VISITORS = [only_head, only_get, get_again, run_scripts, press, tick_and_press, fill_junk, fill_the_message]


def fill_and_press(page: Page, made: Made, text: str, *, ticks: bool = True) -> None:
    """Fill in the page, press, and do the same with the page that follows."""
    page.goto(made["url"])
    if ticks:
        page.check('input[value="yes"]')
        page.check('input[name="understood"]')
    for _ in range(2):
        for box in page.locator('main input[type="text"]:visible').all():
            box.fill(text)
        page.locator('main button[type="submit"]').first.click()


@pytest.mark.parametrize("visit", VISITORS)
def test_no_program_ends_an_invitation(page: Page, site: Site, visit: Callable[[Page, Made], None]) -> None:
    made = invite(site, f"zohra.{visit.__name__.replace('_', '-')}@exemple.example")
    visit(page, made)
    assert state(site, made["code"]) in {"open", "paused"}
