"""Tables that leave the house: the empty template, and the lines to correct."""

from collections.abc import Callable

from helpcenter.i18n.tables import write_table
from helpcenter.intake.importing import JOINED, OPENED, Entry, Plan

HEADS = {
    "fr": ("famille", "adresse mail", "dernier mail", "erreur", "langue", "ticket", "autre adresse mail", "numéro de famille"),
    "en": ("family", "mail address", "last mail", "error", "language", "ticket", "other mail address", "family number"),
}
REASONS = {"fr": "à corriger", "en": "to correct"}


def template_csv(locale: str) -> str:
    """The names of the columns, as the import reads them."""
    return write_table([HEADS[locale]])


def to_correct_csv(plan: Plan, explain: Callable[[Entry], str], locale: str) -> str:
    """The lines that are not opened, each with its reason; corrected, the table can be imported."""
    rows = [_row(entry, explain(entry)) for entry in plan.entries if entry.finding not in OPENED | JOINED]
    return write_table([(*HEADS[locale], REASONS[locale]), *rows])


def _row(entry: Entry, reason: str) -> tuple[str, ...]:
    new = entry.new
    # A further address stands beside the first one of its line again: brought back, it finds the request of that one.
    addresses = (entry.beside, new.address) if entry.beside else (new.address, entry.others_text)
    day = entry.day_text or new.last_mail_on.isoformat()
    about = (new.error_text, new.locale or "", new.ticket)
    return (new.label, addresses[0], day, *about, addresses[1], entry.household_text, reason)
