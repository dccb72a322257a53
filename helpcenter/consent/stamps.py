"""The signed field of the page's forms: for which code, under which text, in which language, since when."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

# After a day the page is read again, even when the notice is still the same.
LIFETIME = timedelta(hours=24)


class StampError(ValueError):
    """The field is missing, was changed, or belongs to another code."""


@dataclass(frozen=True)
class Stamp:
    """What a form says about the page that it was on; `other` is the address that a person is asked about."""

    code_hash: str
    notice_hash: str
    locale: str
    shown_at: str
    other: str = ""

    def is_fresh(self, notice_hash: str, now: datetime) -> bool:
        """True while the page on which the form stood is still what a person would read."""
        # A clock that was put back makes no form too old.
        return self.notice_hash == notice_hash and now - datetime.fromisoformat(self.shown_at) < LIFETIME


class Stamps:
    """Signs and reads the field."""

    def __init__(self, secret_key: str, clock: Callable[[], datetime]) -> None:
        self._serializer = URLSafeSerializer(secret_key, salt="helpcenter.consent.stamp")
        self._clock = clock

    def make(self, code_hash: str, notice_hash: str, locale: str, other: str = "") -> str:
        """The field for a form that is shown now."""
        shown_at = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        return str(self._serializer.dumps(asdict(Stamp(code_hash, notice_hash, locale, shown_at, other))))

    def read(self, text: str, code_hash: str) -> Stamp:
        """The stamp in a field that was sent for this code; StampError for any other field."""
        try:
            stamp = Stamp(**self._serializer.loads(text))
        except (BadSignature, TypeError) as error:
            raise StampError("missing or changed") from error
        # Else the signed field of one's own page would open the form of somebody else's code.
        if stamp.code_hash != code_hash:
            raise StampError("made for another code")
        return stamp
