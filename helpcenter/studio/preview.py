"""The preview beside the branding form: the sheet as it would be, from values that are not saved yet.

A value that cannot be used keeps the last good one, and the preview says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from helpcenter.organisations.addresses import AddressError, parse_sender_address
from helpcenter.organisations.colours import ColourError, choose_colour
from helpcenter.organisations.models import CONTACT_LENGTH, NAME_LENGTH
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.organisations.texts import clean_line

# The last good value travels with the form, in a hidden field of this name.
GOOD = "good_"


class Kept(StrEnum):
    """A value of the form that cannot be used: the preview keeps the last good one."""

    NAME = "name"
    """No name, or one that is too long."""
    COLOUR = "colour"
    """Not a colour."""
    SENDER_ADDRESS = "sender_address"
    """Not an address that a sheet may name."""
    CONTACT_LINE = "contact_line"
    """Too long."""
    LOGO = "logo"
    """Not a picture that can be used."""


@dataclass(frozen=True)
class Preview:
    """The branding to show, and what had to be kept."""

    branding: ShownBranding
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class KnownSenders:
    """The vendor's single address, and the organisation's own one that staff have verified."""

    vendor: str
    verified: str | None

    def is_draft(self, address: str) -> bool:
        """True for an address that nobody has verified."""
        # Staff verify addresses one by one: any other is shown, and marked as a draft.
        return address not in {self.vendor, self.verified}


def read_preview(values: Mapping[str, str], saved: ShownBranding, senders: KnownSenders) -> Preview:
    """The branding of the form's values; the logo is the caller's."""
    reader = _Reader(values, saved, senders)
    address = reader.sender_address()
    branding = replace(
        saved,
        name=reader.name(),
        colour=reader.colour(),
        contact_line=reader.contact_line(),
        sender_address=address,
        is_draft=senders.is_draft(address),
    )
    return Preview(branding, tuple(reader.kept))


class _Reader:
    """Reads one field after the other, and remembers which were of no use."""

    def __init__(self, values: Mapping[str, str], saved: ShownBranding, senders: KnownSenders) -> None:
        self.values = values
        self.saved = saved
        self.senders = senders
        self.kept: list[Kept] = []

    def name(self) -> str:
        """The name, of a length that fits the sheet."""
        return self._first_line(Kept.NAME, NAME_LENGTH, self.saved.name, may_be_empty=False)

    def contact_line(self) -> str:
        """The contact line; it may be empty."""
        return self._first_line(Kept.CONTACT_LINE, CONTACT_LENGTH, self.saved.contact_line, may_be_empty=True)

    def colour(self) -> str:
        """The colour, dark enough for white words."""
        for text in self._candidates(Kept.COLOUR, self.saved.colour):
            try:
                return choose_colour(text).used
            except ColourError:
                self._keep(Kept.COLOUR)
        return self.saved.colour

    def sender_address(self) -> str:
        """The address; nothing typed means the vendor's."""
        for text in self._candidates(Kept.SENDER_ADDRESS, self.saved.sender_address):
            if not text.strip():
                return self.senders.vendor
            try:
                return parse_sender_address(text)
            except AddressError:
                self._keep(Kept.SENDER_ADDRESS)
        return self.saved.sender_address

    def _first_line(self, field: Kept, longest: int, saved: str, *, may_be_empty: bool) -> str:
        for text in self._candidates(field, saved):
            line = clean_line(text)
            if len(line) <= longest and (line or may_be_empty):
                return line
            self._keep(field)
        return saved

    def _candidates(self, field: Kept, saved: str) -> list[str]:
        # What is typed comes first, then the last that could be used.
        typed = self.values.get(field.value, saved)
        return [typed, self.values.get(GOOD + field.value, saved)]

    def _keep(self, field: Kept) -> None:
        if field not in self.kept:
            self.kept.append(field)
