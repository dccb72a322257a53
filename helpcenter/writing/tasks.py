"""What the queue process does for those who write: it reminds them once a day of what must be read again."""

from dataclasses import dataclass

from flask import Flask

from helpcenter.accounts.queries import find_user
from helpcenter.articles.setup import the_catalogue
from helpcenter.db import db
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import DEFAULT_LOCALE, INTERFACE_LOCALES
from helpcenter.web.context import Services, services
from helpcenter.writing.reminders import Reminder, ReminderBook, plan_reminders, send_reminders
from helpcenter.writing.reviews import due_articles
from helpcenter.writing.titles import readable

REMIND = "writing.remind"
# Six in universal time is seven or eight on the house's clock: before the day's work.
HOUR = 6
BOOK = "review_reminders.json"
PAGE = "/staff/texts/reviews"


@dataclass(frozen=True)
class Reminded:
    """What was found and sent."""

    reminders: list[Reminder]
    is_sent: bool


def register(app: Flask) -> None:
    """Let the queue process remind once a day."""
    found: Services = app.extensions["helpcenter"]
    found.jobs.register_daily(REMIND, lambda: remind_in(app), HOUR)


def remind_in(app: Flask) -> None:
    """The daily job."""
    with app.app_context():
        remind()


def remind(*, is_dry: bool = False) -> Reminded:
    """Send what is to be sent today; with `is_dry`, only say what that is."""
    found = services()
    today = house_day(found.clock())
    catalogue = the_catalogue()
    catalogue.look()
    # A file, not a table: to lose it costs one mail too many.
    book = ReminderBook(found.settings.instance / BOOK)
    due = due_articles(catalogue.rows(), today, DEFAULT_LOCALE)
    reminders = plan_reminders(due, book, today, found.settings.vendor_email, _locale_of)
    if not is_dry:
        send_reminders(db.session, reminders, found.mail, book, today, found.settings.public_url + PAGE, readable)
    return Reminded(reminders, not is_dry)


def _locale_of(address: str) -> str:
    user = find_user(db.session, address)
    return user.locale if user and user.locale in INTERFACE_LOCALES else DEFAULT_LOCALE
