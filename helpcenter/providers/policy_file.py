"""One file of content/providers, read and checked: every mistake is named with its line."""

from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from helpcenter.documents.frontmatter import FrontMatter, read_yaml
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.providers.policy import AgreementMethod, BlockKind, BlockRule, EvidenceNeed, Order, ProviderPolicy, Removal

FOLDER = "providers"
# The European Economic Area: data about people stay under the same law there.
# The 27 of the Union, Iceland, Liechtenstein and Norway.
EEA = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
        *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)


class Transfer(StrEnum):
    """Why data may leave the European Economic Area; one of these, or nothing inside it."""

    INSIDE = ""
    """They do not leave it, or nobody has said why they may."""
    ADEQUACY = "adequacy"
    """The European Commission finds the law of the country adequate."""
    STANDARD_CLAUSES = "standard_clauses"
    """The contract holds the Commission's standard clauses."""


class RuleEntry(FrontMatter):
    """What holds for one kind of block."""

    removal: Removal
    evidence: EvidenceNeed
    days: int | None = Field(default=None, gt=0)
    note: dict[str, str] = Field(default_factory=dict)

    def to_rule(self, locale: str) -> BlockRule:
        """The rule with its note in one language."""
        return BlockRule(self.removal, self.evidence, self.days, self.note.get(locale) or self.note.get(DEFAULT_LOCALE, ""))


class PolicyEntry(FrontMatter):
    """One provider as its file says."""

    name: str = Field(min_length=1, max_length=60)
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    order: Order
    removals_a_day: int | None = Field(default=None, gt=0)
    # Ways of agreeing that the provider is known not to accept.
    refuses: frozenset[AgreementMethod] = frozenset()
    transfer: Transfer = Transfer.INSIDE
    source: str = Field(min_length=1)
    checked_on: date
    rules: dict[BlockKind, RuleEntry]

    def to_policy(self, provider: str, locale: str) -> ProviderPolicy:
        """The values that the product works with."""
        rules = {kind: entry.to_rule(locale) for kind, entry in self.rules.items()}
        return ProviderPolicy(
            id=provider,
            name=self.name,
            country=self.country,
            order=self.order,
            rules=rules,
            removals_a_day=self.removals_a_day,
            refused_methods=self.refuses,
            transfer=self.transfer.value,
            source=self.source,
            checked_on=self.checked_on,
        )


class Obstacle(StrEnum):
    """Why a provider cannot be chosen."""

    COUNTRY_UNKNOWN = "country_unknown"
    """Nobody has written down where it keeps data."""
    TRANSFER = "transfer"
    """It keeps data outside the European Economic Area, and nothing says why it may."""


def find_obstacle(policy: ProviderPolicy) -> Obstacle | None:
    """What forbids that this provider is chosen; None when nothing does."""
    if policy.country in EEA or policy.transfer:
        return None
    return Obstacle.TRANSFER if policy.country else Obstacle.COUNTRY_UNKNOWN


def read_policy_file(file: Path) -> PolicyEntry:
    """Read one provider; every mistake is a ContentError with its line."""
    return read_yaml(file, PolicyEntry)
