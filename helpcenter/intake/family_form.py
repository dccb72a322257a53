"""The form of a family that receives no mails: who, which address, how to be reached."""

import unicodedata

from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from helpcenter.consent.addresses import parse_address
from helpcenter.consent.domains import likely_address
from helpcenter.intake.models import REACH_LENGTH
from helpcenter.intake.service import Said
from helpcenter.unblock.models import LABEL_LENGTH, Source
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _, _l


def one_line(text: str | None) -> str:
    """A text as people meant it: blanks made plain, no invisible sign."""
    return " ".join("".join(letter for letter in text or "" if letter.isspace() or unicodedata.category(letter) != "Cc").split())


class FamilyForm(BaseForm):
    """Three fields, in the words of families."""

    class Meta:
        """No cookie: the signed field protects this form."""

        csrf = False

    label = StringField(
        _l("Your name"),
        filters=[one_line],
        validators=[DataRequired(_l("Type your name.")), Length(max=LABEL_LENGTH, message=_l("This is too long."))],
        render_kw={"autocomplete": "name", "dir": "auto"},
    )
    address = StringField(
        _l("Your mail address"),
        description=_l("The one to which the mails should come."),
        validators=[DataRequired(_l("Type your whole mail address, such as marie@mail.example"))],
        render_kw={
            "autocomplete": "email",
            "autocapitalize": "none",
            "autocorrect": "off",
            "spellcheck": "false",
            "inputmode": "email",
            "dir": "ltr",
        },
    )
    is_sure = BooleanField(_l("My address is right as it stands"))
    reach = StringField(
        _l("How can we reach you?"),
        description=_l("A telephone number, or the day on which you come by."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Say how you can be reached: mails do not arrive.")),
            Length(max=REACH_LENGTH, message=_l("This is too long.")),
        ],
        # A number reads from left to right on an Arabic page too; its groups would change places.
        render_kw={"autocomplete": "tel", "dir": "auto"},
    )
    # People do not see this field; programs that fill in everything do.
    topic = StringField(_l("Leave this field empty"))

    @property
    def doubt(self) -> str | None:
        """The address that was more likely meant."""
        address = parse_address(self.address.data or "")
        return likely_address(address) if address else None

    def validate_address(self, field: StringField) -> None:
        """Name a typing mistake in the domain, unless the person has looked at it."""
        if not parse_address(field.data or ""):
            raise ValidationError(_("Type your whole mail address, such as marie@mail.example"))
        if self.doubt and not self.is_sure.data:
            raise ValidationError(_("Did you mean %(likely)s? Correct it, or tick the box below.", likely=self.doubt))

    def said(self, locale: str) -> Said:
        """What was sent, once it is valid; the language of the page is the family's."""
        address = parse_address(self.address.data or "") or ""
        return Said(Source.FAMILY, self.label.data or "", address, reach=self.reach.data or "", locale=locale)
