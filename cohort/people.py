"""What people do on the pages: the clerk of an organisation, and the person of a family. The vendor's staff stand in staff.py."""

import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from urllib.parse import urlsplit

from cohort.browsing import Browser, Files, Page, Values
from cohort.families import Family
from cohort.papers import GROUPED as ANYWHERE
from cohort.papers import Printed, read_paper

CODE = re.compile(r"/c/([0-9A-HJKMNP-TV-Z]{16})")
GROUPED = re.compile(r'class="grouped-code"[^>]*>\s*([0-9A-Z -]{16,30}?)\s*<')
HIDDEN = re.compile(r'name="code" value="([0-9A-HJKMNP-TV-Z]{16})"')
DIGITS = re.compile(r'name="digits" value="(\d{4})"')
MESSAGE = re.compile(r'<textarea id="text"[^>]*>(.*?)</textarea>', re.DOTALL)
CASE = re.compile(r"/organisation/cases/(\d+)")
NOWHERE = Page("", 0, "", ())


class StuckError(RuntimeError):
    """A page did not offer what a person in this place needs."""


@dataclass(frozen=True)
class Letter:
    """A code with the message that carried it."""

    code: str
    text: str
    digits: str = ""
    """The four digits that stand on paper and at the counter."""
    page: Page = field(default=NOWHERE, repr=False)
    """What the clerk saw when the code was made."""
    link: str = ""
    """Where the square leads, as a telephone read it."""
    is_typed: bool = False

    @property
    def url(self) -> str:
        """Its page."""
        return self.link or f"/c/{self.code}"

    @property
    def message(self) -> str:
        """The words to copy."""
        found = MESSAGE.search(self.page.body)
        return unescape(found[1]) if found else ""


@dataclass(frozen=True)
class Heard:
    """What a clerk notes: one of the four answers, and the other address for the last."""

    decision: str
    new_address: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The fields of both forms."""
        return {"decision": self.decision, "new_address": self.new_address}


class Clerk:
    """Somebody at the front desk of an organisation."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def open_case(self, label: str, address: str, correct: str, locale: str, last_mail: date) -> int:
        """File a request; a typing mistake that the form names is corrected."""
        page = self._file(label, address, locale, last_mail)
        if page.status == 422 and address != correct:
            page = self._file(label, correct, locale, last_mail)
        found = CASE.search(page.url)
        if page.status != 200 or not found:
            raise StuckError(f"a request could not be filed: {page.status} {page.url} {page.text[:300]}")
        return int(found[1])

    def invite(self, case: int, carrier: str) -> Letter:
        """Make a code for a carrier."""
        page = self._press(case, "/invitations", {"carrier": carrier})
        found = CODE.search(page.body) or GROUPED.search(page.body) or HIDDEN.search(page.body)
        if not found:
            raise StuckError(f"no code for case {case} by {carrier}: {page.status} {page.text[:300]}")
        digits = DIGITS.search(page.body)
        return Letter(_plain(found[1]), page.text, digits[1] if digits else "", page)

    def print_out(self, letter: Letter, kind: str) -> Printed:
        """Print the code that is on the screen."""
        form = letter.page.form_to("/papers")
        if form is None:
            raise StuckError(f"nothing to print: {letter.page.text[:300]}")
        answer = self.browser.send(letter.page, form, {"kind": kind})
        if answer.kind != "application/pdf":
            raise StuckError(f"no PDF of a {kind}: {answer.status} {answer.text[:300]}")
        paper = read_paper(answer.data)
        if not paper.has_digits(letter.digits) or _plain(paper.code) != letter.code:
            raise StuckError(f"a {kind} shows neither code nor digits: {paper.text[:400]}")
        return paper

    def note_spoken(self, case: int, where: str, heard: Heard, locale: str) -> Letter:
        """Read the text aloud, note what was said, and give the code that is shown once. The box is forgotten at first."""
        page = self.browser.get(f"/organisation/cases/{case}/{where}?script={locale}")
        page = self.browser.send(page, page.form("decision", "is_heard"), heard.values)
        if page.status == 422:
            page = self.browser.send(page, page.form("decision", "is_heard"), {"is_heard": "y"})
        found = ANYWHERE.search(page.text)
        if page.status != 200 or not found:
            raise StuckError(f"what was said for case {case} could not be noted: {page.status} {page.text[:400]}")
        return Letter(_plain(found[1]), "")

    def record_signed(self, case: int, heard: Heard, place: str, file: tuple[str, bytes]) -> Page:
        """Note what stands on a signed paper, with its scan."""
        page = self.browser.get(f"/organisation/cases/{case}/paper-answer")
        return self.browser.send(
            page, page.form("decision", "place", "scan"), {**heard.values, "is_compared": "y", "place": place}, {"scan": file}
        )

    def choose_another_scan(self, page: Page, file: tuple[str, bytes]) -> Page:
        """The same form again, as it came back: only the file is chosen anew, which no browser keeps."""
        return self.browser.send(page, page.form("decision", "place", "scan"), {}, {"scan": file})

    def correct(self, case: int) -> None:
        """Call the family, and change the address in the own software."""
        self._press(case, "/correction", {"has_called": "y", "decision": "change"})

    def say_that_it_arrived(self, case: int) -> None:
        """A real mail arrived."""
        self._press(case, "/arrival", {})

    def reopen(self, case: int) -> None:
        """Ask anew."""
        self._press(case, "/reopening", {})

    def offers(self, case: int, step: str) -> bool:
        """True when the page of a case offers a step."""
        return self.look(case).form_to(step) is not None

    def look(self, case: int) -> Page:
        """Open the page of a case."""
        return self.browser.get(f"/organisation/cases/{case}")

    def _press(self, case: int, step: str, values: Values, files: Files | None = None) -> Page:
        page = self.look(case)
        form = page.form_to(step)
        if form is None:
            raise StuckError(f"case {case} offers no {step}: {page.status} {page.text[:400]}")
        return self.browser.send(page, form, values, files)

    def _file(self, label: str, address: str, locale: str, last_mail: date) -> Page:
        page = self.browser.get("/organisation/cases/new")
        values = {"label": label, "address": address, "last_mail_on": last_mail.isoformat(), "locale": locale}
        page = self.browser.send(page, page.form("label", "address"), values)
        # The demo's events know nothing of a mail to this family; its clerk, who sent one, presses "send all the same".
        if page.status == 200 and not CASE.search(page.url):
            return self.browser.send(page, page.form("label", "address"), {**values, "anyway": "y"})
        return page


