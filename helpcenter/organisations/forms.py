"""Forms of organisations: every refusal says what to do, beside the field, and keeps what was typed."""

import re
from typing import Any

from wtforms import BooleanField, FileField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from helpcenter.accounts.forms import InvitationForm
from helpcenter.i18n.locales import FAMILY_LOCALES, LOCALES
from helpcenter.organisations.addresses import AddressError, parse_sender_address
from helpcenter.organisations.colours import ColourError, choose_colour
from helpcenter.organisations.explanations import TOO_HEAVY, explain_address, explain_logo
from helpcenter.organisations.logos import MAX_BYTES, Logo, LogoError, clean_logo
from helpcenter.organisations.models import CONTACT_LENGTH, NAME_LENGTH, NOTE_LENGTH, SLUG_LENGTH, MemberRole
from helpcenter.organisations.service import SLUG
from helpcenter.organisations.texts import clean_line
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.heavy_uploads import say_before_sending
from helpcenter.web.locale import _, _l

# A colour picker knows this form only, and shows black for every other.
HEX = re.compile(r"#[0-9a-fA-F]{6}")
TOO_LONG = _l("At most %(max)d characters.")


class ColourField(StringField):
    """A colour picker; a plain field when what was typed is no colour, so that it can be seen and mended."""

    def __call__(self, **attributes: Any) -> Any:
        """The input of this field."""
        attributes.setdefault("type", "color" if HEX.fullmatch(self.data or "") else "text")
        return super().__call__(**attributes)


class BoxesField(SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BrandingForm(BaseForm):
    """How an organisation presents itself."""

    name = StringField(
        _l("Name of the organisation"),
        validators=[InputRequired(_l("Type the name that families know.")), Length(max=NAME_LENGTH, message=TOO_LONG)],
        description=_l("As families know it. It stands at the top of every sheet."),
        render_kw={"autocomplete": "organization"},
    )
    logo = FileField(
        _l("Logo"),
        description=_l("A PNG, JPEG or WebP picture of at most 2 MB. It is made smaller if needed."),
        render_kw={"accept": "image/png,image/jpeg,image/webp", **say_before_sending(MAX_BYTES, TOO_HEAVY)},
    )
    logo_hash = HiddenField()
    remove_logo = BooleanField(_l("Show no logo"))
    colour = ColourField(
        _l("Main colour"),
        description=_l("For titles and buttons. If it is too pale for white text, we darken it and show you the result."),
    )
    sender_address = StringField(
        _l("Your own sender address"),
        description=_l("Only if your mails do not come from the address above. Leave it empty otherwise."),
        render_kw={"inputmode": "email", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )
    contact_line = StringField(
        _l("Contact line"),
        validators=[Length(max=CONTACT_LENGTH, message=TOO_LONG)],
        description=_l("Whom families can ask. Example: Reception, 01 23 45 67 89, Monday to Friday"),
    )
    locales = BoxesField(
        _l("Languages of your sheets"),
        choices=make_choices({code: LOCALES[code].name for code in FAMILY_LOCALES}),
        validators=[InputRequired(_l("Choose at least one language."))],
    )
    uploaded: Logo | None = None

    def validate_name(self, field: StringField) -> None:
        """A name of blanks or invisible characters is none."""
        # InputRequired has let through what nobody can see.
        if not clean_line(field.data or ""):
            raise ValidationError(_("Type the name that families know."))

    def validate_logo(self, field: FileField) -> None:
        """Clean the uploaded file, or say why it cannot be the logo."""
        file = field.data
        if not getattr(file, "filename", ""):
            return
        with file.stream as stream:
            data = stream.read()
        try:
            self.uploaded = clean_logo(data)
        except LogoError as error:
            raise ValidationError(explain_logo(error.problem)) from None

    def validate_colour(self, field: StringField) -> None:
        """Say how a colour is written when this is none."""
        try:
            choose_colour(field.data or "")
        except ColourError:
            raise ValidationError(_("This is not a colour. Write it like #1d5f8a: a # and six digits or letters from a to f.")) from None

    def validate_sender_address(self, field: StringField) -> None:
        """Say what is wrong with an address."""
        if not (field.data or "").strip(" "):
            return
        try:
            parse_sender_address(field.data or "")
        except AddressError as error:
            raise ValidationError(explain_address(error.problem)) from None


class MemberForm(InvitationForm):
    """A new member of an organisation."""

    role = RadioField(
        _l("This person may"),
        choices=make_choices(
            {
                MemberRole.MEMBER.value: _l("change the branding, use the tutorials, ask for help"),
                MemberRole.MANAGER.value: _l("the same, and invite or remove members"),
            }
        ),
        default=MemberRole.MEMBER.value,
    )


class OrganisationForm(BaseForm):
    """A new organisation, entered by staff."""

    name = StringField(
        _l("Name of the organisation"),
        validators=[InputRequired(_l("Type the name that families know.")), Length(max=NAME_LENGTH, message=TOO_LONG)],
    )
    slug = StringField(
        _l("Short name"),
        validators=[Length(max=SLUG_LENGTH, message=TOO_LONG)],
        description=_l(
            "For addresses: small letters, digits and hyphens. Left empty, it is made from the name. It cannot be changed later."
        ),
        render_kw={"spellcheck": "false", "autocapitalize": "none"},
    )

    def validate_slug(self, field: StringField) -> None:
        """Say how a short name is written when this is none."""
        if field.data and not SLUG.fullmatch(field.data):
            raise ValidationError(_("Only small letters, digits and single hyphens between them. Example: social-centre-lime-trees"))


class DecisionForm(BaseForm):
    """What staff decide about a sender address."""

    note = StringField(
        _l("Note for the organisation"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
        description=_l("Needed to refuse: what to change. The organisation receives it by mail."),
    )
