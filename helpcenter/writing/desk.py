"""The writing desk of the application that answers a request, and what requests say of the person who writes."""

from flask import Flask, current_app

from helpcenter.accounts.access import the_user
from helpcenter.articles.setup import the_catalogue
from helpcenter.documents.history import Author, History
from helpcenter.web.context import Services, services
from helpcenter.web.locale import _
from helpcenter.writing.drafts import DraftStore
from helpcenter.writing.service import Desk, Note
from helpcenter.writing.translations import SectionMemory


def make_desk(app: Flask) -> None:
    """Make the history and the drafts of an installation, once."""
    found: Services = app.extensions["helpcenter"]
    settings = found.settings
    # Who signs what stood in a file unrecorded (docs/decisions/0015).
    house = Author("Helpcenter", settings.mail_sender)
    app.extensions["writing"] = (
        History(settings.content, settings.instance / "history", house),
        DraftStore(settings.instance / "drafts"),
    )
    app.extensions["section_memory"] = SectionMemory(found.library)


def the_memory() -> SectionMemory:
    """The sections of originals that this process has read."""
    found: SectionMemory = current_app.extensions["section_memory"]
    return found


def the_desk() -> Desk:
    """Library, catalogue, history and drafts."""
    history, drafts = current_app.extensions["writing"]
    return Desk(services().library, the_catalogue(), history, drafts)


def make_note(message: str) -> Note:
    """What the history says of a change that is made now."""
    user = the_user()
    return Note(Author(user.display_name, user.email), services().clock(), message, _("Changed outside the browser"))
