"""The day of the mail that came back, as its report dates it."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from helpcenter.i18n.formats import HOUSE_ZONE

# Two reports in one file and a long thread below stand further down than anybody looks.
LOOKED_AT = 200_000
DATED = re.compile(rb"^[> \t]{0,20}(Arrival-Date|Date)[ \t]{0,3}:[ \t]{0,3}([^\r\n]{10,60})", re.IGNORECASE | re.MULTILINE)
OLDEST_DAYS = 365


def find_mail_day(message: bytes, today: date) -> date | None:
    """The day on which the server took the mail; else the date of the mail that is quoted last; None when nothing credible stands there."""
    found = [(name.lower(), day) for name, text in DATED.findall(message[:LOOKED_AT]) if (day := _day(text))]
    credible = [(name, day) for name, day in found if 0 <= (today - day).days <= OLDEST_DAYS]
    arrived = [day for name, day in credible if name == b"arrival-date"]
    # A report begins with its own date and ends with the head of the mail that it is about.
    return next(iter(arrived), None) or (credible[-1][1] if credible else None)


def _day(text: bytes) -> date | None:
    try:
        moment: datetime = parsedate_to_datetime(text.decode("ascii", "replace").strip())
        return (moment.astimezone(HOUSE_ZONE) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
