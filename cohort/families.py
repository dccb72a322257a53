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


class Way(StrEnum):
    """How a family is reached, and how it answers."""

    MAILBOX = "mailbox"
    """A mail from the organisation's own mailbox; the link is opened."""
    SMS = "sms"
    """A text message; the link is opened."""
    MESSENGER = "messenger"
    """A messenger; the link is opened."""
    LETTER = "letter"
    """A printed letter: its square is read, or its code typed."""
    SLIP = "slip"
    """A printed slip, handed over at a visit: its code is typed."""
    COUNTER = "counter"
    """The turned screen: its square is read, or its code typed."""
    PHONE = "phone"
    """A code dictated on the telephone, and typed."""
    SPOKEN_PHONE = "spoken on the phone"
    """The clerk reads the text aloud and notes the answer."""
    SPOKEN_COUNTER = "spoken at the counter"
    """The same, face to face."""
    PAPER_FORM = "paper form"
    """Printed, signed, scanned by the clerk."""
    MAIL = "confirmation mail"
    """The prepared mail, sent from the mailbox."""


class Post(StrEnum):
    """What a confirmation mail is like when it arrives."""

    PREPARED = "prepared"
    """As it was prepared, signed by the mail provider."""
    OWN_WORDS = "own words"
    """Signed, in words that a person has to read."""
    QUOTED = "below a long thread"
    """The organisation's mail was answered: the code stands far down, in what is quoted."""
    UNSIGNED = "unsigned"
    """The mail provider does not sign."""
    MISALIGNED = "signed by another domain"
    """A relay signed it."""
    OTHER_SENDER = "from another address"
    """Sent from another mailbox of the family."""
    AUTOMATIC = "automatic reply first"
    """A holiday notice answers before the family does."""
    AFTER_ANSWER = "after the answer online"
    """The family had answered on the page already."""


class Scan(StrEnum):
    """What the clerk chooses first as the scan of a signed paper."""

    GOOD = "good"
    """The picture of the paper."""
    NONE = "none chosen"
    """Nothing."""
    WORD = "word file"
    """The letter that they wrote, not the scan."""
    HEAVY = "nine megabytes"
    """More than is kept."""
    ENORMOUS = "thirty megabytes"
    """More than the server reads."""


# No program reads what is printed, shown on a screen or said.
UNREAD = frozenset({Way.LETTER, Way.SLIP, Way.COUNTER, Way.PHONE, Way.SPOKEN_PHONE, Way.SPOKEN_COUNTER, Way.PAPER_FORM})
# Ways to the four digits.
PRINTED = frozenset({Way.LETTER, Way.SLIP, Way.COUNTER})
WITH_SMARTPHONE = {
    Way.MAILBOX: 11,
    Way.SMS: 21,
    Way.MESSENGER: 11,
    Way.LETTER: 13,
    Way.SLIP: 8,
    Way.COUNTER: 10,
    Way.PHONE: 5,
    Way.SPOKEN_PHONE: 4,
    Way.SPOKEN_COUNTER: 3,
    Way.PAPER_FORM: 4,
    Way.MAIL: 10,
}
WITHOUT = {
    Way.LETTER: 16,
    Way.SLIP: 14,
    Way.COUNTER: 12,
    Way.PHONE: 12,
    Way.SPOKEN_PHONE: 12,
    Way.SPOKEN_COUNTER: 10,
    Way.PAPER_FORM: 16,
    Way.MAIL: 8,
}


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


POSTS = {
    Post.PREPARED: 34,
    Post.OWN_WORDS: 14,
    Post.QUOTED: 10,
    Post.UNSIGNED: 10,
    Post.MISALIGNED: 8,
    Post.OTHER_SENDER: 8,
    Post.AUTOMATIC: 8,
    Post.AFTER_ANSWER: 8,
}
SCANS = {Scan.GOOD: 50, Scan.NONE: 12, Scan.WORD: 14, Scan.HEAVY: 14, Scan.ENORMOUS: 10}
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
    way: Way
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
    post: Post
    scan: Scan

    @property
    def carrier(self) -> Carrier:
        """How the code reaches them."""
        return carrier_of(self.way, self)

    @property
    def types_digits(self) -> bool:
        """True for whoever types the four digits of a paper instead of the address."""
        return self.number % 3 == 0

    @property
    def comes_twice(self) -> bool:
        """True for whoever's paper or mail is handed in twice."""
        return self.number % 4 == 1

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
            "paper handed in twice, or mail attached twice": self.comes_twice and self.way in {Way.PAPER_FORM, Way.MAIL},
            "first file of a scan is wrong": self.scan is not Scan.GOOD and self.way is Way.PAPER_FORM,
            "mail proves nothing at first sight": self.way is Way.MAIL and self.post not in {Post.PREPARED, Post.AFTER_ANSWER},
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
        way=_pick(WITH_SMARTPHONE if has_smartphone else WITHOUT, chance),
        mood=_pick(MOODS, chance),
        has_smartphone=has_smartphone,
        mistypes=chance.choice((1, 1, 2, 6)) if chance.random() < 0.12 else 0,
        loses_paper=chance.random() < 0.08,
        answers_late=chance.random() < 0.06,
        is_shared=chance.random() < 0.05,
        second_address=f"autre.{name}{number}y@boite.example" if chance.random() < 0.03 else "",
        is_scanned_first=chance.random() < 0.3,
        clicks_twice=chance.random() < 0.1,
        post=_pick(POSTS, chance),
        scan=_pick(SCANS, chance),
    )


def carrier_of(way: Way, family: Family) -> Carrier:
    """The button that the clerk presses for this way."""
    if way is Way.MAIL:
        # Whoever answers the organisation's own mail was written to; the others open the page and press its link.
        return Carrier.MAILBOX if family.post is Post.QUOTED else Carrier.SMS if family.has_smartphone else Carrier.LETTER
    if way is Way.PAPER_FORM:
        return Carrier.COUNTER if family.number % 2 else Carrier.LETTER
    known = {Way.SLIP: Carrier.LETTER, Way.SPOKEN_PHONE: Carrier.PHONE, Way.SPOKEN_COUNTER: Carrier.COUNTER}
    return known.get(way) or Carrier(way.value)


def _pick(weights: dict[Picked, int], chance: random.Random) -> Picked:
    return chance.choices(list(weights), list(weights.values()))[0]


def labels(families: Sequence[Family]) -> dict[str, int]:
    """How many families each thing befalls."""
    names = [trait for family in families for trait in family.traits]
    return {name: names.count(name) for name in dict.fromkeys(names)}


def moved_to(family: Family) -> str:
    """The new address of a family that has one."""
    return f"nouveau.{family.number}@boite.example" if family.wish is Wish.MOVED else ""
