"""Every page in a real browser: accessible, quiet towards other hosts, without a broken rule, on a phone and on a desktop."""

from typing import Any, Literal

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page

from tests.browser.accessibility import violations
from tests.browser.conftest import Camera, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PUBLIC = [
    "/fr/",
    "/en/",
    "/fr/articles/",
    "/fr/articles/section/families",
    "/fr/articles/mail-delivery",
    "/fr/articles/error-messages",
    "/fr/o/centre-social-demo/articles/i-receive-nothing",
    "/en/articles/mail-delivery",
    "/fr/tutorials/",
    "/fr/tutorials/gmail-web-filter",
    "/fr/o/centre-social-demo/",
    "/fr/o/centre-social-demo/for/gmail",
    "/fr/o/centre-social-demo/for/gmail/computer",
    "/ar/o/centre-social-demo/for/outlook-web/phone",
    "/fr/o/centre-social-demo/gmail-web-filter",
    "/en/o/mairie-demo/outlook-web-safe-sender",
    "/en/o/mairie-demo/gmail-web-not-spam?screen=fr",
    "/fr/o/mairie-demo/outlook-web-from-message",
    "/fr/o/centre-social-demo/gmail-web-filter?embed=1",
    "/ar/o/centre-social-demo/gmail-web-filter?with=fr&size=large",
    "/tr/o/centre-social-demo/gmail-web-filter/stuck",
    "/fr/assistance",
    "/fr/assistance/request",
    "/fr/assistance/organisations",
    "/fr/o/centre-social-demo/mails",
    "/ar/o/centre-social-demo/mails",
    "/ar/o/centre-social-demo/mails/thanks",
    "/fr/articles/mail-delivery/feedback/thanks/unsolved?told=1",
    "/fr/legal",
    "/en/privacy",
    "/c/",
    "/account/sign-in",
    "/account/reset-password",
    "/fr/nothing-here",
]
MEMBER = [
    "/account/",
    "/account/password",
    "/organisation/",
    "/organisation/branding",
    "/organisation/members",
    "/organisation/tutorials",
    "/organisation/tutorials/gmail-web-filter",
    "/organisation/tutorials/gmail-web-filter/words",
    "/organisation/tutorials/studio",
    "/organisation/tutorials/studio/history",
    "/organisation/tutorials/studio/history/1",
    "/organisation/tutorials/studio/preview?preview_view=phone",
    "/organisation/kit",
    "/organisation/kit?text=ar",
    "/organisation/cases",
    "/organisation/cases/new",
    "/organisation/cases/import",
    "/organisation/proposals",
    "/organisation/cases/1",
]
STAFF = [
    "/staff/",
    "/staff/organisations",
    "/staff/organisations/centre-social-demo",
    "/staff/sender-addresses",
    "/staff/cases",
    "/staff/labels",
    "/staff/labels/list?client=gmail&screen=fr",
    "/staff/labels/gmail/web.filter.new/fr",
    "/staff/sheets",
    "/staff/cases/1",
    "/staff/people",
    "/staff/feedback",
    "/staff/figures",
]
CHOSEN = "quatre aulnes au bord de l’eau"
STATUS = {"/fr/nothing-here": 404}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = {"desktop": 1280, "phone": 360}
HEIGHT = 800


def sign_in(page: Page, site: Site, email: str, password: str = "") -> None:
    """Sign in by the form, as a person does; the passwords of the demo are known."""
    page.goto("/account/sign-in")
    page.get_by_label("Adresse mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password or site.password_of(email))
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def accept(page: Page, site: Site, email: str, link: str) -> None:
    """Follow the link of an invitation, choose a password, sign in."""
    page.goto(link)
    page.locator("input[name=password]").fill(CHOSEN)
    page.locator("input[name=password_confirm]").fill(CHOSEN)
    page.get_by_role("button", name="Enregistrer ce mot de passe").click()
    page.get_by_text("Votre mot de passe est enregistré").wait_for()
    sign_in(page, site, email, CHOSEN)


def fetch_paper(page: Page, path: str) -> APIResponse:
    """Ask for a PDF as a browser does that follows the page "it is being printed"."""
    answer = page.request.get(path, timeout=60_000)
    for _second in range(60):
        if answer.status != 503:
            break
        page.wait_for_timeout(1000)
        answer = page.request.get(path, timeout=60_000)
    return answer


class Sessions:
    """People who have signed in once; entering again takes their cookie along and no time."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._kept: dict[str, list[Any]] = {}

    def enter(self, page: Page, email: str) -> None:
        """Go on as this person in the profile of this page."""
        if email in self._kept:
            page.context.add_cookies(self._kept[email])
            return
        sign_in(page, self._site, email)
        self._kept[email] = list(page.context.cookies())


@pytest.fixture(scope="module")
def sessions(shared_site: Site) -> Sessions:
    """Whoever signed in on the shared site."""
    return Sessions(shared_site)


def look_at(page: Page, path: str, camera: Camera, until: Literal["load", "networkidle"] = "load") -> list[str]:
    """Visit a page in both widths and both colour schemes; what axe finds, and what does not fit."""
    found = []
    # Once, and wide first: what a script opens on a large screen is then looked at on a small one too.
    page.set_viewport_size({"width": WIDTHS["desktop"], "height": HEIGHT})
    answer = page.goto(path, wait_until=until)
    assert answer is not None
    assert answer.status == STATUS.get(path, 200), path
    for width_name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in SCHEMES:
            # Without motion the colours of the style sheets follow at once, and the page need not be fetched again.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            name = f"{path.strip('/').replace('/', '_').replace('?', '_') or 'root'}-{width_name}-{scheme}"
            camera.take(page, name)
            found += [f"{name}: {finding}" for finding in _findings(page, is_dark=scheme == "dark")]
    return found


def _findings(page: Page, *, is_dark: bool) -> list[str]:
    found = violations(page, is_dark=is_dark)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("the page is wider than the screen")
    return found


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_accessible_and_fits(page: Page, path: str, camera: Camera) -> None:
    assert look_at(page, path, camera) == []


def test_the_consent_page_is_accessible_and_fits(page: Page, site: Site, camera: Camera) -> None:
    path = site.welcome["consent"]["url"].removeprefix(site.url)
    assert look_at(page, path, camera) == []


@pytest.mark.parametrize("path", MEMBER)
def test_a_page_of_a_member_is_accessible_and_fits(page: Page, sessions: Sessions, path: str, camera: Camera) -> None:
    sessions.enter(page, "direction@les-tilleuls.example")
    assert look_at(page, path, camera) == []


@pytest.mark.parametrize("path", STAFF)
def test_a_page_of_staff_is_accessible_and_fits(page: Page, sessions: Sessions, path: str, camera: Camera) -> None:
    sessions.enter(page, "admin@ani.example")
    assert look_at(page, path, camera) == []


def test_no_anonymous_page_leaves_a_cookie(context: BrowserContext, page: Page) -> None:
    for path in PUBLIC[:14]:
        page.goto(path)
    assert context.cookies() == []
