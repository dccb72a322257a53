"""Wires the room into an application: its tools, its job, its pieces on other rooms' pages, the mail after a withdrawal."""

from flask import Flask
from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.consent.events import ConsentWithdrawn
from helpcenter.consent.progress import read_more
from helpcenter.replies import slots
from helpcenter.replies.desk import put_tools
from helpcenter.replies.mailbox import parse_plan
from helpcenter.replies.mails import tell_members
from helpcenter.replies.progress import read_progress
from helpcenter.replies.tasks import register
from helpcenter.unblock.models import UnblockCase
from helpcenter.web.context import Services
from helpcenter.web.slots import fill_slot


def init(app: Flask) -> None:
    """Make the tools, listen, fill the slots; a mailbox that cannot be ends the start."""
    found: Services = app.extensions["helpcenter"]
    desk: Desk = app.extensions["consent"]
    parse_plan(found.settings.imap_url)
    put_tools(app, desk)
    register(app, found.jobs)
    read_more(app, read_progress)
    found.events.subscribe(ConsentWithdrawn, lambda session, event: _tell(found, session, event))
    fill_slot(app, "case_main", slots.show_for_members)
    fill_slot(app, "staff_case_main", slots.show_for_staff)
    fill_slot(app, "staff_cases_actions", slots.list_links)
    fill_slot(app, "staff_overview", slots.overview_card)
    fill_slot(app, "held_more", slots.show_held)


def _tell(found: Services, session: Session, event: ConsentWithdrawn) -> None:
    case = session.get(UnblockCase, event.case_id)
    if case is not None:
        tell_members(session, found.mail, case, f"{found.settings.public_url}/organisation/cases/{case.id}")
