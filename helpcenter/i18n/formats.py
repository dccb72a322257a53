"""Dates and moments as a reader of a language writes them."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.dates import get_date_format

# The vendor, its organisations and the families live by this clock.
HOUSE_ZONE = ZoneInfo("Europe/Paris")


# A list shows the same few days again and again.
@lru_cache(maxsize=1024)
def format_date(day: date, locale: str) -> str:
    """A day in words: 3 novembre 2026."""
    return babel_date(day, format="long", locale=_written_as(locale))


def format_moment(moment: datetime, locale: str) -> str:
    """A moment on the house's clock: 3 novembre 2026 à 14:05."""
    day = get_date_format("long", _written_as(locale)).pattern
    pattern = f"{day} 'à' HH:mm" if locale == "fr" else f"{day}, HH:mm"
    return babel_datetime(moment, format=pattern, tzinfo=HOUSE_ZONE, locale=_written_as(locale))


def _written_as(locale: str) -> str:
    # English readers of a French site write the day before the month; Portuguese families in France come from Europe.
    return {"en": "en_GB", "pt": "pt_PT"}.get(locale, locale)
