"""The block rules of one mail provider, as values. Rules differ by provider and change: they come from content/providers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """Why the provider holds mails back."""

    SPAM = "spam"
    """The person, or their mailbox, reported a mail as spam."""
    HARD_BOUNCE = "hard_bounce"
    """A permanent error: the address was said not to exist."""
    SOFT = "soft"
    """Temporary errors, repeated."""
    UNSUBSCRIBE = "unsubscribe"
    """The person unsubscribed."""
    MANUAL = "manual"
    """Somebody at the vendor or the provider entered the address."""
    UNKNOWN = "unknown"
    """Nobody knows yet."""


class Removal(StrEnum):
    """How a block is lifted."""

    API = "api"
    """By a program, through the provider's interface."""
    SUPPORT = "support"
    """By the provider's support, on request."""
    NEVER = "never"
    """Not at all."""
    EXPIRES = "expires"
    """By itself, after a time."""


class EvidenceNeed(StrEnum):
    """What the provider wants to see before it lifts a block."""

    NONE = "none"
    """Nothing."""
    STATEMENT = "statement"
    """The statement that the address is valid and the mails are wanted."""
    DOSSIER = "dossier"
    """The proof of the person's agreement."""


class Order(StrEnum):
    """Which of the two tracks of a case begins."""

    ASK_FIRST = "ask_first"
    """The provider is asked at once; the person confirms meanwhile (the article's order)."""
    CONSENT_FIRST = "consent_first"
    """The provider is asked once the person has agreed."""


class AgreementMethod(StrEnum):
    """How an agreement came back, as its evidence names it."""

    WEB_FORM = "web_form"
    """The person answered on our page."""
    MAIL_REPLY = "mail_reply"
    """The person wrote a mail that proves who sent it."""
    PAPER_FORM = "paper_form"
    """The person signed a paper, and its scan is kept."""
    COUNTER = "counter"
    """The person said it at the counter; only the clerk's word shows it."""
    PHONE = "phone"
    """The person said it on the telephone; only the clerk's word shows it."""


@dataclass(frozen=True)
class BlockRule:
    """What holds for one kind of block; `days` is how long it lasts, None when it has no end or none is known."""

    removal: Removal
    evidence: EvidenceNeed = EvidenceNeed.NONE
    days: int | None = None
    note: str = ""


# Of what a file does not name, the careful way: somebody asks, with the family's agreement.
UNKNOWN_RULE = BlockRule(Removal.SUPPORT, EvidenceNeed.STATEMENT)


@dataclass(frozen=True)
class ProviderPolicy:
    """One provider; `removals_a_day` None: no limit is known. Source and day say where the rules were read, and when."""

    id: str
    name: str
    country: str = ""
    order: Order = Order.CONSENT_FIRST
    rules: Mapping[BlockKind, BlockRule] = field(default_factory=dict)
    removals_a_day: int | None = None
    refused_methods: frozenset[AgreementMethod] = frozenset()
    # Why data may leave the European Economic Area (adequacy, standard clauses); empty inside it.
    transfer: str = ""
    source: str = ""
    checked_on: date | None = None

    def rule(self, kind: BlockKind) -> BlockRule:
        """The rule for a kind of block; what nobody knows yet is treated as the commonest, a permanent error."""
        known = self.rules.get(BlockKind.HARD_BOUNCE if kind is BlockKind.UNKNOWN else kind)
        return known or UNKNOWN_RULE

    def refuses(self, kind: BlockKind, method: str) -> bool:
        """Whether an agreement that came in this way is none for this provider; where it wants to see none, every way will do."""
        return self.rule(kind).evidence is not EvidenceNeed.NONE and method in self.refused_methods


# The procedure of the article: a request to the provider, then the person's confirmation; blocked for 90 days after a permanent error.
# One who reported a mail as spam must agree first (consent-and-cases, section 6).
ARTICLE_POLICY = ProviderPolicy(
    id="mailjet",
    name="Mailjet",
    order=Order.ASK_FIRST,
    rules={
        BlockKind.HARD_BOUNCE: BlockRule(Removal.SUPPORT, EvidenceNeed.NONE, days=90),
        BlockKind.SPAM: BlockRule(Removal.SUPPORT, EvidenceNeed.STATEMENT),
    },
    source="article",
)
