"""Dates and moments as a reader of a language writes them."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime

# The vendor, its organisations and the families live by this clock.
HOUSE_ZONE = ZoneInfo("Europe/Paris")
# A moment in words, where it is not merely the date, a comma and the time.
MOMENTS = {
    "fr": "d MMMM y 'à' HH:mm",
    "es": "d 'de' MMMM 'de' y, HH:mm",
    "pt": "d 'de' MMMM 'de' y, HH:mm",
}


# A list shows the same few days again and again.
@lru_cache(maxsize=1024)
def format_date(day: date, locale: str) -> str:
    """A day in words: 3 novembre 2026."""
    return babel_date(day, format="long", locale=_written_as(locale))


def format_moment(moment: datetime, locale: str) -> str:
    """A moment on the house's clock: 3 novembre 2026 à 14:05."""
    pattern = MOMENTS.get(locale, "d MMMM y, HH:mm")
    return babel_datetime(moment, format=pattern, tzinfo=HOUSE_ZONE, locale=_written_as(locale))


def _written_as(locale: str) -> str:
    # English readers of a French site write the day before the month; Portuguese families in France come from Europe.
    return {"en": "en_GB", "pt": "pt_PT"}.get(locale, locale)
