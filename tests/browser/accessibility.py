"""What axe finds on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
# The rules of axe that a colour scheme can break: all others look at what stays the same, and have spoken in the light one.
COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page: Page, *, is_dark: bool = False) -> list[str]:
    """The broken rules, each with the first place; a page that was looked at in light is asked about its colours only in dark."""
    # Sending axe to the page takes as long as half a look: once for each document.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    options: dict[str, Any] = {"resultTypes": ["violations"], **({"runOnly": COLOURS} if is_dark else {})}
    found = page.evaluate("async (options) => (await axe.run(document, options)).violations", options)
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]
