"""Tables that leave the house: the empty template, and the lines to correct."""

from collections.abc import Callable

from helpcenter.i18n.tables import write_table
from helpcenter.intake.importing import OPENED, Entry, Plan

HEADS = {
    "fr": ("famille", "adresse mail", "dernier mail", "erreur", "langue", "ticket"),
    "en": ("family", "mail address", "last mail", "error", "language", "ticket"),
}
REASONS = {"fr": "à corriger", "en": "to correct"}


def template_csv(locale: str) -> str:
    """The names of the columns, as the import reads them."""
    return write_table([HEADS[locale]])


def to_correct_csv(plan: Plan, explain: Callable[[Entry], str], locale: str) -> str:
    """The lines that are not opened, each with its reason; corrected, the table can be imported."""
    rows = [_row(entry, explain(entry)) for entry in plan.entries if entry.finding not in OPENED]
    return write_table([(*HEADS[locale], REASONS[locale]), *rows])


def _row(entry: Entry, reason: str) -> tuple[str, ...]:
    new = entry.new
    return (new.label, new.address, entry.day_text or new.last_mail_on.isoformat(), new.error_text, new.locale or "", new.ticket, reason)
