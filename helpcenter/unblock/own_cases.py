"""The list of an organisation's cases: whose turn it is, and a search that forgives accents."""

from urllib.parse import urlencode

from flask import render_template, request

from helpcenter.db import db
from helpcenter.i18n.formats import house_day
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.case_lines import CaseLine
from helpcenter.unblock.countdown import Countdown, count_down
from helpcenter.unblock.lists import CaseFilter, Turn, addresses_beside, count_turns, find_cases
from helpcenter.web.context import services

LONGEST_SEARCH = 100


def show_own_cases(organisation: Organisation) -> str:
    """One of the lists, the first one that holds something when none is chosen."""
    counts = count_turns(db.session, organisation.id)
    text = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    turn = _chosen_turn(counts, text)
    page = find_cases(db.session, CaseFilter(organisation.id, turn, text=text, by_family=True), request.args.get("page", 1, type=int))
    link = PageLink({"turn": turn.value, "q": text}, page.number)
    words = {"turn": turn, "counts": counts, "text": text, "countdown": CountdownToday(), "link": link}
    return render_template("unblock/cases.html", page=page, beside=addresses_beside(db.session, page.cases), **words)


def _chosen_turn(counts: dict[Turn, int], text: str) -> Turn:
    given = request.args.get("turn", "")
    if given in set(Turn):
        return Turn(given)
    # Who looks for a family wants to find it, closed or not.
    return Turn.ALL if text else next((turn for turn in Turn if counts[turn]), Turn.OPEN)


class CountdownToday:
    """Counts down from today."""

    def __init__(self) -> None:
        self._today = house_day(services().clock())

    def __call__(self, case: CaseLine) -> Countdown | None:
        """When the block of this case ends by itself."""
        return count_down(case, self._today)


class PageLink:
    """The address of a page of a list, with what was chosen."""

    def __init__(self, chosen: dict[str, str], number: int) -> None:
        self._chosen = {name: value for name, value in chosen.items() if value}
        self._number = number

    def __call__(self, step: int) -> str:
        """The page so many further."""
        return "?" + urlencode({**self._chosen, "page": str(self._number + step)})
