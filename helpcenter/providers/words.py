"""The interface's words for block rules."""

from helpcenter.providers.policy import BlockKind, EvidenceNeed, Order, Removal
from helpcenter.providers.policy_file import Obstacle
from helpcenter.web.locale import _l

KIND = {
    BlockKind.SPAM: _l("Reported as spam"),
    BlockKind.HARD_BOUNCE: _l("Permanent error"),
    BlockKind.SOFT: _l("Temporary errors"),
    BlockKind.UNSUBSCRIBE: _l("Unsubscribed"),
    BlockKind.MANUAL: _l("Entered by hand"),
    BlockKind.UNKNOWN: _l("Not known yet"),
}
REMOVAL = {
    Removal.API: _l("by a program (API)"),
    Removal.SUPPORT: _l("by the provider’s support"),
    Removal.NEVER: _l("never"),
    Removal.EXPIRES: _l("ends by itself"),
}
EVIDENCE = {
    EvidenceNeed.NONE: _l("nothing"),
    EvidenceNeed.STATEMENT: _l("a statement, with the family’s agreement"),
    EvidenceNeed.DOSSIER: _l("the dossier with the proof of the agreement"),
}
ORDER = {
    Order.ASK_FIRST: _l("The provider is asked at once; the family agrees meanwhile."),
    Order.CONSENT_FIRST: _l("The family agrees first; then the provider is asked."),
}
OBSTACLE = {
    Obstacle.COUNTRY_UNKNOWN: _l("Cannot be chosen: nobody has written down in which country it keeps data."),
    Obstacle.TRANSFER: _l("Cannot be chosen: it keeps data outside the European Economic Area, and nothing says why it may."),
}
TRANSFER = {
    "adequacy": _l("outside the European Economic Area, under an adequacy decision"),
    "standard_clauses": _l("outside the European Economic Area, under standard clauses"),
}