class Person:
    """Somebody with a code."""

    def __init__(self, family: Family, browser: Browser) -> None:
        self.family, self.browser = family, browser

    def open(self, letter: Letter) -> Page:
        """Follow the link, or type the code where no telephone reads it."""
        if self.family.has_smartphone and not letter.is_typed:
            return self.browser.get(letter.url)
        entry = self.browser.get("/c/")
        grouped = "-".join(letter.code[at : at + 4] for at in range(0, 16, 4)).lower().replace("0", "o")
        return self.browser.send(entry, entry.form("code"), {"code": grouped})

    def answer(self, page: Page, decision: str, proof: str, new_address: str = "") -> Page:
        """Choose, type, tick, send."""
        values = {"decision": decision, "proof": proof, "understood": "y", "new_address": new_address}
        return self.browser.send(page, page.form("decision", "proof"), values)

    def confirm(self, page: Page, local_part: str) -> Page:
        """Yes, the other address is mine."""
        return self.browser.send(page, page.form("action", "proof"), {"proof": local_part})

    def withdraw(self, letter: Letter, proof: str) -> Page:
        """Take the agreement back."""
        page = self.browser.get(letter.url)
        form = next((each for each in page.forms if ("action", "hidden", "withdraw") in each.fields), None)
        if form is None:
            raise StuckError(f"no withdrawal is offered: {page.status} {page.text[:300]}")
        return self.browser.send(page, form, {"proof": proof, "understood": "y"})


def sign_in(browser: Browser, email: str, password: str) -> Browser:
    """Sign in."""
    page = browser.get("/account/sign-in")
    answer = browser.send(page, page.form("email", "password"), {"email": email, "password": password})
    if answer.status != 200 or "/sign-in" in urlsplit(answer.url).path:
        raise StuckError(f"{email} cannot sign in: {answer.text[:200]}")
    return browser


def _plain(code: str) -> str:
    return code.replace("-", "").replace(" ", "")
