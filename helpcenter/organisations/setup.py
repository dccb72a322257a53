"""Puts the navigation of signed-in people into the header of their pages; tells public pages of changes."""

from dataclasses import dataclass

from flask import Flask, render_template, request

from helpcenter.accounts.access import the_user
from helpcenter.accounts.models import User
from helpcenter.db import db
from helpcenter.organisations.access import find_current_membership
from helpcenter.organisations.public_pages import init_public_pages
from helpcenter.organisations.stamps import watch_changes
from helpcenter.web.context import Services
from helpcenter.web.links import url_for
from helpcenter.web.locale import _
from helpcenter.web.slots import fill_slot


@dataclass(frozen=True)
class NavigationLink:
    """One entry of the navigation; `current` is what aria-current says of it, nothing when the reader is elsewhere."""

    endpoint: str
    text: str
    current: str


def init(app: Flask) -> None:
    """Fill the header's slot, and let kept pages learn of changes."""
    fill_slot(app, "workspace_navigation", navigation)
    init_public_pages(app)
    found: Services = app.extensions["helpcenter"]
    with app.app_context():
        watch_changes(db.sessionmaker, found.settings.instance)


def navigation() -> str:
    """Where the signed-in person can go."""
    membership = find_current_membership()
    user, place = the_user(), request.url_rule.rule if request.url_rule else ""

    def links() -> list[NavigationLink]:
        return [_link(place, *each) for each in (*(_staff_links(user) if user.is_staff else ()), *(_member_links() if membership else ()))]

    return render_template("organisations/navigation.html", place=place, links=links, membership=membership, user=user)


def _member_links() -> list[tuple[str, str]]:
    return [
        ("organisations.home", _("Home")),
        ("organisations.branding", _("Branding")),
        ("studio.sheets", _("Tutorials")),
        ("kit.own", _("Announcements")),
        ("unblock.own_cases", _("Requests")),
        ("suppressions.own", _("Blocks")),
        ("delivery.own", _("Delivery")),
        ("organisations.members", _("Members")),
    ]


def _staff_links(user: User) -> list[tuple[str, str]]:
    links = [
        ("organisations_staff.overview", _("Home")),
        ("unblock_staff.cases", _("Requests")),
        ("suppressions_staff.every", _("Blocks")),
        ("delivery_staff.overview", _("Delivery")),
        ("retention_staff.evidence", _("Evidence")),
        ("batches_staff.overview", _("Batches")),
        ("writing.overview", _("Texts")),
        ("labels_staff.worklist", _("Labels")),
        ("tutorials_staff.sheets", _("Sheets")),
        ("feedback_staff.inbox", _("Feedback")),
        ("feedback_staff.figures", _("Figures")),
        ("organisations_staff.sender_addresses", _("Addresses")),
        ("organisations_staff.organisations", _("Organisations")),
    ]
    return [*links, ("accounts_staff.people", _("Team"))] if user.is_admin else links


def _link(place: str, endpoint: str, text: str) -> NavigationLink:
    if request.endpoint in {endpoint, f"{endpoint}_submit"}:
        return NavigationLink(endpoint, text, "page")
    # A home page's address ends in a slash: everything lies below it, and nothing belongs to it.
    return NavigationLink(endpoint, text, "true" if place.startswith(f"{url_for(endpoint)}/") else "")
