"""What became of mails, as numbers: of a day, of a week, or of longer."""

from collections.abc import Iterable
from dataclasses import dataclass

from helpcenter.events.event import EventKind


@dataclass(frozen=True, slots=True)
class Counts:
    """Events counted by kind. Delays, unsubscriptions and what is of no use here are left out."""

    sent: int = 0
    delivered: int = 0
    temporary: int = 0
    permanent: int = 0
    blocked: int = 0
    complaints: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(
            self.sent + other.sent,
            self.delivered + other.delivered,
            self.temporary + other.temporary,
            self.permanent + other.permanent,
            self.blocked + other.blocked,
            self.complaints + other.complaints,
        )

    @property
    def failed(self) -> int:
        """Mails that did not arrive. A mail reported as spam did arrive, and is not among them."""
        return self.temporary + self.permanent + self.blocked

    @property
    def known(self) -> int:
        """Mails of which it is known what became of them."""
        return self.delivered + self.failed

    @property
    def mails(self) -> int:
        """All mails that are known of. Not every provider says that it took a mail, so the outcomes may be more."""
        return max(self.sent, self.known)

    @property
    def open(self) -> int:
        """Mails that the provider took, and of which nothing more is known."""
        return self.mails - self.known

    @property
    def share(self) -> float | None:
        """The share that arrived, of those known; None when the provider tells only what it took and what failed."""
        is_told = self.delivered > 0 or self.sent <= self.failed
        return self.delivered / self.known if self.known and is_told else None


FIELDS = {
    EventKind.SENT: "sent",
    EventKind.DELIVERED: "delivered",
    EventKind.TEMPORARY: "temporary",
    EventKind.PERMANENT: "permanent",
    EventKind.BLOCKED: "blocked",
    EventKind.COMPLAINT: "complaints",
}


def add_up(counts: Iterable[Counts]) -> Counts:
    """All of them together."""
    return sum(counts, Counts())
