"""The interface's words for events."""

from helpcenter.events.event import EventKind
from helpcenter.web.locale import _l

KIND = {
    EventKind.SENT: _l("Taken by the provider"),
    EventKind.DELIVERED: _l("Delivered"),
    EventKind.DELAYED: _l("Delayed"),
    EventKind.TEMPORARY: _l("Temporary error"),
    EventKind.PERMANENT: _l("Permanent error"),
    EventKind.BLOCKED: _l("Blocked"),
    EventKind.COMPLAINT: _l("Reported as spam"),
    EventKind.UNSUBSCRIBED: _l("Unsubscribed"),
    EventKind.IGNORED: _l("Not used"),
}
