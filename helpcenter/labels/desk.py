"""What the pages of staff work with: the history of the files, the work list of this moment, who looks."""

from flask import Flask, current_app

from helpcenter.accounts.access import the_user
from helpcenter.db import db
from helpcenter.documents.history import Author, History
from helpcenter.i18n.formats import house_day
from helpcenter.labels import checking
from helpcenter.labels.queries import decisions_in_force, open_flags
from helpcenter.labels.quotations import the_quoting_room
from helpcenter.labels.worklist import Known, Worklist, make_worklist
from helpcenter.web.context import Services, services
from helpcenter.web.locale import _, request_locale

HISTORY = "label_history"


def make_history(app: Flask) -> None:
    """Open the history of the content folder, once."""
    found: Services = app.extensions["helpcenter"]
    settings = found.settings
    app.extensions[HISTORY] = History(settings.content, settings.instance / "history", Author("Helpcenter", settings.mail_sender))


def the_desk(client: str) -> checking.Desk:
    """The file of a mail client, to write into."""
    history: History = current_app.extensions[HISTORY]
    return checking.Desk(services().library.root, the_quoting_room().client_file(client), history)


def make_note(message: str) -> checking.Note:
    """What file and history say of a look that is recorded now."""
    user = the_user()
    return checking.Note(Author(user.display_name, user.email), services().clock(), message, _("Changed outside the browser"))


def the_worklist(locale: str = "") -> Worklist:
    """All labels that tutorials quote, as they stand now, the words of the steps in this language (else the page's)."""
    known = Known(open_flags(db.session), decisions_in_force(db.session))
    # A check is due by the day in the house's zone, as its day was written.
    today = house_day(services().clock())
    return make_worklist(the_quoting_room(), known, locale or request_locale().code, today)
