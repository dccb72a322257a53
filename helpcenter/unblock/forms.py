"""The forms of unblock cases."""

from helpcenter.consent.models import Carrier
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _l

CARRIERS = {
    Carrier.MAILBOX.value: _l("Mail from your own mailbox"),
    Carrier.SMS.value: _l("Text message (SMS)"),
    Carrier.LETTER.value: _l("Letter or slip"),
    Carrier.COUNTER.value: _l("At the counter"),
    Carrier.MESSENGER.value: _l("Messenger"),
    Carrier.PHONE.value: _l("On the telephone"),
}


class RevokeForm(BaseForm):
    """Take a code back."""
