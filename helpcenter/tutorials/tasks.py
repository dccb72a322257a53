"""What the queue process does for this room: sheets made ahead after a change, and all sheets made anew."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.orm import Session

from helpcenter.config import HOUSE
from helpcenter.db import db
from helpcenter.labels.events import LabelChanged
from helpcenter.organisations.events import SheetsChanged
from helpcenter.pdf.cache import write_whole
from helpcenter.pdf.fingerprint import engine
from helpcenter.tutorials.pages import EXTENSION
from helpcenter.tutorials.rendering import Press, fulfil_wishes, wish, wish_for_all
from helpcenter.tutorials.rerendering import go_on
from helpcenter.web.context import Services, services

AHEAD, RUN, LOOK = "render_ahead", "render_run", "render_look"
# A changed text is noticed this soon; a run that was cut off goes on this soon.
LOOK_MINUTES = 5
STAMP = "ahead.stamp"
# What a sheet is made of, in the staff's content and in the program; a release changes the second.
CONTENT_FOLDERS = "tutorials", "mail-clients", "illustrations"
PROGRAM_FOLDERS = "helpcenter/templates/tutorials", "helpcenter/static/css", "translations"


def register(app: Flask) -> None:
    """Make the queue process able to do this; listen to what changes sheets."""
    found: Services = app.extensions["helpcenter"]

    def in_app(work: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            with app.app_context():
                work()

        return run

    found.jobs.register(AHEAD, in_app(render_ahead))
    found.jobs.register(RUN, in_app(continue_run))
    found.jobs.register_every(LOOK, in_app(look_around), minutes=LOOK_MINUTES)
    if found.settings.render_ahead:
        found.events.subscribe(SheetsChanged, lambda session, event: note_change(session, found, event.organisation_id))
        found.events.subscribe(LabelChanged, lambda session, _event: note_change(session, found))


def the_press() -> Press:
    """Prints sheets of this application."""
    found = services()
    return Press(current_app.extensions[EXTENSION], found.settings, found.pdfs.render_now, found.clock, found.pdfs.pool.size)


def render_ahead() -> int:
    """Make the sheets that are wished for; gives their number."""
    return fulfil_wishes(db.session, the_press())


def continue_run() -> None:
    """Work on the run for a while, then let other jobs go first."""
    if go_on(db.session, the_press()):
        services().jobs.enqueue(RUN)


def look_around() -> None:
    """Notice texts, fonts or an engine that changed; go on with what was cut off."""
    found = services()
    stamp, seen = found.settings.instance / "pdf" / STAMP, content_stamp(found.settings.content).encode()
    if found.settings.render_ahead and (not stamp.is_file() or stamp.read_bytes() != seen):
        wish_for_all(db.session, found.clock)
        db.session.commit()
        # The stamp last: cut off before it, the wishes are made once more; the other way round they would be lost.
        write_whole(stamp, seen)
    render_ahead()
    continue_run()


def content_stamp(content: Path, program: Path = HOUSE) -> str:
    """Changes whenever a text, a label, a drawing, a template, a stylesheet, a catalog, the engine or a font does."""
    digest = hashlib.sha256(engine().encode())
    for folder in (*(content / each for each in CONTENT_FOLDERS), *(program / each for each in PROGRAM_FOLDERS)):
        for file in sorted(folder.rglob("*.*")):
            facts = file.stat()
            digest.update(f"{file}\0{facts.st_mtime_ns}\0{facts.st_size}\n".encode())
    return digest.hexdigest()


def note_change(session: Session, found: Services, organisation_id: int | None = None) -> None:
    """Wish for the sheets of this organisation, or of all, and let the queue begin once the change is stored."""
    if organisation_id is None:
        wish_for_all(session, found.clock)
    else:
        wish(session, found.clock, [organisation_id])
    found.jobs.enqueue_after_commit(session, AHEAD)
