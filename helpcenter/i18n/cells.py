"""What stands in the cells of people's tables: words to compare, days as people and programs write them."""

import re
import unicodedata
from datetime import date, timedelta

DAY_FIRST = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})(?:[ T].*)?")
YEAR_FIRST = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})(?:[ T].*)?")
# A spreadsheet program counts days from here when a cell lost its date format.
DAY_ZERO = date(1899, 12, 30)
# The days from 2009 to 2091: another number is no day of a mail.
SERIAL = re.compile(r"[4-6]\d{4}")


def plain(text: str) -> str:
    """A word without accents, blanks, marks and capitals."""
    bare = (letter for letter in unicodedata.normalize("NFKD", text.casefold()) if letter.isalnum())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def read_date(text: str) -> date | None:
    """A day as people and programs write it, the day before the month; None for anything else."""
    text = text.strip()
    if SERIAL.fullmatch(text):
        return DAY_ZERO + timedelta(days=int(text))
    year_first, day_first = YEAR_FIRST.fullmatch(text), DAY_FIRST.fullmatch(text)
    parts = year_first.groups() if year_first else day_first.groups()[::-1] if day_first else None
    if parts is None:
        return None
    year, month, day = map(int, parts)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
