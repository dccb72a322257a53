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
    # Pages that are reached from there although their addresses do not lie below.
    also: tuple[str, ...] = ()

    @property
    def current(self) -> str:
        """What aria-current says: "page" on this page, "true" on those below it, else nothing."""
        if request.endpoint in {self.endpoint, f"{self.endpoint}_submit"}:
            return "page"
        # A home page's address ends in a slash: everything lies below it, and nothing belongs to it.
        return "true" if request.path.startswith((f"{url_for(self.endpoint)}/", *self.also)) else ""


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
    user = the_user()
    links = (_staff_links(user) if user.is_staff else []) + (_member_links() if membership else [])
    return render_template("organisations/navigation.html", links=links, membership=membership, user=user)


def _member_links() -> list[NavigationLink]:
    # What a clerk opens every week comes before what is set up once.
    return [
        _link("organisations.home", _("Home")),
        _link("organisations.branding", _("Branding")),
        _link("studio.sheets", _("Tutorials")),
        _link("kit.own", _("Announcements")),
        _link("unblock.own_cases", _("Requests")),
        _link("suppressions.own", _("Blocks")),
        _link("delivery.own", _("Delivery")),
        _link("organisations.members", _("Members")),
        NavigationLink("organisations.home", _("Home")),
        NavigationLink("unblock.own_cases", _("Requests"), ("/organisation/proposals",)),
        NavigationLink("suppressions.own", _("Blocks")),
        NavigationLink("delivery.own", _("Delivery"), ("/organisation/pace",)),
        NavigationLink("studio.sheets", _("Tutorials")),
        NavigationLink("kit.own", _("Announcements")),
        NavigationLink("organisations.branding", _("Branding")),
        NavigationLink("organisations.members", _("Members")),
    ]


def _staff_links(user: User) -> list[NavigationLink]:
    links = [
        _link("organisations_staff.overview", _("Home")),
        _link("unblock_staff.cases", _("Requests")),
        _link("suppressions_staff.every", _("Blocks")),
        _link("delivery_staff.overview", _("Delivery")),
        _link("retention_staff.evidence", _("Evidence")),
        _link("batches_staff.overview", _("Batches")),
        _link("writing.overview", _("Texts")),
        _link("labels_staff.worklist", _("Labels")),
        _link("tutorials_staff.sheets", _("Sheets")),
        _link("feedback_staff.inbox", _("Feedback")),
        _link("feedback_staff.figures", _("Figures")),
        _link("organisations_staff.sender_addresses", _("Addresses")),
        _link("organisations_staff.organisations", _("Organisations")),
        NavigationLink("organisations_staff.overview", _("Home")),
        NavigationLink("unblock_staff.cases", _("Requests"), ("/staff/replies", "/staff/withdrawals")),
        NavigationLink("suppressions_staff.every", _("Blocks")),
        NavigationLink("delivery_staff.overview", _("Delivery"), ("/staff/events",)),
        NavigationLink("retention_staff.evidence", _("Evidence"), ("/staff/erasures",)),
        NavigationLink("batches_staff.overview", _("Batches"), ("/staff/providers",)),
        NavigationLink("writing.overview", _("Texts")),
        NavigationLink("labels_staff.worklist", _("Labels")),
        NavigationLink("tutorials_staff.sheets", _("Sheets")),
        NavigationLink("feedback_staff.inbox", _("Feedback")),
        NavigationLink("feedback_staff.figures", _("Figures")),
        NavigationLink("organisations_staff.sender_addresses", _("Addresses")),
        NavigationLink("organisations_staff.organisations", _("Organisations")),
    ]
    return [*links, _link("accounts_staff.people", _("Team"))] if user.is_admin else links


def _link(endpoint: str, text: str) -> NavigationLink:
    if request.endpoint in {endpoint, f"{endpoint}_submit"}:
        return NavigationLink(endpoint, text, "page")
    # A home page's address ends in a slash: everything lies below it, and nothing belongs to it.
    return NavigationLink(endpoint, text, "true" if request.path.startswith(f"{url_for(endpoint)}/") else "")
