"""Mails to organisations about their sender address."""

from helpcenter.db import db
from helpcenter.organisations.models import AddressState, MemberRole, SenderAddress
from helpcenter.organisations.queries import list_memberships
from helpcenter.web.context import services
from helpcenter.web.pages import external_url

NAMES = {AddressState.VERIFIED: "sender-address-verified", AddressState.REFUSED: "sender-address-refused"}


def send_decision(sender: SenderAddress) -> None:
    """Tell those who manage the organisation what staff decided; does not commit."""
    for membership in list_memberships(db.session, sender.organisation):
        if membership.role is MemberRole.MANAGER:
            variables = {"organisation": sender.organisation.name, "address": sender.address, "note": sender.note}
            variables["link"] = external_url("organisations.branding")
            services().mail.send(NAMES[sender.state], membership.user.email, membership.user.locale, variables, session=db.session)
