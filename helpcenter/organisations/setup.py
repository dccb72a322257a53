"""Puts the navigation of signed-in people into the header of their pages; tells public pages of changes."""

from dataclasses import dataclass

from flask import Flask, render_template, request, url_for

from helpcenter.accounts.access import the_user
from helpcenter.db import db
from helpcenter.organisations.access import find_current_membership
from helpcenter.organisations.public_pages import init_public_pages
from helpcenter.organisations.stamps import watch_changes
from helpcenter.web.context import Services
from helpcenter.web.locale import _
from helpcenter.web.slots import fill_slot


@dataclass(frozen=True)
class NavigationLink:
    """One entry of the navigation."""

    endpoint: str
    text: str
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
    links = (_staff_links() if the_user().is_staff else []) + (_member_links() if membership else [])
    return render_template("organisations/navigation.html", links=links, membership=membership, user=the_user())


def _member_links() -> list[NavigationLink]:
    # What a clerk opens every week comes before what is set up once.
    return [
        NavigationLink("organisations.home", _("Home")),
        NavigationLink("unblock.own_cases", _("Requests"), ("/organisation/proposals",)),
        NavigationLink("suppressions.own", _("Blocks")),
        NavigationLink("delivery.own", _("Delivery"), ("/organisation/pace",)),
        NavigationLink("studio.sheets", _("Tutorials")),
        NavigationLink("kit.own", _("Announcements")),
        NavigationLink("organisations.branding", _("Branding")),
        NavigationLink("organisations.members", _("Members")),
    ]


def _staff_links() -> list[NavigationLink]:
    links = [
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
    return [*links, NavigationLink("accounts_staff.people", _("Team"))] if the_user().is_admin else links
