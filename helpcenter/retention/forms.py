"""The forms of custody: what cannot be undone asks for a word to be typed."""

from typing import Any

from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired, ValidationError

from helpcenter.consent.addresses import clean_typed, parse_address
from helpcenter.events.fields import address as written_address
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


class AddressForm(BaseForm):
    """Which address is to be erased. It is sent, never put into the address of a page."""

    address = StringField(
        _l("The whole mail address"),
        render_kw={"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false", "autocomplete": "off", "inputmode": "email"},
    )

    @property
    def clean_address(self) -> str:
        """The address, once it is valid."""
        return read_address(self.address.data)

    def validate_address(self, field: StringField) -> None:
        """A whole address: a part of one would erase other people."""
        if not read_address(field.data):
            raise ValidationError(_("This is not a mail address: it looks like marie@mail.example"))


class EraseAnyForm(EraseForm):
    """Erase the address that was looked at."""

    address = HiddenField()


def read_address(typed: str | None) -> str:
    """The address that was typed; also one that no rule allows, and that a provider's events name all the same. Empty when it is none."""
    return parse_address(typed or "") or written_address(clean_typed(typed or ""))


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
