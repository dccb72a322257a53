"""Forms about one's own account, and for inviting the vendor's people."""

from wtforms import EmailField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from helpcenter.accounts.models import NAME_LENGTH, RoleName
from helpcenter.accounts.service import EmailError, normalise_email
from helpcenter.i18n.locales import INTERFACE_LOCALES, LOCALES
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _, _l


class AccountForm(BaseForm):
    """How somebody is called, and in which language the site speaks to them."""

    name = StringField(
        _l("Your name"),
        validators=[Length(max=NAME_LENGTH, message=_l("At most %(max)d characters."))],
        description=_l("Your colleagues and our team see it."),
        render_kw={"autocomplete": "name"},
    )
    locale = SelectField(
        _l("Language"),
        choices=make_choices({code: LOCALES[code].name for code in INTERFACE_LOCALES}),
        description=_l("For these pages and for the mails that you receive."),
    )


class InvitationForm(BaseForm):
    """Whom to invite."""

    email = EmailField(
        _l("E-mail address"),
        validators=[InputRequired(_l("Type an e-mail address."))],
        render_kw={"autocomplete": "off"},
    )

    def validate_email(self, field: EmailField) -> None:
        """Say what an address looks like when this is none."""
        try:
            normalise_email(field.data or "")
        except EmailError:
            raise ValidationError(_("This is not an e-mail address. Example: name@town-hall.example")) from None


class StaffInvitationForm(InvitationForm):
    """One of the vendor's people, with what they may do."""

    role = SelectField(
        _l("May"),
        choices=make_choices(
            {
                RoleName.STAFF.value: _l("handle requests and sender addresses"),
                RoleName.ADMIN.value: _l("the same, and invite colleagues"),
            }
        ),
    )


class MailsForm(BaseForm):
    """What is to happen to mails that did not leave."""

    action = SelectField(choices=make_choices({word: word for word in ("again", "all", "drop")}))
