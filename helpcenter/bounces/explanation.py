"""What the explainer answers about one message, as values; its words stand in content/bounces."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of message this is; the first three are the article's kinds of error."""

    TEMPORARY = "temporary"
    """It may work the next time: connection cut, mailbox full."""
    PERMANENT = "permanent"
    """It never works this way: the address does not exist."""
    BLOCKED = "blocked"
    """Refused by a rule: suppressed, reported, content, reputation, identity of the sender."""
    DELAYED_WARNING = "delayed-warning"
    """A delay: the tries go on (reason delayed) or have ended after hours or days (reason gave-up)."""
    NOT_A_BOUNCE = "not-a-bounce"
    """An ordinary mail, an automatic reply, a confirmation of delivery, a filter that asks the sender to confirm."""
    COMPLAINT = "complaint"
    """A mailbox provider's report that a person marked a mail as spam."""


class Cause(StrEnum):
    """On whose side the cause lies; only suppressed and reported lead to an unblock case."""

    RECIPIENT = "recipient"
    """The address, the mailbox or its server."""
    SENDER_SIDE = "sender-side"
    """Our address, our content, our reputation: never a family's to lift."""
    SUPPRESSED = "suppressed"
    """Our own provider holds the mails back."""
    REPORTED = "reported"
    """The person, or their mailbox, reported a mail as spam."""
    UNKNOWN = "unknown"
    """The message does not say."""


class WhoActs(StrEnum):
    """Whose turn it is."""

    FAMILY = "family"
    ORGANISATION = "organisation"
    VENDOR = "vendor"
    WAIT = "wait"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Explanation:
    """What one message says. `reason` names a row of content/bounces/reasons.yaml, whose words a page shows."""

    kind: Kind
    # The addresses that did not receive the mail, as written, in the order of the message.
    recipients: tuple[str, ...] = ()
    # The enhanced status code (RFC 3463), "" when none is stated.
    status: str = ""
    reason: str = ""
    cause: Cause = Cause.UNKNOWN
    who_acts: WhoActs = WhoActs.NOBODY
    # "slug#anchor" of the article that helps.
    article: str = ""
    # The server's own sentence that decided, at most 300 characters; "" when structure alone decided.
    quote: str = ""
    # False for pasted words that may only speak of an error: then the rest is what they would mean in one.
    is_certain: bool = True

    @property
    def leads_to_case(self) -> bool:
        """True when an unblock case can help."""
        return self.cause in (Cause.SUPPRESSED, Cause.REPORTED)
