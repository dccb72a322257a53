"""Which requests need no case, and what helps instead. Advice only: whoever knows better opens the case all the same."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from helpcenter.bounces.explanation import Explanation
from helpcenter.intake.blocks import is_about_sending, is_passing, is_the_vendors, kind_of_block
from helpcenter.intake.history import Delivery
from helpcenter.providers.policy import BlockKind, ProviderPolicy

# A block that ends within so many days ends sooner than a request is answered.
NOT_WORTH_DAYS = 7
# A full mailbox is emptied, a greylisted mail is let in: two days later is soon enough, and late enough.
RETRY_DAYS = 2


class Advice(StrEnum):
    """What helps instead of a case."""

    TEMPORARY = "temporary"
    """Send again, on the day named."""
    SENDER_SIDE = "sender_side"
    """The vendor solves it: no family is asked."""
    OWN_MAIL = "own_mail"
    """The mail itself was refused, as too heavy for one: whoever wrote it changes it."""
    DELIVERED = "delivered"
    """The mail arrived: look into the spam folder."""
    NOT_SENT = "not_sent"
    """Nothing was sent that day."""
    ENDS_SOON = "ends_soon"
    """The block ends by itself, on the day named at the latest."""
    HAS_ENDED = "has_ended"
    """The block ended on the day named: send again."""


@dataclass(frozen=True)
class Deflection:
    """The advice, and the day that it names."""

    advice: Advice
    day: date | None = None
    # Why, as content/bounces words it; empty when the error text is not the ground.
    reason: str = ""


@dataclass(frozen=True)
class Known:
    """What is known when somebody asks for a case."""

    said: Explanation
    """What the error text says."""
    delivery: Delivery
    last_mail_on: date


def deflect(known: Known, policy: ProviderPolicy, today: date) -> Deflection | None:
    """What helps instead of a case; None when a case is what helps."""
    return _by_events(known) or _by_error(known, today) or _by_time(known, policy, today)


def _by_events(known: Known) -> Deflection | None:
    if known.delivery is Delivery.DELIVERED:
        return Deflection(Advice.DELIVERED, known.last_mail_on)
    return Deflection(Advice.NOT_SENT, known.last_mail_on) if known.delivery is Delivery.NOT_SENT else None


def _by_error(known: Known, today: date) -> Deflection | None:
    said = known.said
    if is_passing(said):
        return Deflection(Advice.TEMPORARY, max(known.last_mail_on + timedelta(days=RETRY_DAYS), today), said.reason)
    if not is_about_sending(said):
        return None
    return Deflection(Advice.SENDER_SIDE if is_the_vendors(said) else Advice.OWN_MAIL, reason=said.reason)


def _by_time(known: Known, policy: ProviderPolicy, today: date) -> Deflection | None:
    # Only a permanent error has an end that can be counted; a report as spam has none.
    kind = kind_of_block(known.said)
    days = policy.rule(kind).days if kind is BlockKind.HARD_BOUNCE else None
    if not days:
        return None
    end = known.last_mail_on + timedelta(days=days)
    if end <= today:
        return Deflection(Advice.HAS_ENDED, end)
    return Deflection(Advice.ENDS_SOON, end) if (end - today).days <= NOT_WORTH_DAYS else None
