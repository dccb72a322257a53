"""What a request to the mail provider still needs: the rule of the provider, held against the case."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy.orm import Session

from helpcenter.consent.queries import agreement_methods
from helpcenter.providers.policy import BlockKind, EvidenceNeed, ProviderPolicy, Removal
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ConsentTrack


class Missing(StrEnum):
    """Why the provider cannot be asked yet."""

    CONSENT = "consent"
    """The provider wants the person's agreement, and there is none yet."""
    METHOD = "method"
    """The person agreed in a way that the provider does not accept."""
    ADDRESS_CONFIRMED = "address_confirmed"
    """The address was said not to exist: it must be typed by the person, or a mail received from it."""
    REMOVAL = "removal"
    """This provider does not lift such a block on request."""


def methods_of(session: Session, policy: ProviderPolicy, cases: Iterable[UnblockCase]) -> dict[str, str]:
    """Record → how the person agreed; nothing for a provider that refuses no way, as most do: then nobody looks into the ledger."""
    return agreement_methods(session, [case.record_id for case in cases]) if policy.refused_methods else {}


def missing_for_request(case: UnblockCase, policy: ProviderPolicy, method: str = "") -> tuple[Missing, ...]:
    """What is missing before `asked`; empty when the provider may be asked. Source: consent-and-cases, sections 1 and 5.

    `method` is how the person agreed (`methods_of`); empty: not known, or not yet.
    """
    rule, found = policy.rule(case.kind), []
    if rule.removal in {Removal.NEVER, Removal.EXPIRES}:
        found.append(Missing.REMOVAL)
    if rule.evidence is not EvidenceNeed.NONE and case.consent_track is not ConsentTrack.GIVEN:
        found.append(Missing.CONSENT)
    elif policy.refuses(case.kind, method):
        found.append(Missing.METHOD)
    # A yes does not make a dead mailbox exist: providers want both "valid" and "wanted".
    if case.kind is BlockKind.HARD_BOUNCE and case.address_confirmed_at is None:
        found.append(Missing.ADDRESS_CONFIRMED)
    return tuple(found)
