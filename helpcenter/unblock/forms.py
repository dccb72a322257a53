"""The forms of unblock cases."""

from wtforms import SelectField

from helpcenter.consent.models import Carrier
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _l

CARRIERS = {
    Carrier.MAILBOX.value: _l("Mail from your own mailbox"),
    Carrier.SMS.value: _l("Text message (SMS)"),
    Carrier.LETTER.value: _l("Letter or slip"),
    Carrier.COUNTER.value: _l("At the counter"),
    Carrier.MESSENGER.value: _l("Messenger"),
    Carrier.PHONE.value: _l("On the telephone"),
}


class InviteForm(BaseForm):
    """How the code is handed over."""

    carrier = SelectField(_l("How do you reach the family?"), choices=make_choices(CARRIERS))


class RevokeForm(BaseForm):
    """Take a code back."""
