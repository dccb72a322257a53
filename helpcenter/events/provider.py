"""What the receiver must know of one mail provider; each module of providers/ makes exactly one of these."""

import base64
import binascii
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpcenter.events.event import Event
from helpcenter.events.fields import Fields


class UnreadableError(ValueError):
    """What was sent is no JSON object and no array."""


class UnreachableError(Exception):
    """Whether it is genuine could not be found out now: the provider must send it again."""


@dataclass(frozen=True)
class Call:
    """One call of a provider, as it came. `now` is when; names of headers are in lower case."""

    headers: Mapping[str, str]
    body: bytes
    now: datetime


FetchCertificate = Callable[[str], bytes]
"""Gives the certificate at an address that a provider's module has found to be the provider's own."""

IsGenuine = Callable[[Call, Sequence[str], FetchCertificate], bool]
"""Whether a call is the provider's: by its headers and body, and any one of the secrets (two while one is renewed)."""

Normalise = Callable[[Any, datetime], list[Event]]
"""The events in a JSON document, purely; `now` stands in where an event does not say when it happened."""


def nothing_to_confirm(document: Any) -> str:
    """Most providers need no confirmation."""
    return ""


@dataclass(frozen=True)
class Provider:
    """`id` is the word in /events/<id>, in HELPCENTER_EVENTS_SECRETS and the name of the file in content/providers."""

    id: str
    name: str
    is_genuine: IsGenuine
    normalise: Normalise
    # What has to be called once so that the provider goes on sending; an address that the module itself put together.
    confirmation: Callable[[Any], str] = nothing_to_confirm


def has_password(call: Call, secrets: Sequence[str], fetch: FetchCertificate) -> bool:
    """Basic authentication (a secret "user:password"), or "Bearer" with any other secret; near misses take no longer than far ones."""
    scheme, _, given = call.headers.get("authorization", "").partition(" ")
    said = _decode(given) if scheme.lower() == "basic" else given.strip().encode("utf-8", "replace")
    return is_one_of(said, [secret.encode() for secret in secrets if _scheme_of(secret) == scheme.lower()])


def has_signed(given: str, call: Call, secrets: Sequence[str]) -> bool:
    """Whether one of the secrets makes this signature of the body: HMAC with SHA-256, in hexadecimal digits, as many providers sign."""
    return is_one_of(given.encode("utf-8", "replace"), [hmac.digest(each.encode(), call.body, "sha256").hex().encode() for each in secrets])


def is_one_of(given: bytes, wanted: Sequence[bytes]) -> bool:
    """Whether this is one of them. All are looked at, each from end to end: the time tells nothing of how near somebody came."""
    return sum(hmac.compare_digest(given, each) for each in wanted) > 0


def _scheme_of(secret: str) -> str:
    return "basic" if ":" in secret else "bearer"


def _decode(given: str) -> bytes:
    try:
        return base64.b64decode(given.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""


def read_document(body: bytes) -> Any:
    """The JSON document of a call: an object or an array."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("the body is no JSON") from error
    if not isinstance(document, dict | list):
        raise UnreadableError("the body is neither a JSON object nor an array")
    return document


def each_of(document: Any) -> list[Fields]:
    """The single events of an object or an array; what is no object becomes an event that says nothing else."""
    found = document if isinstance(document, list) else [document]
    return [each if isinstance(each, dict) else {"unreadable": each} for each in found]
