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
    return write_day(day, get_date_format("long", _written_as(locale)).pattern, locale)


def house_day(moment: datetime) -> date:
    """The day on the house's clock at an aware moment: in Paris, the first hours of a day are still yesterday in universal time."""
    return moment.astimezone(HOUSE_ZONE).date()


def format_moment(moment: datetime, locale: str) -> str:
    """A moment on the house's clock: 3 novembre 2026 à 14:05."""
    day = format_date(house_day(moment), locale)
    time = babel_datetime(moment, format="HH:mm", tzinfo=HOUSE_ZONE, locale=_written_as(locale))
    return f"{day} à {time}" if locale == "fr" else f"{day}, {time}"


def write_day(day: date, pattern: str, locale: str) -> str:
    """A day by a pattern such as `EEEE d MMMM`; French writes the first of a month as an ordinal: 1er décembre 2026."""
    if locale == "fr" and day.day == 1:
        pattern = pattern.replace("d MMMM", "d'er' MMMM")
    return babel_date(day, format=pattern, locale=_written_as(locale))


def _written_as(locale: str) -> str:
    # English readers of a French site write the day before the month; Portuguese families in France come from Europe.
    return {"en": "en_GB", "pt": "pt_PT"}.get(locale, locale)
