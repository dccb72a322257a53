"""The forms of unblock cases."""

from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from helpcenter.consent.addresses import parse_address
from helpcenter.consent.domains import likely_address
from helpcenter.consent.models import Carrier
from helpcenter.i18n.locales import FAMILY_LOCALES, LOCALES
from helpcenter.unblock.models import LABEL_LENGTH
from helpcenter.unblock.service import CaseProblem, NewCase
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _, _l

CARRIERS = {
    Carrier.MAILBOX.value: _l("Mail from your own mailbox"),
    Carrier.SMS.value: _l("Text message (SMS)"),
    Carrier.LETTER.value: _l("Letter or slip"),
    Carrier.COUNTER.value: _l("At the counter"),
    Carrier.MESSENGER.value: _l("Messenger"),
    Carrier.PHONE.value: _l("On the telephone"),
}


class CaseForm(BaseForm):
    """Which family, which address, when: no more is needed."""

    label = StringField(
        _l("Family"),
        description=_l("A name or number that you will recognise. Only you and the team see it."),
        validators=[DataRequired(_l("Say which family it is.")), Length(max=LABEL_LENGTH, message=_l("This is too long."))],
    )
    address = StringField(
        _l("Mail address of the family"),
        description=_l("The one to which your mails are sent."),
        validators=[DataRequired(_l("Type the address to which your mails are sent."))],
    )
    is_sure = BooleanField(_l("The address is right as it stands"))
    last_mail_on = DateField(
        _l("Day of the last mail that did not arrive"),
        description=_l("As well as you remember."),
        validators=[InputRequired(_l("Choose a day, such as 3 November 2026."))],
    )
    locale = SelectField(_l("Language of the family"), validators=[Optional()])

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.locale.choices = make_choices({"": _("Not known"), **{code: LOCALES[code].name for code in FAMILY_LOCALES}})

    @property
    def doubt(self) -> str | None:
        """The address that was more likely meant."""
        address = parse_address(self.address.data or "")
        return likely_address(address) if address else None

    def validate_address(self, field: StringField) -> None:
        """Name a typing mistake in the domain, unless the person has looked at it."""
        if not parse_address(field.data or ""):
            raise ValidationError(_("This is not a mail address: it looks like marie@mail.example"))
        if self.doubt and not self.is_sure.data:
            raise ValidationError(_("Did you mean %(likely)s? Correct it, or tick the box below.", likely=self.doubt))

    def new_case(self) -> NewCase:
        """What was sent, once it is valid."""
        day: date = self.last_mail_on.data or date.min
        return NewCase(self.label.data or "", self.address.data or "", day, self.locale.data or None)

    def refuse(self, problem: CaseProblem) -> None:
        """Put a problem beside the field that it belongs to."""
        field, message = {
            CaseProblem.LABEL: (self.label, _("Write one line of at most 80 letters.")),
            CaseProblem.ADDRESS: (self.address, _("This is not a mail address: it looks like marie@mail.example")),
            CaseProblem.DUPLICATE: (self.address, _("There is an open request for this address already.")),
            CaseProblem.FUTURE: (self.last_mail_on, _("This day has not come yet.")),
            CaseProblem.TOO_OLD: (self.last_mail_on, _("This is more than a year ago: the block has ended. Send a mail again first.")),
        }[problem]
        field.errors = [*field.errors, message]


class RevokeForm(BaseForm):
    """Take a code back."""
