"""What the room's pages, jobs and commands share: collaborators of this application, made once."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from helpcenter.articles.setup import the_catalogue
from helpcenter.documents.variables import site_variables
from helpcenter.feedback import current
from helpcenter.feedback.seals import Seals
from helpcenter.feedback.spool import FOLDER
from helpcenter.feedback.tally import PAUSE_SECONDS, Tally
from helpcenter.feedback.versions import TextNow
from helpcenter.web.context import Services, services


@dataclass(frozen=True)
class Desk:
    """The counts of this process, the signed fields, the folder of files of counts."""

    tally: Tally
    seals: Seals
    folder: Path


def make_desk(found: Services) -> Desk:
    """The desk of an installation; tests write their counts themselves."""
    folder = found.settings.instance / FOLDER
    # No thread that writes by itself in tests.
    tally = Tally(folder, found.clock, None if found.settings.testing else PAUSE_SECONDS)
    return Desk(tally, Seals(found.settings.secret_key, found.clock), folder)


def put_desk(app: Flask) -> Desk:
    """Make the desk of this application."""
    desk = make_desk(app.extensions["helpcenter"])
    app.extensions["feedback"] = desk
    return desk


def the_desk() -> Desk:
    """The desk of the application that answers this request."""
    desk: Desk = current_app.extensions["feedback"]
    return desk


def find_current(slug: str, locale: str) -> TextNow | None:
    """An article as readers see it now."""
    found = services()
    return current.text_now(the_catalogue(), slug, locale, found.clock(), site_variables(found.settings))


def all_current() -> list[TextNow]:
    """All articles as readers see them now."""
    found = services()
    return current.texts_now(the_catalogue(), found.clock(), site_variables(found.settings))
