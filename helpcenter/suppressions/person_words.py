"""The words that a person reads about the mails to the own address, in every language of families."""

from helpcenter.events.event import EventKind
from helpcenter.providers.policy import BlockKind
from helpcenter.web.locale import _l

KIND = {
    BlockKind.HARD_BOUNCE: _l("Permanent error"),
    BlockKind.SPAM: _l("Reported as spam"),
    BlockKind.SOFT: _l("Temporary errors"),
    BlockKind.UNSUBSCRIBE: _l("Unsubscribed"),
    BlockKind.MANUAL: _l("Entered by hand"),
    BlockKind.UNKNOWN: _l("Held back by the provider"),
}
EVENT = {
    EventKind.DELIVERED: _l("A mail was handed over to the mailbox."),
    EventKind.DELAYED: _l("A mail was late; the provider tried again."),
    EventKind.TEMPORARY: _l("A mail failed: temporary error."),
    EventKind.PERMANENT: _l("A mail came back: permanent error."),
    EventKind.BLOCKED: _l("A mail was not sent: blocked."),
    EventKind.COMPLAINT: _l("A mail was reported as spam."),
    EventKind.UNSUBSCRIBED: _l("The person unsubscribed."),
}
