"""What the vendor's team does on the pages: batches for the mail provider, and mails that came as answers."""

import re
from collections.abc import Iterable

from cohort.browsing import Browser, Page
from cohort.families import Wish
from cohort.mails import WORDS
from cohort.people import StuckError

BATCH = re.compile(r"/staff/batches/(\d+)")
REPLY = re.compile(r'href="/staff/replies/(\d+)"')
NEW = re.compile(r"La nouvelle : (\S+@\S+)")
ADDRESS = re.compile(r'class="address">([^<]+)<')


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

    def attach(self, raw: bytes) -> Page:
        """Take in a mail that somebody received, saved from the own mail program."""
        page = self.browser.get("/staff/replies")
        self.actions += 1
        return self.browser.send(page, page.form("mail"), {}, {"mail": ("réponse.eml", raw)})

    def read_mails(self) -> int:
        """Read what waits, and write down what it says; how many were read."""
        page = self.browser.get("/staff/replies")
        waiting = REPLY.findall(page.body.partition("<form")[0])
        for number in waiting:
            self._decide(self.browser.get(f"/staff/replies/{number}"))
        return len(waiting)

    def _decide(self, page: Page) -> None:
        form = page.form("decision")
        meant = next((wish for wish, words in WORDS.items() if words in page.text), Wish.YES)
        # A mail that proves nothing offers one button only; from another mailbox, a letter's difference tells a mistyped address.
        offered = {value for name, _, value in form.fields if name == "decision"}
        if "moved" in offered and "yes" not in offered:
            meant = Wish.MOVED if _differ_by_a_letter(*ADDRESS.findall(page.body)[:2]) else Wish.YES
        decision = meant.value if meant.value in offered else "aside"
        new = NEW.search(page.text)
        answer = self.browser.send(page, form, {"decision": decision, "new_address": new[1] if new else ""})
        self.actions += 1
        if answer.status != 200:
            raise StuckError(f"what a mail says could not be written down: {answer.status} {answer.text[:300]}")


def _differ_by_a_letter(one: str, other: str) -> bool:
    return one.partition("@")[2] == other.partition("@")[2] and (one.partition("@")[0] in other or other.partition("@")[0] in one)
