"""A newcomer's way, in a real browser: read, sign in, brand, print, ask for consent, answer, receive the receipt."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect
from pypdf import PdfReader

from tests.browser.conftest import Site, days_ago
from tests.browser.test_pages import accept, fetch_paper

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CLERK = "accueil@les-aulnes.example"
NAME, NEW_NAME = "Les Aulnes", "Centre social Les Aulnes"


def test_a_clerk_reads_brands_prints_and_a_family_answers(page: Page, site: Site, tmp_path: Path) -> None:
    _read_the_article(page)
    accept(page, site, CLERK, site.invite(CLERK, slug="les-aulnes", name=NAME))
    _change_logo_and_colour(page, tmp_path)
    _download_sheet(page, "gmail-web-filter")
    _download_sheet(page, "outlook-web-safe-sender")
    link = _ask_a_family(page, "Famille Z", "zoe.martin@exemple.example")
    _answer_on_a_phone(page, link)
    # An answered request is no longer the organisation's turn.
    page.goto("/organisation/cases?turn=all")
    expect(page.get_by_text("Famille Z")).to_be_visible()
    assert "given" in site.run("consent", "show", link.rsplit("/", 1)[1], "--json")
    site.run("evidence", "verify")


def _read_the_article(page: Page) -> None:
    page.goto("/")
    page.wait_for_url("**/fr/")
    page.get_by_role("link", name="Les trois sortes d’erreur").click()
    expect(page.locator("h2#errors")).to_be_in_viewport()


def _change_logo_and_colour(page: Page, folder: Path) -> None:
    page.goto("/organisation/branding")
    preview = page.locator("#preview")
    logo = folder / "logo.png"
    Image.new("RGB", (300, 120), "#b3225c").save(logo)
    before = preview.locator("img").first.get_attribute("src")
    page.locator('input[type="file"]').set_input_files(logo)
    expect(preview.locator("img").first).not_to_have_attribute("src", before or "")
    page.locator('input[name="colour"]').fill("#7a1f5c")
    expect(preview.locator("[data-colour]").first).to_have_attribute("data-colour", "#7a1f5c")
    page.get_by_role("textbox", name="Nom de l’organisation").fill(NEW_NAME)
    expect(preview.get_by_text(NEW_NAME).first).to_be_visible()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status").first).to_be_visible()


def _download_sheet(page: Page, tutorial: str) -> None:
    answer = fetch_paper(page, f"/fr/o/les-aulnes/{tutorial}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.body()))
    assert len(reader.pages) <= 2
    assert NEW_NAME in " ".join(reader.pages[0].extract_text().split())


def _ask_a_family(page: Page, label: str, address: str) -> str:
    page.goto("/organisation/cases/new")
    page.get_by_label("Famille", exact=True).fill(label)
    page.get_by_label("Adresse mail de la famille").fill(address)
    page.locator('input[type="date"]').fill(days_ago(2))
    page.get_by_role("button", name="Ouvrir la demande").click()
    page.get_by_role("button", name="Lettre ou papier remis").click()
    text = page.locator("textarea#text").input_value()
    return re.search(r"http\S+/c/[0-9A-Z]{16}", text)[0]  # type: ignore[index]


def _answer_on_a_phone(page: Page, link: str) -> None:
    assert page.context.browser
    viewport: ViewportSize = {"width": 320, "height": 640}
    phone = page.context.browser.new_context(viewport=viewport, java_script_enabled=False, locale="fr-FR")
    screen = phone.new_page()
    screen.goto(link)
    screen.get_by_label("Oui, je veux recevoir ces mails").check()
    screen.locator('input[name="proof"]').fill("zoe.martin")
    screen.get_by_label("J’ai lu cette page, et je réponds moi-même.").check()
    screen.get_by_role("button", name="Envoyer ma réponse").click()
    receipt = screen.locator("main").inner_text()
    assert "zoe.martin" not in receipt
    assert "Famille Z" not in receipt
    expect(screen.get_by_text("Reçu", exact=False).first).to_be_visible()
    assert phone.cookies() == []
    screen.goto(link)
    assert screen.locator("main").inner_text() == receipt
    phone.close()
