"""The link from the vendor's own software: sealed with a shared key, for one organisation, for some minutes.

It holds an address, so it is encrypted too: nothing of it can be read in a history, a log or a referrer. docs/vendor-link.md is the format.
"""

import base64
import binascii
import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from helpcenter.unblock.family_addresses import MOST_ADDRESSES

VERSION = b"helpcenter-link-1"
LONGEST_LIFE = timedelta(minutes=15)
# Two machines' clocks are never quite the same.
CLOCK_DIFFERENCE = timedelta(minutes=1)
NONCE_BYTES = 12
ONCE = re.compile(r"[A-Za-z0-9_-]{8,40}")
LIMITS = {
    "organisation": 60,
    "once": 40,
    "family": 80,
    "address": 254,
    "last_mail": 10,
    "error": 4000,
    "ticket": 40,
    "locale": 10,
    "user": 20,
}


class LinkError(ValueError):
    """This link opens nothing: not sealed with our key, or its time is over."""


@dataclass(frozen=True)
class VendorLink:
    """What a link says; only organisation, once and expires must be there."""

    organisation: str
    once: str
    expires: int
    family: str = ""
    address: str = ""
    last_mail: str = ""
    error: str = ""
    ticket: str = ""
    locale: str = ""
    user: str = ""
    # Further addresses of the family that receive nothing either.
    others: tuple[str, ...] = ()

    @property
    def last_mail_on(self) -> date | None:
        """The day of the last mail; None when it is left out or is no day."""
        try:
            return date.fromisoformat(self.last_mail)
        except ValueError:
            return None


def seal_link(secret: str, link: VendorLink) -> str:
    """The last part of the address of a link, as the vendor's software makes it."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    content = {item.name: getattr(link, item.name) for item in fields(link)}
    sealed = AESGCM(_key(secret)).encrypt(nonce, json.dumps(content).encode(), VERSION)
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def open_link(shared: Iterable[str], token: str, now: datetime) -> VendorLink:
    """What a link says; LinkError when it is not ours, too old, or would live too long."""
    link = _read(_decrypt(shared, token))
    try:
        expires_at = datetime.fromtimestamp(link.expires, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise LinkError("no time") from error
    if not now - CLOCK_DIFFERENCE < expires_at <= now + LONGEST_LIFE + CLOCK_DIFFERENCE:
        raise LinkError("over, or valid for too long")
    return link


def _decrypt(shared: Iterable[str], token: str) -> bytes:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise LinkError("not sealed") from error
    # While a key is changed, the old and the new one are both valid.
    for secret in shared:
        try:
            return AESGCM(_key(secret)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], VERSION)
        except (InvalidTag, ValueError):
            continue
    raise LinkError("not sealed with a key of ours")


def _read(content: bytes) -> VendorLink:
    try:
        said: Any = json.loads(content)
        link = VendorLink(**{item.name: said[item.name] for item in fields(VendorLink) if item.name in said})
    except (ValueError, TypeError, AttributeError) as error:
        raise LinkError("unreadable") from error
    texts = {name: getattr(link, name) for name in LIMITS}
    if not isinstance(link.expires, int) or not all(isinstance(text, str) and len(text) <= LIMITS[name] for name, text in texts.items()):
        raise LinkError("a part has the wrong type or is too long")
    if not isinstance(link.others, list | tuple) or len(link.others) >= MOST_ADDRESSES:
        raise LinkError("others: at most three addresses")
    if not all(isinstance(each, str) and len(each) <= LIMITS["address"] for each in link.others):
        raise LinkError("others: an address has the wrong type or is too long")
    link = replace(link, others=tuple(link.others))
    if not ONCE.fullmatch(link.once):
        raise LinkError("once: 8 to 40 letters and digits")
    return link


def _key(secret: str) -> bytes:
    return hashlib.sha256(VERSION + b":" + secret.encode()).digest()
