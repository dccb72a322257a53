"""What people do on the pages: the clerk of an organisation, the person of a family, the vendor's staff."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from cohort.browsing import Browser, Page, Values
from cohort.families import Family

CODE = re.compile(r"/c/([0-9A-HJKMNP-TV-Z]{16})")
GROUPED = re.compile(r'class="grouped-code"[^>]*>\s*([0-9A-Z -]{16,30}?)\s*<')
HIDDEN = re.compile(r'name="code" value="([0-9A-HJKMNP-TV-Z]{16})"')
DIGITS = re.compile(r'name="digits" value="(\d{4})"')
CASE = re.compile(r"/organisation/cases/(\d+)")
BATCH = re.compile(r"/staff/batches/(\d+)")
ADDRESS = re.compile(r'class="address">([^<]+)<')


class StuckError(RuntimeError):
    """A page did not offer what a person in this place needs."""


@dataclass(frozen=True)
class Letter:
    """A code with the message that carried it."""

    code: str
    text: str
    digits: str = ""
    """The four digits that stand on paper and at the counter."""

    @property
    def url(self) -> str:
        """Its page."""
        return f"/c/{self.code}"


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
        return Letter(found[1].replace("-", "").replace(" ", ""), page.text, digits[1] if digits else "")

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
        return self._case(case).form_to(step) is not None

    def _case(self, case: int) -> Page:
        return self.browser.get(f"/organisation/cases/{case}")

    def _press(self, case: int, step: str, values: Values) -> Page:
        page = self._case(case)
        form = page.form_to(step)
        if form is None:
            raise StuckError(f"case {case} offers no {step}: {page.status} {page.text[:400]}")
        return self.browser.send(page, form, values)

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
        if self.family.has_smartphone:
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


class Staff:
    """The vendor's team: batches for the mail provider."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.actions = 0

    def make_batch(self) -> int | None:
        """Put what is ready into a batch and ask the provider; None when nothing is ready."""
        page = self.browser.get("/staff/batches")
        form = next((each for each in page.forms if "case" in each.names()), None)
        if form is None:
            return None
        ticked = [value for name, kind, value in form.fields if name == "case" and kind == "checked"]
        made = self.browser.send(page, form, {"case": ticked})
        found = BATCH.search(made.url)
        asking = made.form_to("/ask")
        if not found or asking is None:
            raise StuckError(f"no batch was made: {made.status} {made.url} {made.text[:300]}")
        asked = self.browser.send(made, asking, {})
        self.actions += 2
        return int(found[1]) if asked.status == 200 else None

    def addresses(self, batch: int) -> list[str]:
        """The addresses in a batch."""
        return list(dict.fromkeys(ADDRESS.findall(self._batch(batch).body)))

    def enter(self, batch: int, answers: Iterable[tuple[str, str]]) -> None:
        """Paste the provider's table of answers."""
        page = self._batch(batch)
        form = page.form_to("/table")
        if form is None:
            raise StuckError(f"batch {batch} takes no answers: {page.text[:300]}")
        lines = "\n".join(["address,answer", *(f"{address},{answer}" for address, answer in answers)])
        self.browser.send(page, form, {"lines": lines})
        self.actions += 1

    def ask_again(self, batch: int) -> None:
        """What the provider did not answer goes into the next batch."""
        while True:
            page = self._batch(batch)
            again = next((each for each in page.forms if ("step", "hidden", "again") in each.fields), None)
            if again is None:
                return
            self.browser.send(page, again, {})
            self.actions += 1

    def _batch(self, batch: int) -> Page:
        return self.browser.get(f"/staff/batches/{batch}")


def sign_in(browser: Browser, email: str, password: str) -> Browser:
    """Sign in."""
    page = browser.get("/account/sign-in")
    answer = browser.send(page, page.form("email", "password"), {"email": email, "password": password})
    if answer.status != 200 or "/sign-in" in urlsplit(answer.url).path:
        raise StuckError(f"{email} cannot sign in: {answer.text[:200]}")
    return browser
