"""What the feedback forms carry, signed: which text a page showed, which vote a second page continues. No personal data in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from helpcenter.db.clock import Clock

# Long enough for a page that was left open over a day.
VOTE_LIFETIME = timedelta(hours=24)
# Reading four lines and writing takes a person longer.
TOO_QUICK = timedelta(seconds=2)


@dataclass(frozen=True)
class TextSeal:
    """The text under which a form stood. It says nothing of the time: the page is kept, and the same for everybody."""

    slug: str
    locale: str
    digest: str


@dataclass(frozen=True)
class VoteSeal:
    """The vote that a page continues, and when that page was made."""

    vote_id: int
    shown_at: datetime

    def is_too_quick(self, now: datetime) -> bool:
        """True for an answer that no person could have written since."""
        return now - self.shown_at < TOO_QUICK


class Seals:
    """Signs and reads both fields."""

    def __init__(self, secret_key: str, clock: Clock) -> None:
        # A salt each: what signs one field is worth nothing in the other.
        self._texts = URLSafeSerializer(secret_key, salt="helpcenter.feedback.text")
        self._votes = URLSafeSerializer(secret_key, salt="helpcenter.feedback.vote")
        self._clock = clock

    def seal_text(self, slug: str, locale: str, digest: str) -> str:
        """The field of the form below an article; the same whenever the article is the same."""
        return str(self._texts.dumps([slug, locale, digest]))

    def read_text(self, field: str) -> TextSeal | None:
        """The text that a form stood under; None for a field that is none of ours."""
        try:
            return TextSeal(*map(str, self._texts.loads(field)))
        except (BadSignature, TypeError):
            return None

    def seal_vote(self, vote_id: int) -> str:
        """The last part of the address of the page that continues a vote."""
        return str(self._votes.dumps([vote_id, int(self._clock().timestamp())]))

    def read_vote(self, field: str) -> VoteSeal | None:
        """The vote to continue; None for a field that is none of ours, or too old."""
        try:
            vote_id, seconds = map(int, self._votes.loads(field))
            seal = VoteSeal(vote_id, datetime.fromtimestamp(seconds, tz=self._clock().tzinfo))
        except (BadSignature, TypeError, ValueError, OverflowError):
            return None
        return seal if self._clock() - seal.shown_at < VOTE_LIFETIME else None
