"""The right sheet for a person: from how their address ends and from the device before them.

On a phone only what works on a phone, the mail already in the spam folder first: one tap there teaches the mailbox. On a computer the
strongest way first, once it is known whether a mail has been received. Where nothing is known, the generic sheet, which says so.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpcenter.labels.mail_clients import Strength
from helpcenter.tutorials.choices import in_order
from helpcenter.tutorials.customisation import PLAIN, Customisation
from helpcenter.tutorials.tutorial import GENERIC, Device, Tutorial

# The same mailbox in another program: on the phone, or on a computer. A client's own sheets come first.
COMPANIONS: Mapping[str, tuple[str, ...]] = {"outlook_web": ("outlook_mobile",)}
# Has mailboxes of its own, and is the mail program of a telephone that reads any mailbox.
PHONE_PROGRAM = "apple"
# These sell mailboxes under one name in many countries; the label data know the commonest endings.
WORLDWIDE = re.compile(r"(hotmail|outlook|live|msn|yahoo|googlemail|ymail)\.([a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})")
# These choose the tab in which a mail lies: they take nothing out of the spam folder.
TAB_METHODS = frozenset({"move_primary", "promotions"})
# What a person types: all that counts stands behind the @.
ENDING = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True)
class Mailbox:
    """One kind of mailbox or mail program: how its addresses end (a program has none), and all sheets for it."""

    client: str
    name: str
    domains: tuple[str, ...]
    sheets: tuple[Tutorial, ...]

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.client.replace("_", "-")

    @property
    def is_generic(self) -> bool:
        """True for "any other mailbox"."""
        return self.client == GENERIC

    @property
    def devices(self) -> tuple[Device, ...]:
        """Where it is read: a mailbox on both, a program where its sheets are followed."""
        return tuple(Device) if self.domains or self.is_generic else tuple(dict.fromkeys(each.meta.device for each in self.sheets))


@dataclass(frozen=True)
class Ways:
    """The sheets for one mailbox on one device, the best first, by the answer to "have you already received a mail from us?"."""

    device: Device
    after_a_mail: tuple[Tutorial, ...]
    before_any_mail: tuple[Tutorial, ...]

    @property
    def in_order(self) -> tuple[Tutorial, ...]:
        """On a phone the received mail first; on a computer what needs none first, for it is the stronger way."""
        groups = (self.after_a_mail, self.before_any_mail)
        return sum(groups if self.device is Device.PHONE else reversed(groups), ())


class Chooser:
    """Picks among the sheets of one language, as an organisation chose and ordered them."""

    def __init__(self, tutorials: Iterable[Tutorial], domains: Mapping[str, Sequence[str]], custom: Customisation = PLAIN) -> None:
        self._is_ordered = custom.tutorials is not None
        self._sheets = in_order(tutorials, custom)
        self._domains = domains

    def mailboxes(self) -> tuple[Mailbox, ...]:
        """Every mailbox and program that there is a sheet for: those with addresses first, the generic one last."""
        clients = dict.fromkeys(tutorial.meta.client for tutorial in self._sheets)
        found = [self._mailbox(client) for client in clients]
        # An organisation's own order wins; without one, programs come behind mailboxes.
        return tuple(sorted(found, key=lambda each: (each.is_generic, not each.domains)))

    def find(self, slug: str) -> Mailbox | None:
        """The mailbox of this part of an address."""
        return next((each for each in self.mailboxes() if each.slug == slug), None)

    def find_by_domain(self, domain: str) -> Mailbox | None:
        """The mailbox that addresses at this domain belong to; the generic one when nobody knows; None without a generic sheet."""
        wanted = domain.lower().strip(".")
        # outlook.fr is the same mailbox as outlook.com, and so on through the countries.
        match = WORLDWIDE.fullmatch(wanted)
        known = (wanted, f"{match[1]}.com") if match else (wanted,)
        boxes = self.mailboxes()
        own = next((each for each in boxes for one in known if one in each.domains), None)
        return own or next((each for each in boxes if each.is_generic), None)

    def ways(self, mailbox: Mailbox, device: Device) -> Ways:
        """The sheets for this mailbox on this device; the generic one when there is none of its own."""
        own = [each for each in mailbox.sheets if each.meta.device is device]
        found = own or [each for each in self._sheets if each.id == GENERIC] or [each for each in mailbox.sheets if each.is_generic]
        # An organisation's own order is its decision; ours is a rule for those who made none.
        if not self._is_ordered:
            found.sort(key=_strongest_first)
        after = tuple(each for each in found if each.meta.needs_received_mail)
        before = tuple(each for each in found if not each.meta.needs_received_mail)
        return Ways(device, after, before)

    def programs(self, device: Device) -> tuple[Mailbox, ...]:
        """Mail programs on this device that read any mailbox."""
        return tuple(each for each in self.mailboxes() if _is_program(each, device))

    def _mailbox(self, client: str) -> Mailbox:
        own = [each for each in self._sheets if each.meta.client == client]
        company = [each for each in self._sheets if each.meta.client in COMPANIONS.get(client, ())]
        return Mailbox(client, own[0].meta.client_name, tuple(self._domains.get(client, ())), (*own, *company))


def read_ending(typed: str) -> str:
    """What stands behind the @ of what a person typed, in small letters; empty when it is no domain. The rest is forgotten here."""
    ending = typed.strip().rpartition("@")[2].lower().strip(" .")
    # No name in the domain name system is longer (RFC 1035).
    return ending if ENDING.fullmatch(ending) and len(ending) <= 253 else ""


def is_probably_phone(user_agent: str) -> bool:
    """A hint, good enough to say which of two links stands first (browsers on telephones say "Mobi")."""
    return "Mobi" in user_agent or "Android" in user_agent


def _is_program(mailbox: Mailbox, device: Device) -> bool:
    has_sheets = any(each.meta.device is device for each in mailbox.sheets)
    is_phone_program = mailbox.client == PHONE_PROGRAM and device is Device.PHONE
    return has_sheets and not mailbox.is_generic and (is_phone_program or not mailbox.domains)


def _strongest_first(tutorial: Tutorial) -> tuple[bool, int, int]:
    """Among equals, fewer steps come first."""
    meta = tutorial.meta
    return meta.method in TAB_METHODS, list(Strength).index(meta.strength), len(tutorial.steps)
