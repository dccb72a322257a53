"""The payloads of evidence. Field names follow ISO/IEC TS 27560 and the Kantara receipt where these have a term.

No label of a family, no note, no person's name and no plain address has a place here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpcenter.config import Settings
from helpcenter.consent.addresses import canonical_address, mask_address
from helpcenter.consent.keys import KeyRing
from helpcenter.consent.ledger import SCHEMA, iso_utc
from helpcenter.consent.models import Invitation
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.stamps import Stamp

ADDRESS_PURPOSE = "consent.address"
PURPOSE = "lift_block"
MAIL_KINDS = ["administrative"]
LAWFUL_BASIS = "consent"
JURISDICTION = "FR"
RETENTION = "relation_then_3_years"
WITHDRAWAL_ROUTE = "/c/"


@dataclass(frozen=True)
class Parties:
    """Who is named in a record, besides the person."""

    controller: str
    processor: str
    provider: str
    provider_country: str


@dataclass(frozen=True)
class Way:
    """How an answer came back: by which method, handed over by whom, and the hash of the file that shows it."""

    method: str = "web_form"
    handed_over_by: str | None = None
    attachment_sha256: str | None = None
    # Of a mail: the domain that signed it and the name of its key.
    signature: str | None = None


WEB_FORM = Way()


def parties_of(organisation: str, settings: Settings) -> Parties:
    """The parties of a record that an organisation asks for."""
    return Parties(organisation, settings.vendor_name, settings.provider_name, settings.provider_country)


def describe_subject(address: str, keys: KeyRing) -> dict[str, Any]:
    """The person, known again by whoever holds the key and the address, and by nobody else."""
    # In the one writing that all spellings of a mailbox share: else nobody could find the record of an address again.
    hashed = keys.hash(ADDRESS_PURPOSE, canonical_address(address))
    return {"pii_principal_id": hashed.digest, "key_id": hashed.key_id, "masked": mask_address(address)}


def state_invitation(invitation: Invitation, keys: KeyRing) -> dict[str, Any]:
    """The payload of `invited`."""
    return {
        "consent_record_id": invitation.record_id,
        "subject": describe_subject(invitation.address, keys),
        "carrier": invitation.carrier.value,
        "locale": invitation.locale,
        "asked_by": invitation.asked_by,
        "expires_at": iso_utc(invitation.expires_at),
    }


def state_ending(invitation: Invitation) -> dict[str, Any]:
    """The payload of `expired` and `revoked`."""
    return {"consent_record_id": invitation.record_id, "carrier": invitation.carrier.value}


def state_answer(
    invitation: Invitation,
    decision: str,
    match: str,
    notice: ShownNotice,
    stamp: Stamp | None,
    parties: Parties,
    keys: KeyRing,
    now: datetime,
    way: Way = WEB_FORM,
) -> dict[str, Any]:
    """The payload of an answer: who asked what of whom, in which words, and how the person answered."""
    return {
        "schema_version": SCHEMA,
        "consent_record_id": invitation.record_id,
        "receipt_number": invitation.receipt_number,
        "decision": decision,
        "event_time": iso_utc(now),
        "subject": {**describe_subject(invitation.address, keys), "typed_match": match},
        **_state_terms(notice, parties),
        # The page was read at this moment: together with the hash it tells which words were answered. A mail does not tell it.
        "notice_shown_at": stamp.shown_at if stamp else None,
        **_state_way(invitation, way),
    }


def _state_terms(notice: ShownNotice, parties: Parties) -> dict[str, Any]:
    """What was asked, for whom, on what ground, and in which words."""
    return {
        "pii_controller": parties.controller,
        "pii_processor": parties.processor,
        "recipient": {"mail_provider": parties.provider, "country": parties.provider_country},
        "purpose": {"code": PURPOSE, "text_id": notice.text_id},
        "mail_kinds": MAIL_KINDS,
        "lawful_basis": LAWFUL_BASIS,
        "jurisdiction": JURISDICTION,
        "validity": RETENTION,
        "retention_rule": RETENTION,
        "notice": {"text_id": notice.text_id, "version": notice.version, "locale": notice.locale, "sha256": notice.sha256},
        "withdrawal_route": WITHDRAWAL_ROUTE,
    }


def _state_way(invitation: Invitation, way: Way) -> dict[str, Any]:
    """How the question reached the person, and how the answer came back."""
    signed = {"mail_signature": way.signature} if way.signature else {}
    return {
        "method": way.method,
        "carrier": invitation.carrier.value,
        # A number such as member:12, for names have no place here.
        "asked_by": invitation.asked_by,
        "asked_at": iso_utc(invitation.created_at),
        "handed_over_by": way.handed_over_by or invitation.asked_by,
        "attachment_sha256": way.attachment_sha256,
        **signed,
    }


def state_withdrawal(invitation: Invitation, match: str, keys: KeyRing, now: datetime, way: Way = WEB_FORM) -> dict[str, Any]:
    """The payload of `withdrawn`."""
    return {
        "consent_record_id": invitation.record_id,
        "receipt_number": invitation.receipt_number,
        "decision": "withdrawn",
        "event_time": iso_utc(now),
        "subject": {**describe_subject(invitation.address, keys), "typed_match": match},
        "method": way.method,
        "attachment_sha256": way.attachment_sha256,
    }
