"""The forms of custody: what cannot be undone asks for a word to be typed."""

from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, ValidationError

from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _, _l


class PlainForm(BaseForm):
    """A button, protected against forged posts."""


class EraseForm(BaseForm):
    """Erase one record."""

    is_sure = BooleanField(
        _l("The person asked for it, or has been told. I know that it cannot be undone."),
        validators=[InputRequired(_l("Tick the box if you are sure."))],
    )


class LeaveForm(BaseForm):
    """Delete an organisation: its short name is typed, so that nobody deletes the wrong one."""

    short_name = StringField(_l("Short name of the organisation"))

    def __init__(self, expected: str, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._expected = expected

    def validate_short_name(self, field: StringField) -> None:
        """Compare, whatever the letters."""
        if (field.data or "").strip().lower() != self._expected:
            raise ValidationError(_("Type exactly: %(name)s", name=self._expected))
