"""Wires the room into an application: it follows events and cases, answers what is known of mails, fills its pieces of pages."""

from flask import Flask, render_template

from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.desk import Desk
from helpcenter.consent.visits import Visit
from helpcenter.db import db
from helpcenter.events.event import EventsReceived
from helpcenter.events.history import EXTENSION, list_events, make_history
from helpcenter.organisations.models import Organisation
from helpcenter.providers.shelf import Policies
from helpcenter.suppressions import person_words, staff_tables, tables
from helpcenter.suppressions.case_following import CaseFollower
from helpcenter.suppressions.following import EventFollower
from helpcenter.suppressions.policies import make_policy_of
from helpcenter.suppressions.queries import MOST_COUNTED, BlockFilter, count_blocks
from helpcenter.suppressions.service import find_active
from helpcenter.suppressions.tasks import register
from helpcenter.web.context import Services
from helpcenter.web.slots import fill_slot

# Imported so that its pages register on the blueprints of routes.py and staff.py.
PAGES = (tables, staff_tables)
MOST_EVENTS = 50


def init(app: Flask) -> None:
    """Listen, answer, fill the slots, register the job."""
    found: Services = app.extensions["helpcenter"]
    desk: Desk = app.extensions["consent"]
    policies: Policies = app.extensions["policies"]
    policy_of = make_policy_of(policies, found.settings.provider)
    app.extensions["block_policies"] = policy_of
    # Where no provider may send events, a day without any says nothing about its mails.
    app.extensions[EXTENSION] = make_history(found.clock, found.settings.keep_events_days, is_connected=bool(found.settings.events_secrets))
    found.events.subscribe(EventsReceived, EventFollower(desk, policy_of).follow)
    CaseFollower(desk).start()
    fill_slot(app, "organisation_figures", home_card)
    fill_slot(app, "staff_tools", overview_card)
    fill_slot(app, "held_more", show_held)
    register(app, found.jobs)


def home_card(organisation: Organisation) -> str:
    """How many addresses receive nothing, on the organisation's home page."""
    number = count_blocks(db.session, BlockFilter(organisation.id))
    return render_template("suppressions/home_card.html", number=number, most=MOST_COUNTED)


def overview_card() -> str:
    """How many addresses are blocked, on the staff's overview."""
    number = count_blocks(db.session, BlockFilter())
    return render_template("suppressions/overview_card.html", number=number, most=MOST_COUNTED)


def show_held(visit: Visit) -> str:
    """What is kept about the mails to an address, on the page that only the person sees."""
    address, organisation = visit.invitation.address, visit.invitation.organisation_id
    events = list_events(db.session, organisation, [address, canonical_address(address)], MOST_EVENTS) if address else []
    # The block of this organisation only: what others noted is not told here.
    block = find_active(db.session, organisation, canonical_address(address)) if address else None
    return render_template("suppressions/held.html", events=events, block=block, words=person_words)
