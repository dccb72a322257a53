"""Wires the room into an application: its job, its pieces of the staff's pages."""

from flask import Flask, render_template

from helpcenter.batches import staff_answers, staff_dossier, words
from helpcenter.batches.queries import count_ready, requests_of_case
from helpcenter.batches.tasks import register
from helpcenter.db import db
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ProviderTrack
from helpcenter.web.context import Services
from helpcenter.web.slots import fill_slot

# Imported so that their pages register on the blueprint of staff.py.
PAGES = (staff_answers, staff_dossier)


def init(app: Flask) -> None:
    """Register the job, fill the slots."""
    found: Services = app.extensions["helpcenter"]
    register(app, found.jobs)
    fill_slot(app, "staff_overview", overview_card)
    fill_slot(app, "staff_cases_actions", list_action)
    fill_slot(app, "staff_case_next", case_next)
    fill_slot(app, "staff_case_aside", case_card)


def overview_card() -> str:
    """How many cases the provider can be asked about, on the staff's overview."""
    return render_template("batches/overview_card.html", number=count_ready(db.session))


def list_action() -> str:
    """The way from the list of cases to the batches."""
    return render_template("batches/list_action.html", number=count_ready(db.session))


def case_next(case: UnblockCase) -> str:
    """What staff do with a case that is ready for the provider."""
    is_ready = case.provider_track is ProviderTrack.READY and case.ending is None
    return render_template("batches/case_next.html") if is_ready else ""


def case_card(case: UnblockCase) -> str:
    """What was asked of the provider for one case."""
    return render_template("batches/case_card.html", requests=requests_of_case(db.session, case.id), words=words)
