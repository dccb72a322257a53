"""The eight visitors that are no person, over HTTP: none may cause any ending."""

import random
import re
from collections.abc import Callable

from cohort.browsing import Browser, Form, Page

JUNK = ("test", "test@test.com", "john.doe@gmail.com", "1234", "a")
DECISIONS = ("yes", "no", "not_me", "moved")


def only_head(browser: Browser, url: str, text: str) -> None:
    """Asks for the head."""
    browser.look("HEAD", url)
    browser.look("OPTIONS", url)


def only_get(browser: Browser, url: str, text: str) -> None:
    """Opens the page."""
    browser.get(url)


def get_again(browser: Browser, url: str, text: str) -> None:
    """Opens it again and again."""
    for _ in range(3):
        browser.get(url)


def get_with_assets(browser: Browser, url: str, text: str) -> None:
    """Opens it with all that it refers to."""
    for source in re.findall(r'(?:src|href)="(/static[^"]+)"', browser.get(url).body)[:6]:
        browser.get(source)


def press(browser: Browser, url: str, text: str) -> None:
    """Presses every button."""
    _send_all(browser, url, {})


def tick_and_press(browser: Browser, url: str, text: str) -> None:
    """Ticks and presses, answer by answer."""
    for decision in DECISIONS:
        _send_all(browser, url, {"decision": decision, "understood": "y"})


def fill_junk(browser: Browser, url: str, text: str) -> None:
    """Types junk into every box."""
    for junk in JUNK:
        _send_all(browser, url, {"decision": "yes", "understood": "y", "proof": junk, "new_address": junk})


def fill_message(browser: Browser, url: str, text: str) -> None:
    """Types every word of the message that carried the link."""
    words = dict.fromkeys([*re.findall(r"\S+", text), *re.findall(r"\w+", text)])
    # A sample: the whole message is typed by the matrix of the tests.
    for word in random.Random(url).sample(list(words), min(6, len(words))):  # noqa: S311
        _send_all(browser, url, {"decision": "yes", "understood": "y", "proof": word, "new_address": word})


VISITORS: tuple[Callable[[Browser, str, str], None], ...] = (
    only_head,
    only_get,
    get_again,
    get_with_assets,
    press,
    tick_and_press,
    fill_junk,
    fill_message,
)


def _send_all(browser: Browser, url: str, values: dict[str, str]) -> None:
    page = browser.get(url)
    for form in _posted(page):
        following = browser.send(page, form, values)
        for other in _posted(following):
            browser.send(following, other, values)


def _posted(page: Page) -> list[Form]:
    return [form for form in page.forms if form.method == "post" and form.fields]
