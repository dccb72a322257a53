"""A file that is too heavy costs nothing that was typed: with script it is not sent, without it comes back beside its field."""

import json
import re
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Site, days_ago
from tests.browser.test_pages import accept

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CLERK, SLUG = "accueil@les-trembles.example", "les-trembles"
SCAN = "Scan ou photo du papier"
TOO_HEAVY = "Ce fichier dépasse 8"
MEGABYTE = 1024 * 1024


def heavy_file(folder: Path, megabytes: int) -> Path:
    """A file of so many megabytes that takes no room on the disk."""
    file = folder / f"scan-{megabytes}.pdf"
    with file.open("wb") as out:
        out.write(b"%PDF-1.7")
        out.truncate(megabytes * MEGABYTE)
    return file


def open_form(page: Page, site: Site) -> None:
    """The form for a signed paper, filled in but for its scan."""
    address = f"famille.{token_hex(4)}@exemple.example"
    words = ("--organisation", SLUG, "--label", "Famille P", "--address", address, "--last-mail", days_ago(5), "--json")
    made = json.loads(site.run("case", "open", *words))
    page.goto(f"{site.url}/organisation/cases/{made['case']}/paper-answer")
    page.get_by_label("A une autre adresse").check()
    page.get_by_label("L’autre adresse").fill("neuve@exemple.example")


def assert_kept(page: Page) -> None:
    expect(page.get_by_label("A une autre adresse")).to_be_checked()
    expect(page.get_by_label("L’autre adresse")).to_have_value("neuve@exemple.example")


def test_a_heavy_scan_is_told_of_at_once_and_comes_back_with_what_was_typed(
    page: Page, site: Site, browser: Browser, tmp_path: Path
) -> None:
    accept(page, site, CLERK, site.invite(CLERK, slug=SLUG, name="Les Trembles"))
    open_form(page, site)
    form = page.url
    scan = page.get_by_label(SCAN)
    scan.set_input_files(heavy_file(tmp_path, 26))
    expect(page.get_by_role("alert").filter(has_text=TOO_HEAVY)).to_be_visible()
    expect(scan).to_have_accessible_description(re.compile(TOO_HEAVY))
    assert violations(page) == []
    page.get_by_role("button", name="Enregistrer la réponse").press("Enter")
    expect(scan).to_be_focused()
    assert page.url == form
    assert_kept(page)
    scan.set_input_files(heavy_file(tmp_path, 1))
    expect(page.get_by_text(TOO_HEAVY)).to_have_count(0)
    # Nor does a sign of warning stay where nothing is wrong.
    expect(page.locator(".error:empty")).to_be_hidden()

    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state(), locale="fr-FR")
    try:
        without_script(plain.new_page(), site, tmp_path)
    finally:
        plain.close()


def without_script(page: Page, site: Site, folder: Path) -> None:
    """The same for who has no script: the server says it, beside the field or, for what nobody waits for, on a page that leads back."""
    open_form(page, site)
    page.get_by_label(SCAN).set_input_files(heavy_file(folder, 26))
    page.get_by_role("button", name="Enregistrer la réponse").click()
    expect(page.locator("#scan-error")).to_contain_text(TOO_HEAVY, timeout=60_000)
    assert_kept(page)
    open_form(page, site)
    page.get_by_label(SCAN).set_input_files(heavy_file(folder, 110))
    page.get_by_role("button", name="Enregistrer la réponse").click()
    expect(page.get_by_text("presque tout ce que vous avez saisi est encore là")).to_be_visible(timeout=60_000)
    page.go_back()
    # Chromium brings everything back but fields of which it was told to suggest nothing: addresses of families are such.
    expect(page.get_by_label("A une autre adresse")).to_be_checked()
