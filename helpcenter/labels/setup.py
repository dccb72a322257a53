"""Wires the room into an application: who asks whether a label may be shown, the history of the files, the overview of staff."""

from flask import Flask, render_template

from helpcenter.db import db
from helpcenter.labels import staff_paper
from helpcenter.labels.desk import make_history, the_worklist
from helpcenter.labels.events import LabelChanged
from helpcenter.labels.showing import ShownLabels, note_change, stamp_file, watch_decisions
from helpcenter.labels.worklist import TO_CHECK
from helpcenter.web.context import Services
from helpcenter.web.kept import leave_unkept
from helpcenter.web.slots import fill_slot

EXTENSION = "shown_labels"
# Imported so that its pages register on the blueprint of staff.py.
PAGES = (staff_paper,)


def init(app: Flask) -> None:
    """Let tutorials ask which labels they may show, and kept pages learn of decisions."""
    found: Services = app.extensions["helpcenter"]
    file = stamp_file(found.settings.instance)
    make_history(app)
    # Only inside an application is it known which database sessions are for.
    with app.app_context():
        app.extensions[EXTENSION] = ShownLabels(db.sessionmaker, file, leave_unkept)
        watch_decisions(db.sessionmaker, file)
    found.events.subscribe(LabelChanged, note_change)
    fill_slot(app, "staff_overview", overview_card)


def shown_labels(app: Flask) -> ShownLabels:
    """Whether a label may be shown on this installation."""
    found: ShownLabels = app.extensions[EXTENSION]
    return found


def overview_card() -> str:
    """How many labels wait for somebody who looks, on the staff's overview."""
    return render_template("labels/overview_card.html", number=the_worklist().count(TO_CHECK))
