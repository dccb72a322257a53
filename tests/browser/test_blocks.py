"""A blocked address in a real Chromium: the provider tells of it, a member opens the request, the next mail arrives and all is well."""

import base64
import json
import time
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import EVENTS_SECRET, Site
from tests.browser.test_pages import accept

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CLERK, SLUG = "accueil@les-charmes.example", "les-charmes"
FAMILY = "famille.h@exemple.example"


def tell(site: Site, event: str, number: int, **more: str) -> None:
    """What Mailjet calls: basic authentication, one event, the organisation's short name attached."""
    document = {"event": event, "time": int(time.time()), "MessageID": number, "email": FAMILY, "CustomID": f"{SLUG}:{number}", **more}
    head = {"Authorization": "Basic " + base64.b64encode(EVENTS_SECRET.encode()).decode(), "Content-Type": "application/json"}
    call = urllib.request.Request(f"{site.url}/events/mailjet", json.dumps(document).encode(), head)
    with urllib.request.urlopen(call, timeout=60) as answer:
        assert json.load(answer)["stored"] == 1


def lift(site: Site, case: str) -> None:
    """Staff ask the provider, which lifts the block."""
    batch = str(json.loads(site.run("batch", "make", "--case", case, "--json"))["batch"])
    site.run("batch", "ask", batch)
    site.run("batch", "close", batch, "--all", "done")


def test_a_block_appears_by_itself_and_is_gone_when_a_mail_arrives(page: Page, site: Site) -> None:
    accept(page, site, CLERK, site.invite(CLERK, slug=SLUG, name="Les Charmes"))
    page.goto("/organisation/suppressions")
    expect(page.get_by_role("heading", name="Aucune adresse bloquée connue")).to_be_visible()
    tell(site, "blocked", 1, error_related_to="mailjet", error="preblocked")
    page.reload()
    assert violations(page) == []
    page.get_by_role("link", name=FAMILY).click()
    assert FAMILY not in page.url + page.title()
    page.get_by_label("Famille", exact=False).first.fill("Famille H")
    page.get_by_role("button", name="Ouvrir la demande").click()
    page.wait_for_url("**/organisation/cases/*")
    address = page.url
    lift(site, address.partition("/cases/")[2].split("?")[0].split("/")[0])
    # Mailjet counts whole seconds; the mail is sent after the lift.
    page.wait_for_timeout(1100)
    tell(site, "sent", 2, smtp_reply="sent (250 2.0.0 OK)")
    page.goto(address)
    expect(page.get_by_text("Résolue : un mail est arrivé").first).to_be_visible()
    page.goto("/organisation/suppressions?shown=over")
    expect(page.get_by_role("link", name=FAMILY)).to_be_visible()
    page.get_by_role("link", name="Bloquées 0").click()
    expect(page.get_by_text(FAMILY)).to_have_count(0)
