"""What an explained error text says of a block: the kind to write down, and whether a request helps at all."""

from collections.abc import Callable

from helpcenter.bounces.explanation import Cause, Explanation, Kind, WhoActs
from helpcenter.providers.policy import BlockKind

# What an error text says; unknown for a text that says nothing.
Explain = Callable[[str], Explanation]
PASSING = frozenset({Kind.TEMPORARY, Kind.DELAYED_WARNING})


def kind_of_block(said: Explanation) -> BlockKind:
    """The kind of block to write down; unknown unless the text is plain."""
    if said.cause is Cause.REPORTED:
        return BlockKind.SPAM
    if said.kind in PASSING and said.cause is not Cause.SUPPRESSED:
        return BlockKind.SOFT
    is_hard = said.kind is Kind.PERMANENT and said.cause is Cause.RECIPIENT
    return BlockKind.HARD_BOUNCE if is_hard else BlockKind.UNKNOWN


def is_passing(said: Explanation) -> bool:
    """True when the mail only has to be sent again."""
    return said.kind in PASSING and not said.leads_to_case


def is_about_sending(said: Explanation) -> bool:
    """True when the way of sending or the mail itself was refused: no family can do anything about it."""
    return said.cause is Cause.SENDER_SIDE


def is_the_vendors(said: Explanation) -> bool:
    """True when the vendor solves it, and not whoever wrote the mail."""
    return is_about_sending(said) and said.who_acts is WhoActs.VENDOR
