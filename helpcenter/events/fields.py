"""Reads the fields of an event that somebody else made: of the right type, cut to size, storable; never an exception."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

from helpcenter.events.models import DETAIL_LENGTH

Fields = Mapping[str, Any]
MESSAGE_ID_LENGTH, ADDRESS_LENGTH, NAME_LENGTH = 100, 254, 40
# NUL and lone surrogates cannot be stored everywhere; other control characters have no business in one line.
UNSTORABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
TRUE = frozenset({"1", "true", "yes"})


def text(value: object, length: int = DETAIL_LENGTH) -> str:
    """A text or a number as one clean line; anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return UNSTORABLE.sub(" ", str(value)[: 4 * length]).strip()[:length]


def address(value: object) -> str:
    """A mail address in lower case, without display name; empty when it is none."""
    written = text(value, ADDRESS_LENGTH + 1)
    found = parseaddr(written)[1] if "<" in written else written
    is_one = found.count("@") == 1 and " " not in found and not found.startswith("@") and not found.endswith("@")
    # Some letters become two (İ in small letters, ß where mailboxes are compared): PostgreSQL refuses what outgrows its column.
    longest = max(map(len, (found, found.lower(), found.casefold())))
    return found.lower() if is_one and longest <= ADDRESS_LENGTH else ""


def moment(value: object, otherwise: datetime) -> datetime:
    """Unix seconds or ISO 8601, in UTC; `otherwise` when it is neither."""
    if isinstance(value, bool):
        # A number to Python; as a moment it would be one of 1970, too old to be kept.
        return otherwise
    try:
        if isinstance(value, str) and not value.strip().isdecimal():
            found = datetime.fromisoformat(value)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        return datetime.fromtimestamp(float(value), UTC) if isinstance(value, str | int | float) else otherwise
    except (ValueError, OverflowError, OSError):
        return otherwise


def is_true(value: object) -> bool:
    """True for true, 1, "1", "true"."""
    return text(value).lower() in TRUE if not isinstance(value, bool) else value


def key_of(*parts: object) -> str:
    """What stays the same when the provider sends the same event again."""
    return hashlib.sha256("\x1f".join(str(each) for each in parts).encode("utf-8", "surrogatepass")).hexdigest()


def key_of_all(fields: object) -> str:
    """The key of an event of which nobody knows what makes it the same: all that it says."""
    return key_of(json.dumps(fields, sort_keys=True, default=str))


def mapping(value: object) -> Fields:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """A list as it is, nothing as an empty one, one thing as a list of it."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
