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
    user = the_user()

    # Called by the template only where the frame is not kept yet: the words and links of a page are looked up once for each place.
    def links() -> list[NavigationLink]:
        return (_staff_links(user) if user.is_staff else []) + (_member_links() if membership else [])

    return render_template("organisations/navigation.html", place=_place(), links=links, membership=membership, user=user)


def _place() -> str:
    """Where the reader is, without the numbers in the address: what the navigation marks depends on nothing else."""
    return request.url_rule.rule if request.url_rule else ""


def _member_links() -> list[NavigationLink]:
    # What a clerk opens every week comes before what is set up once.
    return [
        _link("organisations.home", _("Home")),
        _link("unblock.own_cases", _("Requests"), ("/organisation/proposals",)),
        _link("suppressions.own", _("Blocks")),
        _link("delivery.own", _("Delivery"), ("/organisation/pace",)),
        _link("studio.sheets", _("Tutorials")),
        _link("kit.own", _("Announcements")),
        _link("organisations.branding", _("Branding")),
        _link("organisations.members", _("Members")),
    ]


def _staff_links(user: User) -> list[NavigationLink]:
    links = [
        _link("organisations_staff.overview", _("Home")),
        _link("unblock_staff.cases", _("Requests"), ("/staff/replies", "/staff/withdrawals")),
        _link("suppressions_staff.every", _("Blocks")),
        _link("delivery_staff.overview", _("Delivery"), ("/staff/events",)),
        _link("retention_staff.evidence", _("Evidence"), ("/staff/erasures",)),
        _link("batches_staff.overview", _("Batches"), ("/staff/providers",)),
        _link("writing.overview", _("Texts")),
        _link("labels_staff.worklist", _("Labels")),
        _link("tutorials_staff.sheets", _("Sheets")),
        _link("feedback_staff.inbox", _("Feedback")),
        _link("feedback_staff.figures", _("Figures")),
        _link("organisations_staff.sender_addresses", _("Addresses")),
        _link("organisations_staff.organisations", _("Organisations")),
    ]
    # Only administrators may open it.
    return [*links, _link("accounts_staff.people", _("Team"))] if user.is_admin else links


def _link(endpoint: str, text: str, also: tuple[str, ...] = ()) -> NavigationLink:
    """An entry; `also` names where pages begin that are reached from there although their addresses do not lie below."""
    if request.endpoint in {endpoint, f"{endpoint}_submit"}:
        return NavigationLink(endpoint, text, "page")
    # A home page's address ends in a slash: everything lies below it, and nothing belongs to it.
    return NavigationLink(endpoint, text, "true" if _place().startswith((f"{url_for(endpoint)}/", *also)) else "")
