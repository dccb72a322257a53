"""Tables that leave the house: the empty template, and the lines to correct. No cell may act as a formula."""

import csv
import io
from collections.abc import Callable, Iterable

from helpcenter.intake.importing import OPENED, Entry, Plan

# What a spreadsheet program would calculate instead of show.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEADS = {
    "fr": ("famille", "adresse mail", "dernier mail", "erreur", "langue", "ticket"),
    "en": ("family", "mail address", "last mail", "error", "language", "ticket"),
}
REASONS = {"fr": "à corriger", "en": "to correct"}


def template_csv(locale: str) -> str:
    """The names of the columns, as the import reads them."""
    return write_csv([HEADS[locale]])


def to_correct_csv(plan: Plan, explain: Callable[[Entry], str], locale: str) -> str:
    """The lines that are not opened, each with its reason; corrected, the table can be imported."""
    rows = [_row(entry, explain(entry)) for entry in plan.entries if entry.finding not in OPENED]
    return write_csv([(*HEADS[locale], REASONS[locale]), *rows])


def write_csv(rows: Iterable[Iterable[str]]) -> str:
    """A table with the separator of French spreadsheet programs, every cell inert."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([[inert(cell) for cell in row] for row in rows])
    return out.getvalue()


def inert(cell: str) -> str:
    """The cell as a text that no spreadsheet program calculates."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _row(entry: Entry, reason: str) -> tuple[str, ...]:
    new = entry.new
    return (new.label, new.address, entry.day_text or new.last_mail_on.isoformat(), new.error_text, new.locale or "", new.ticket, reason)
