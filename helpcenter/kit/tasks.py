"""The job that asks the domain name system about an address: never in a request, for an answer may take seconds."""

from flask import Flask

from helpcenter.db import db
from helpcenter.kit.domain_records import DnsRecords
from helpcenter.kit.sender_safety import FREE_MAIL, Provider, check_sender
from helpcenter.kit.service import store_check
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.web.context import services

CHECK = "check_sender_address"


def register(app: Flask) -> None:
    """Make the queue process able to check an address."""

    def check(address: str) -> None:
        with app.app_context():
            check_address(address)
            db.session.commit()

    services_of = app.extensions["helpcenter"]
    services_of.jobs.register(CHECK, check)


def check_address(address: str) -> None:
    """Ask, then store: the database is free meanwhile."""
    settings = services().settings
    # A hyphen is how the setting says: not looked at.
    include = settings.provider_spf_include.strip("-")
    provider = Provider(include, settings.provider_dkim_selectors)
    # No transaction yet: answers may take many seconds.
    safety = check_sender(address, DnsRecords(settings.dns_resolvers), provider, FREE_MAIL | _mailbox_domains())
    store_check(db.session, services().clock, safety)


def _mailbox_domains() -> frozenset[str]:
    """The domains of the mail clients that tutorials describe: mailboxes for everybody."""
    tutorials = the_tutorials()
    return frozenset(domain for name in tutorials.clients() for domain in tutorials.client(name).domains)
