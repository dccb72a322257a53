"""What the pages of this room share: the policy of the provider, today, the seals, what is known of a mail, who acts."""

from datetime import date

from flask import current_app

from helpcenter.accounts.access import the_user
from helpcenter.consent.addresses import parse_address
from helpcenter.db import db
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.intake.deflection import Deflection, Known, deflect
from helpcenter.intake.forms import RequestForm
from helpcenter.intake.history import EXTENSION, Delivery, MailHistory
from helpcenter.intake.seals import Seals
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import ARTICLE_POLICY, ProviderPolicy
from helpcenter.web.context import services


def the_policy() -> ProviderPolicy:
    """The rules of the provider that sends the vendor's mails."""
    policies = current_app.extensions.get("policies")
    found: ProviderPolicy = policies.get(services().settings.provider) if policies else ARTICLE_POLICY
    return found


def today() -> date:
    """The day on the house's clock."""
    return services().clock().astimezone(HOUSE_ZONE).date()


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
    return deflect(Known(form.hint, delivery, day), the_policy(), today())


def member_actor() -> str:
    """Who acts, as history and evidence name it: a number, never a name."""
    return f"member:{the_user().id}"
