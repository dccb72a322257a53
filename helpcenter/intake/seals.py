"""What the forms of strangers carry, signed: when the page was made, and for which link of the vendor's software."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from helpcenter.db.clock import Clock

# Long enough for a page that was left open over a working day.
LIFETIME = timedelta(hours=12)
# Reading and typing three fields takes a person longer.
TOO_QUICK = timedelta(seconds=2)


@dataclass(frozen=True)
class Seal:
    """When a form was shown; for a link also its organisation, its number and who pressed it in the software."""

    shown_at: int
    organisation: str = ""
    once: str = ""
    user: str = ""


class Seals:
    """Signs and reads the field."""

    def __init__(self, secret_key: str, clock: Clock) -> None:
        self._serializer = URLSafeSerializer(secret_key, salt="helpcenter.intake")
        self._clock = clock

    def make(self, organisation: str = "", once: str = "", user: str = "") -> str:
        """The field of a form that is shown now."""
        return str(self._serializer.dumps(asdict(Seal(int(self._clock().timestamp()), organisation, once, user))))

    def read(self, field: str) -> Seal | None:
        """What the field says; None for one that is none of ours, or too old."""
        try:
            seal = Seal(**self._serializer.loads(field))
            shown_at = datetime.fromtimestamp(seal.shown_at, tz=self._clock().tzinfo)
        except (BadSignature, TypeError, ValueError, OverflowError):
            return None
        return seal if self._clock() - shown_at < LIFETIME else None

    def is_too_quick(self, seal: Seal) -> bool:
        """True for what no person could have typed since."""
        return self._clock().timestamp() - seal.shown_at < TOO_QUICK.total_seconds()
