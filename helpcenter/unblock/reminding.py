"""Reminding by hand: what `helpcenter case remind` does at once, where a timer would have waited for the morning."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from helpcenter.i18n.formats import house_day
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.mails import CaseMails, readers_of
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.moments import REMINDER_DAYS
from helpcenter.unblock.waiting import cases_in_turn, in_turn_since

LONG_ENOUGH = timedelta(days=REMINDER_DAYS[0])


@dataclass(frozen=True)
class Reminded:
    """One organisation, what waits for it, and how many people read the mail."""

    organisation: Organisation
    cases: list[UnblockCase]
    readers: int


def remind_now(
    session: Session, now: datetime, mails: CaseMails, organisation: Organisation | None = None, *, is_dry: bool = False
) -> list[Reminded]:
    """Remind one organisation, or all, of what has waited for them for a week; a reader gets one such mail a day."""
    found: dict[Organisation, list[UnblockCase]] = defaultdict(list)
    for case in cases_in_turn(session, organisation.id if organisation else None):
        if now - in_turn_since(case) >= LONG_ENOUGH:
            found[case.organisation].append(case)
    for each, cases in found.items():
        if not is_dry:
            mails.remind(session, each, cases, house_day(now).isoformat())
    return [Reminded(each, cases, len(readers_of(session, each, cases))) for each, cases in found.items()]
