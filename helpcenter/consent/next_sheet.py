"""The tutorial that a person is led to after a yes: the mailbox that the address tells; the device is asked, and guessed for the order."""

from dataclasses import dataclass

from flask import request

from helpcenter.consent.visits import Visit
from helpcenter.db import db
from helpcenter.organisations.queries import public_sender
from helpcenter.tutorials.choosing import is_probably_phone
from helpcenter.tutorials.finder import branded_finder, recent_chooser
from helpcenter.tutorials.tutorial import Device
from helpcenter.web.context import services


@dataclass(frozen=True)
class NextSheet:
    """Where to go on, per device, the likelier one first; `client` is empty when the address does not tell it."""

    client: str
    ways: tuple[tuple[Device, str], ...]
    all_sheets: str


def find_next_sheet(visit: Visit) -> NextSheet | None:
    """The organisation's sheets for this person's mailbox; None while the organisation has no public sheets."""
    if public_sender(db.session, visit.organisation, services().settings.sender_address) is None:
        return None
    finder = branded_finder(visit.locale, visit.organisation.slug)
    # Reading every sheet anew took four fifths of the time of an answer.
    mailbox = recent_chooser(finder.locale, finder.custom).find_by_domain(visit.domain)
    if mailbox is None:
        return NextSheet("", (), finder.path())
    # The page of a code is never kept: the browser may be asked what it is. It decides the order, nothing else.
    is_phone = is_probably_phone(request.headers.get("User-Agent", ""))
    devices = sorted(mailbox.devices, key=lambda device: (device is Device.PHONE) is not is_phone)
    ways = tuple((device, finder.path("for", mailbox.slug, device.value)) for device in devices)
    return NextSheet("" if mailbox.is_generic else mailbox.name, ways, finder.path())
