"""What the pages of this room share: today, the seals, what is known of a mail."""

from datetime import date

from flask import current_app

from helpcenter.bounces.desk import explain_text
from helpcenter.consent.addresses import parse_address
from helpcenter.db import db
from helpcenter.i18n.formats import house_day
from helpcenter.intake.deflection import Deflection, Known, deflect
from helpcenter.intake.forms import RequestForm
from helpcenter.intake.history import EXTENSION, Delivery, MailHistory
from helpcenter.intake.mails import tell_members
from helpcenter.intake.plans import Reading
from helpcenter.intake.seals import Seals
from helpcenter.organisations.models import Organisation
from helpcenter.providers.setup import the_policy
from helpcenter.web.context import services
from helpcenter.web.pages import external_url


def today() -> date:
    """The day on the house's clock."""
    return house_day(services().clock())


def the_seals() -> Seals:
    """The signed fields of this application."""
    return Seals(services().settings.secret_key, services().clock)


def find_delivery(organisation: Organisation, address: str, day: date) -> Delivery:
    """What is known of an organisation's mails to an address on a day."""
    history: MailHistory = current_app.extensions[EXTENSION]
    return history(db.session, organisation, address, day)


def find_advice(form: RequestForm, organisation: Organisation | None = None) -> Deflection | None:
    """What helps instead of a case, for a valid form; None when a case does, or when the person has read the advice.

    Without an organisation nothing is looked up: a stranger must not learn what was delivered to whom.
    """
    day = form.last_mail_on.data
    if form.anyway.data or day is None:
        return None
    address = parse_address(form.address.data or "") or ""
    delivery = find_delivery(organisation, address, day) if organisation else Delivery.UNKNOWN
    return deflect(Known(form.said, delivery, day), the_policy(), today())


def the_reading() -> Reading:
    """With what a table of families is read: the same as the form of one family."""
    return Reading(explain_text, current_app.extensions[EXTENSION], the_policy())


def tell_organisation(organisation: Organisation) -> None:
    """Let the members know that somebody wrote; stored with what was written."""
    tell_members(db.session, services().mail, organisation, external_url("intake.proposals"), today())
