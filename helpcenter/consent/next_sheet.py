"""The tutorial that a person is led to after a yes: for the mail client that the address tells, else the choice of all."""

from dataclasses import dataclass

from flask import url_for

from helpcenter.consent.visits import Visit
from helpcenter.db import db
from helpcenter.organisations.queries import public_sender
from helpcenter.tutorials.choices import ClientChoice, list_choices
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.web.context import services


@dataclass(frozen=True)
class NextSheet:
    """Where to go on; `client` is empty when the address does not tell it."""

    url: str
    client: str


def find_next_sheet(visit: Visit) -> NextSheet | None:
    """The organisation's sheet for this person's mailbox; None while the organisation has no public sheets."""
    if public_sender(db.session, visit.organisation, services().settings.sender_address) is None:
        return None
    choice = _choice_of(visit)
    # A blocked person has received nothing lately: the way that needs no received mail comes first.
    tutorial = (choice.before_any_mail or choice.after_a_mail) if choice else None
    if choice is None or tutorial is None:
        return NextSheet(url_for("tutorials.branded_index", locale=visit.locale, organisation=visit.organisation.slug), "")
    url = url_for("tutorials.branded", locale=visit.locale, organisation=visit.organisation.slug, tutorial=tutorial.id)
    return NextSheet(url, choice.name)


def _choice_of(visit: Visit) -> ClientChoice | None:
    choices = list_choices(the_tutorials(), visit.locale)
    return next((choice for choice in choices if visit.domain in choice.domains), None)
