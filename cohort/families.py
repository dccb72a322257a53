"""The invented families: who they are, what befalls them, and what the true end of their case would be. The same for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from helpcenter.consent.models import Carrier

Picked = TypeVar("Picked")

LOCALES = {"fr": 55, "en": 6, "ar": 12, "tr": 8, "pt": 6, "es": 5, "it": 4, "de": 4}
NAMES = ("zohra.benali", "m.durand", "lea-petit", "y.kaya", "joao_silva", "paul.n", "ines.garcia", "k.weber", "anna.rossi", "sami.haddad")
DOMAINS = ("courrier.example", "boite.example", "gmail.com", "orange.fr", "laposte.net")
PAPER = (Carrier.LETTER, Carrier.COUNTER, Carrier.PHONE)
ANY = (Carrier.MAILBOX, Carrier.SMS, Carrier.SMS, Carrier.LETTER, Carrier.LETTER, Carrier.COUNTER, Carrier.MESSENGER, Carrier.PHONE)


class Wish(StrEnum):
    """What the family wants to say."""

    YES = "yes"
    """The mails, please."""
    NO = "no"
    """No mails."""
    NOT_ME = "not_me"
    """Somebody else reads this mailbox."""
    MOVED = "moved"
    """The address is an old one."""
    NOTHING = "nothing"
    """They never answer, whatever comes."""
    YES_THEN_NO = "yes_then_no"
    """Yes, and later no longer."""


class Slip(StrEnum):
    """What the organisation mistyped."""

    NONE = "none"
    """Nothing."""
    LOCAL = "local"
    """A letter before the @."""
    DOMAIN = "domain"
    """The domain, in a way that the form names."""


class Mood(StrEnum):
    """What the mail provider does with the requests for this address."""

    PROMPT = "prompt"
    """Lifts the block within two days."""
    LATE = "late"
    """Lifts it after weeks."""
    DEAF_ONCE = "deaf_once"
    """Does not answer the first request."""
    DEAF_TWICE = "deaf_twice"
    """Answers the third request."""
    DECLINES = "declines"
    """Says no."""


WISHES = {Wish.YES: 82, Wish.NO: 4, Wish.NOT_ME: 3, Wish.MOVED: 4, Wish.NOTHING: 4, Wish.YES_THEN_NO: 3}
SLIPS = {Slip.NONE: 89, Slip.LOCAL: 8, Slip.DOMAIN: 3}
MOODS = {Mood.PROMPT: 78, Mood.LATE: 10, Mood.DEAF_ONCE: 6, Mood.DEAF_TWICE: 3, Mood.DECLINES: 3}


@dataclass(frozen=True)
class Family:
    """One family."""

    number: int
    address: str
    slip: Slip
    wish: Wish
    locale: str
    carrier: Carrier
    mood: Mood
    has_smartphone: bool
    mistypes: int
    """How often they type something wrong first."""
    loses_paper: bool
    answers_late: bool
    """Only after the first code has expired."""
    is_shared: bool
    """Somebody else reads the mailbox too, and opens the same link."""
    second_address: str
    is_scanned_first: bool
    clicks_twice: bool

    @property
    def types_digits(self) -> bool:
        """True for whoever types the four digits of a paper instead of the address."""
        return self.number % 3 == 0

    @property
    def label(self) -> str:
        """How the organisation knows them."""
        return f"Famille {self.number}"

    @property
    def network(self) -> str:
        """Where they come from."""
        return f"127.{10 + self.number // 250}.{self.number % 250}.1"

    @property
    def entered(self) -> str:
        """The address as the organisation holds it."""
        local, _, domain = self.address.partition("@")
        if self.slip is Slip.LOCAL:
            return f"{local[:-1]}@{domain}"
        return f"{local}@gmial.com" if self.slip is Slip.DOMAIN else self.address

    @property
    def traits(self) -> tuple[str, ...]:
        """What befalls them, for the report."""
        found = {
            "organisation mistyped the address": self.slip is not Slip.NONE,
            "person mistypes first": self.mistypes > 0,
            "shared mailbox": self.is_shared,
            "two addresses": bool(self.second_address),
            "paper lost": self.loses_paper,
            "code expired first": self.answers_late,
            "no smartphone": not self.has_smartphone,
            "program came first": self.is_scanned_first,
            "clicks twice": self.clicks_twice,
        }
        return tuple(name for name, is_so in found.items() if is_so)


def make_families(count: int, seed: int) -> list[Family]:
    """So many families."""
    chance = random.Random(seed)  # noqa: S311 (nothing here is a secret)
    return [_make(number, chance) for number in range(count)]


def _make(number: int, chance: random.Random) -> Family:
    has_smartphone = chance.random() < 0.85
    slip = _pick(SLIPS, chance)
    domain = "gmail.com" if slip is Slip.DOMAIN else chance.choice(DOMAINS)
    name = chance.choice(NAMES)
    # Some addresses are words that a program would try.
    local = "contact" if number % 97 == 96 else f"{name}{number}x"
    return Family(
        number=number,
        address=f"{local}@{f'f{number}.example' if local == 'contact' else domain}",
        slip=slip,
        wish=_pick(WISHES, chance),
        locale=_pick(LOCALES, chance),
        carrier=chance.choice(ANY if has_smartphone else PAPER),
        mood=_pick(MOODS, chance),
        has_smartphone=has_smartphone,
        mistypes=chance.choice((1, 1, 2, 6)) if chance.random() < 0.12 else 0,
        loses_paper=chance.random() < 0.08,
        answers_late=chance.random() < 0.06,
        is_shared=chance.random() < 0.05,
        second_address=f"autre.{name}{number}y@boite.example" if chance.random() < 0.03 else "",
        is_scanned_first=chance.random() < 0.3,
        clicks_twice=chance.random() < 0.1,
    )


def _pick(weights: dict[Picked, int], chance: random.Random) -> Picked:
    return chance.choices(list(weights), list(weights.values()))[0]


def labels(families: Sequence[Family]) -> dict[str, int]:
    """How many families each thing befalls."""
    names = [trait for family in families for trait in family.traits]
    return {name: names.count(name) for name in dict.fromkeys(names)}
