"""The explainer in a real Chromium: pasted, dropped, from the search box; without script; and on to a request."""

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

UNKNOWN = "550 5.1.1 <famille.a@mail.example>: Recipient address rejected: User unknown"
BLOCKED = "famille.a@mail.example : preblocked"
REPORT = f"""From: MAILER-DAEMON@relay.example
Subject: Undelivered Mail Returned to Sender

This is the mail system at host relay.example.

<famille.a@mail.example>: host mx.mail.example said: {UNKNOWN}
"""
DROP = """text => {
  const carrier = new DataTransfer();
  carrier.items.add(new File([text], "retour.eml", { type: "message/rfc822" }));
  const form = document.getElementById("explain-form");
  for (const type of ["dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(type, { dataTransfer: carrier, bubbles: true, cancelable: true }));
  }
}"""
PASTE = """text => {
  const carrier = new DataTransfer();
  carrier.setData("text", text);
  const field = document.activeElement;
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carrier, bubbles: true }));
  // What a field of one line keeps of it, in the same moment.
  field.value = text.replace(/\\s+/g, " ").slice(0, 300);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""


def test_a_clerk_without_script_pastes_reads_and_goes_on_to_a_request(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site.url}/fr/explain")
    page.get_by_role("textbox", name="Le message d’erreur").fill(BLOCKED)
    page.get_by_role("button", name="Expliquer").click()
    expect(page.get_by_role("heading", name="Le prestataire d’envoi bloque cette adresse")).to_be_in_viewport()
    # The language changes without a second paste.
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="The mail provider blocks this address")).to_be_visible()
    page.get_by_role("button", name="Open a request").click()
    expect(page.get_by_label("Mail address of the family")).to_have_value("famille.a@mail.example")
    assert "mail.example" not in page.url
    assert context.cookies() == []
    context.close()


def test_a_dropped_file_is_answered_at_once_and_the_answer_is_accessible(page: Page) -> None:
    page.goto("/fr/explain")
    page.evaluate(DROP, REPORT)
    expect(page.get_by_role("heading", name="Cette adresse n’existe pas")).to_be_visible()
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator(".explain-addresses .address")).to_have_text("famille.a@mail.example")
    assert violations(page) == []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, is_dark=scheme == "dark") == [], scheme


def test_an_error_in_the_search_box_is_sent_whole_and_never_becomes_part_of_an_address(page: Page) -> None:
    urls: list[str] = []

    def note(request: Request) -> None:
        urls.append(request.url)

    page.on("request", note)
    page.goto("/fr/")
    box = page.locator("#search-start")
    box.focus()
    page.evaluate(PASTE, REPORT)
    expect(page.get_by_role("option", name="Expliquer ce message d’erreur")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Cette adresse n’existe pas")).to_be_visible()
    assert not [url for url in urls if "famille.a" in url or "q=" in url]
    page.get_by_text("Revoir ou changer").click()
    assert "This is the mail system" in page.get_by_role("textbox", name="Le message d’erreur").input_value()
