"""The form of the pace check. It only asks: it is sent as an address, and may be kept as a bookmark."""

from datetime import date, timedelta

from wtforms import DateField, StringField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from helpcenter.delivery.pages import today
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _, _l

MOST = 1_000_000
# Further ahead, the last weeks say nothing about that day.
FURTHEST = timedelta(days=366)
DATES = ["%Y-%m-%d", "%d/%m/%Y"]


class PaceForm(BaseForm):
    """How many, when, and by when."""

    recipients = StringField(
        _l("How many recipients?"),
        description=_l("Count the addresses, not the families."),
        validators=[DataRequired(_l("Type how many recipients the mailing has."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"},
    )
    day = DateField(_l("On which day?"), format=DATES, validators=[InputRequired(_l("Choose the day on which you want to send."))])
    until = DateField(
        _l("By when must everybody have it? (optional)"),
        description=_l("The end of a registration, for example."),
        format=DATES,
        validators=[Optional()],
    )

    @property
    def number(self) -> int:
        """How many recipients, 0 when that is no number."""
        digits = "".join((self.recipients.data or "").split())
        # By its length first: Python refuses to read thousands of digits, with an error of its own.
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST)) else 0

    @property
    def first_day(self) -> date:
        """The day of a form that was found valid."""
        if self.day.data is None:
            raise ValueError("a form without a day was not found valid")
        return self.day.data

    def validate_recipients(self, _field: StringField) -> None:
        """A number of people."""
        if not 1 <= self.number <= MOST:
            raise ValidationError(_("Type a whole number from 1 to a million, in digits."))

    def validate_day(self, field: DateField) -> None:
        """From today on."""
        if field.data is not None:
            _check_ahead(field.data)

    def validate_until(self, field: DateField) -> None:
        """Not before the first day."""
        if field.data is None:
            return
        _check_ahead(field.data)
        if self.day.data is not None and field.data < self.day.data:
            raise ValidationError(_("This day lies before the first one."))


def _check_ahead(day: date) -> None:
    if day < today():
        raise ValidationError(_("This day is over."))
    if day > today() + FURTHEST:
        raise ValidationError(_("Choose a day within a year."))
