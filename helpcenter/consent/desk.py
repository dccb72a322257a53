"""What the verbs of this room work with, made once when the application starts."""

from dataclasses import dataclass

from helpcenter.config import Settings
from helpcenter.consent.keys import KeyRing
from helpcenter.consent.notices import NoticeBook, ShownNotice
from helpcenter.db import Clock
from helpcenter.db.domain_events import DomainEvents
from helpcenter.i18n.countries import country_in


@dataclass(frozen=True)
class Desk:
    """The collaborators of the consent room."""

    settings: Settings
    clock: Clock
    events: DomainEvents
    keys: KeyRing
    notices: NoticeBook

    def show_notice(self, locale: str, organisation: str, sender_address: str) -> ShownNotice:
        """The notice as the families of one organisation read it."""
        values = {
            "organisation": organisation,
            "sender_address": sender_address,
            "vendor": self.settings.vendor_name,
            "provider": self.settings.provider_name,
            "provider_country": country_in(locale, self.settings.provider_country),
            "data_protection_contact": self.settings.data_protection_contact,
        }
        # Values of the organisation and the vendor only: a text that named a person could not be archived once for all.
        return self.notices.show(locale, values)


def make_desk(settings: Settings, clock: Clock, events: DomainEvents) -> Desk:
    """The desk of an installation: keys in its instance folder, notices in its content folder."""
    return Desk(settings, clock, events, KeyRing(settings.instance / "keys"), NoticeBook(settings.content))
