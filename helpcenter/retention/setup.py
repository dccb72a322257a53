"""Wires the room into an application."""

from flask import Flask, current_app, render_template

from helpcenter.accounts.events import StaffLeft
from helpcenter.consent.desk import Desk
from helpcenter.db import db
from helpcenter.organisations.events import MemberLeft
from helpcenter.organisations.models import Organisation
from helpcenter.retention import tasks
from helpcenter.retention.custody import Custody, make_custody
from helpcenter.retention.people import follow_member, follow_staff
from helpcenter.retention.records import records_of_case
from helpcenter.suppressions.models import Suppression
from helpcenter.unblock.models import UnblockCase
from helpcenter.web.context import Services
from helpcenter.web.slots import fill_slot


def init(app: Flask) -> None:
    """Make the custody, run it daily, and show it where cases and organisations are shown."""
    found: Services = app.extensions["helpcenter"]
    desk: Desk = app.extensions["consent"]
    custody = make_custody(desk)
    app.extensions["custody"] = custody
    tasks.register(app, found.jobs, custody)
    found.events.subscribe(MemberLeft, follow_member)
    found.events.subscribe(StaffLeft, follow_staff)
    fill_slot(app, "staff_case_aside", _case_evidence)
    fill_slot(app, "staff_block_aside", _erase_link)
    fill_slot(app, "staff_blocks_actions", _erase_any_link)
    fill_slot(app, "staff_organisation_foot", _departure_link)
    fill_slot(app, "organisation_members_foot", _export_link)


def current_custody() -> Custody:
    """The custody of the application that answers this request."""
    custody: Custody = current_app.extensions["custody"]
    return custody


def _case_evidence(case: UnblockCase) -> str:
    return render_template("retention/case_evidence.html", records=records_of_case(db.session, case.id))


def _erase_link(block: Suppression) -> str:
    return render_template("retention/address_link.html", block=block)


def _erase_any_link() -> str:
    return render_template("retention/address_any_link.html")


def _departure_link(organisation: Organisation) -> str:
    return render_template("retention/departure_link.html", organisation=organisation)


def _export_link(organisation: Organisation) -> str:
    return render_template("retention/export_link.html", organisation=organisation)
