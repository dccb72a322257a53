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
RULES: tuple[tuple[Hint, tuple[str, ...]], ...] = (
    (
        Hint.REPORTED,
        (
            r"complain|plainte|feedback loop",
            r"(?:reported|marked|signalée?|marquée?|déclarée?)\s+(?:as|comme)\s+(?:spam|junk|indésirable)",
        ),
    ),
    (
        Hint.SENDER_SIDE,
        (
            r"sender (?:is )?blocked|content blocked|policy (?:issue|violation|reasons?)|expéditeur (?:bloqué|refusé)",
            r"\b5\.7\.\d+|spamhaus|spamcop|barracuda|\bdnsbl\b|\brbl\b|(?:black|block)[- ]?list|liste noire",
            r"\bdmarc\b|\bspf\b|\bdkim\b|reputation|réputation",
            r"(?:message|content|mail) (?:\w+ ){0,3}(?:as|like) (?:spam|unsolicited)",
        ),
    ),
    (Hint.BLOCKED, (r"pre-?blocked|\bblocked\b|suppress(?:ed|ion)|\bbloquée?s?\b|blocage",)),
    (
        Hint.PERMANENT,
        (
            r"\b5\.1\.\d+|\b5\.4\.4|\b550\b|hard ?bounce|erreur permanente|typofix",
            r"user (?:is )?unknown|unknown (?:user|recipient|mailbox)|no such (?:user|recipient|mailbox)|no mailbox",
            r"does(?:n['’]t| not) exist|invalid (?:address|domain|recipient)|(?:mailbox|account) (?:is )?(?:inactive|disabled|closed)",
            r"(?:relay|access) (?:access )?denied|recipient (?:address )?rejected",
            r"(?:adresse|destinataire|boîte) (?:\w+ ){0,2}(?:inconnue?|inexistante?|invalide|introuvable)|n['’]existe pas",
        ),
    ),
    (
        Hint.TEMPORARY,
        (
            r"\b4\.\d\.\d+|\b4[25][012]\b|\b5\.2\.2|\b552\b|temporar|soft ?bounce|erreur temporaire",
            r"quota|(?:mailbox|inbox) (?:is )?full|boîte (?:\w+ ){0,3}pleine",
            r"gr[ea]y-?list|try again|deferred|timed? ?out|réessay|no mail host|(?:system|protocol) issue",
            r"connection (?:issue|refused|lost|reset)|connexion (?:coupée|interrompue|perdue)",
        ),
    ),
)
COMPILED = tuple((hint, re.compile("|".join(patterns), re.IGNORECASE)) for hint, patterns in RULES)


def read_hint(text: str) -> Hint:
    """What this error text lets one suppose."""
    plain = " ".join(text.split())
    return next((hint for hint, pattern in COMPILED if pattern.search(plain)), Hint.UNKNOWN)


def kind_of_block(hint: Hint) -> BlockKind:
    """The kind of block to write down for a hint; unknown unless the text is plain."""
    return KIND_OF_BLOCK.get(hint, BlockKind.UNKNOWN)
