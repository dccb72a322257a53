"""Wires the room into an application: its pieces of other rooms' pages, its daily job, what is known of mails."""

from flask import Flask, render_template

from helpcenter.bounces.desk import explain_text, make_answer
from helpcenter.db import db
from helpcenter.intake import words
from helpcenter.intake.desk import find_delivery
from helpcenter.intake.history import EXTENSION, nothing_known
from helpcenter.intake.queries import count_waiting
from helpcenter.intake.tasks import register
from helpcenter.organisations.access import current_organisation
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import UnblockCase
from helpcenter.web.context import Services
from helpcenter.web.locale import request_locale, serve_families
from helpcenter.web.slots import fill_slot


def init(app: Flask) -> None:
    """Fill the slots, register the job."""
    found: Services = app.extensions["helpcenter"]
    app.extensions.setdefault(EXTENSION, nothing_known)
    fill_slot(app, "cases_actions", cases_actions)
    fill_slot(app, "case_aside", case_origin)
    fill_slot(app, "staff_case_aside", case_origin)
    fill_slot(app, "organisation_waiting", home_card)
    serve_families(app, "intake_families")
    register(app, found.jobs)


def cases_actions() -> str:
    """Above an organisation's requests: what waits for it, and the table of many families."""
    return render_template("intake/cases_actions.html", waiting=count_waiting(db.session, current_organisation()))


def home_card(organisation: Organisation) -> str:
    """On an organisation's home page: that somebody waits."""
    return render_template("intake/home_card.html", waiting=count_waiting(db.session, organisation))


def case_origin(case: UnblockCase) -> str:
    """Beside a case: where it comes from, and what is known of its mail."""
    delivery = find_delivery(case.organisation, case.address, case.last_mail_on)
    answer = make_answer(explain_text(case.error_text), request_locale().code) if case.error_text else None
    return render_template("intake/case_origin.html", case=case, delivery=delivery, answer=answer, words=words)
