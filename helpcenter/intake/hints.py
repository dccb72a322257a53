"""What a pasted error text says by its own words: few plain rules, the first that fits. Whoever pastes nothing says nothing."""

import re
from enum import StrEnum

from helpcenter.providers.policy import BlockKind


class Hint(StrEnum):
    """What an error text lets one suppose."""

    REPORTED = "reported"
    """The person, or their mailbox, reported a mail as spam."""
    SENDER_SIDE = "sender_side"
    """The sender or the content was refused: no family can do anything about it."""
    BLOCKED = "blocked"
    """The provider does not send to this address."""
    PERMANENT = "permanent"
    """The address was said not to exist, or not to take mails."""
    TEMPORARY = "temporary"
    """It may work the next time."""
    UNKNOWN = "unknown"
    """Nothing that these rules know."""


KIND_OF_BLOCK = {
    Hint.REPORTED: BlockKind.SPAM,
    Hint.PERMANENT: BlockKind.HARD_BOUNCE,
    Hint.TEMPORARY: BlockKind.SOFT,
}
# The order counts: "blocked, mailbox full" is a block, "550 5.7.1 … blocked using a list" is about the sender.
RULES = (
    (Hint.REPORTED, r"complain|plainte|feedback loop|(?:reported|marked|signalée?|marquée?|déclarée?)\s+(?:as|comme)\s+(?:spam|junk|indésirable)"),
    (
        Hint.SENDER_SIDE,
        r"sender (?:is )?blocked|content blocked|policy (?:issue|violation|reasons?)|\b5\.7\.\d+|spamhaus|spamcop|barracuda|\bdnsbl\b|\brbl\b"
        r"|(?:black|block)[- ]?list|liste noire|\bdmarc\b|\bspf\b|\bdkim\b|reputation|réputation"
        r"|(?:message|content|mail) (?:\w+ ){0,3}(?:as|like) (?:spam|unsolicited)|expéditeur (?:bloqué|refusé)",
    ),
    (Hint.BLOCKED, r"pre-?blocked|\bblocked\b|suppress(?:ed|ion)|\bbloquée?s?\b|blocage"),
    (
        Hint.PERMANENT,
        r"\b5\.1\.\d+|\b5\.4\.4|user (?:is )?unknown|unknown (?:user|recipient|mailbox)|no such (?:user|recipient|mailbox)|no mailbox"
        r"|does(?:n['’]t| not) exist|invalid (?:address|domain|recipient)|(?:mailbox|account) (?:is )?(?:inactive|disabled|closed)"
        r"|(?:relay|access) (?:access )?denied|recipient (?:address )?rejected|hard ?bounce|typofix"
        r"|erreur permanente|(?:adresse|destinataire|boîte) (?:\w+ ){0,2}(?:inconnue?|inexistante?|invalide|introuvable)|n['’]existe pas|\b550\b",
    ),
    (
        Hint.TEMPORARY,
        r"\b4\.\d\.\d+|\b4[25][01]\b|\b5\.2\.2|\b552\b|quota|(?:mailbox|inbox) (?:is )?full|over ?quota|grey-?list|gray-?list|try again|deferred|timed? ?out"
        r"|temporar|soft ?bounce|connection (?:issue|refused|lost|reset)|(?:system|protocol) issue|no mail host"
        r"|erreur temporaire|boîte (?:\w+ ){0,3}pleine|connexion (?:coupée|interrompue|perdue)|réessay",
    ),
)
COMPILED = tuple((hint, re.compile(pattern, re.IGNORECASE)) for hint, pattern in RULES)


def read_hint(text: str) -> Hint:
    """What this error text lets one suppose."""
    plain = " ".join(text.split())
    return next((hint for hint, pattern in COMPILED if pattern.search(plain)), Hint.UNKNOWN)


def kind_of_block(hint: Hint) -> BlockKind:
    """The kind of block to write down for a hint; unknown unless the text is plain."""
    return KIND_OF_BLOCK.get(hint, BlockKind.UNKNOWN)
