"""Wires the room into an application: its pieces of the pages of a case."""

from flask import Flask, render_template

from helpcenter.db import db
from helpcenter.handover.forms import InviteForm
from helpcenter.handover.pages import is_asked
from helpcenter.handover.queries import find_answer_way, list_scans
from helpcenter.handover.words import MATCH, METHOD
from helpcenter.unblock.forms import CARRIERS
from helpcenter.unblock.models import UnblockCase
from helpcenter.web.slots import fill_slot


def init(app: Flask) -> None:
    """Fill the slots."""
    fill_slot(app, "case_main", show_carriers)
    fill_slot(app, "case_aside", show_answer)
    fill_slot(app, "staff_case_aside", show_answer_to_staff)


def show_carriers(case: UnblockCase) -> str:
    """The ways to reach the family, while there is something to ask."""
    if not is_asked(case):
        return ""
    return render_template("handover/carriers.html", case=case, form=InviteForm(formdata=None), carriers=CARRIERS)


def show_answer(case: UnblockCase) -> str:
    """How the answer came, for the organisation."""
    return _show(case, "handover.scan")


def show_answer_to_staff(case: UnblockCase) -> str:
    """The same, for staff."""
    return _show(case, "handover_staff.scan")


def _show(case: UnblockCase, endpoint: str) -> str:
    way = find_answer_way(db.session, case)
    if way is None:
        return ""
    scans = list_scans(db.session, case)
    words = {"methods": METHOD, "matches": MATCH, "carriers": CARRIERS}
    return render_template("handover/answer.html", case=case, way=way, scans=scans, endpoint=endpoint, **words)
