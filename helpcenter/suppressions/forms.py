"""The forms of this room."""

from datetime import date

from wtforms import BooleanField, DateField, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from helpcenter.consent.addresses import parse_address
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import FAMILY_LOCALES, LOCALES
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import DETAIL_LENGTH
from helpcenter.suppressions.words import KIND
from helpcenter.unblock.models import LABEL_LENGTH
from helpcenter.web.context import services
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _, _l
from helpcenter.web.table_words import TABLE_FIELD

LONGEST_SEARCH = 254
TOO_LONG = _l("This is too long.")


def one_line(text: str | None) -> str:
    """What was typed, in one line."""
    # PostgreSQL keeps no NUL.
    return " ".join((text or "").replace("\x00", "").split())


def today() -> date:
    """The day on the house's clock."""
    return house_day(services().clock())


class SearchForm(BaseForm):
    """An address, or a part of one. It is sent, never put into the address of a page."""

    text = StringField(_l("Find an address"), filters=[one_line], validators=[Length(max=LONGEST_SEARCH, message=TOO_LONG)])


class StepForm(BaseForm):
    """A button."""


class RequestForm(BaseForm):
    """What a request still needs: how the organisation knows the family."""

    label = StringField(
        _l("Family"),
        description=_l("A name or number that you will recognise. Only you and the team see it."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Say which family it is.")),
            Length(max=LABEL_LENGTH, message=_l("Write one line of at most 80 letters.")),
        ],
    )
    locale = SelectField(_l("Language of the family"), validators=[Optional()])

    def offer_languages(self) -> "RequestForm":
        """The languages in which families read; returns the form."""
        self.locale.choices = make_choices({"": _("Not known"), **{code: LOCALES[code].name for code in FAMILY_LOCALES}})
        return self


class UploadForm(BaseForm):
    """A table of blocked addresses: a file, or lines pasted from a spreadsheet program."""

    file = FileField(
        _l("File"),
        description=_l("From Excel (.xlsx), LibreOffice (.ods) or as CSV. At most 5,000 lines."),
        render_kw=TABLE_FIELD,
    )
    lines = TextAreaField(
        _l("Or paste the lines here"),
        description=_l("One address per line is enough."),
        render_kw={"rows": 5, "spellcheck": "false"},
    )


class ImportForm(BaseForm):
    """Note what the look at the table has shown."""

    lines = TextAreaField()


class StaffUploadForm(UploadForm):
    """The same, and for which organisation."""

    organisation = SelectField(_l("Organisation"), coerce=str, validators=[InputRequired(_l("Choose an organisation."))])

    def offer(self, organisations: dict[str, str]) -> "StaffUploadForm":
        """Let one of these be chosen; returns the form."""
        self.organisation.choices = make_choices({"": _("Choose…"), **organisations})
        return self


class NewBlockForm(BaseForm):
    """What staff know about an address."""

    organisation = SelectField(_l("Organisation"), coerce=str, validators=[InputRequired(_l("Choose an organisation."))])
    address = StringField(
        _l("Mail address"),
        filters=[one_line],
        validators=[DataRequired(_l("Type the address."))],
        render_kw={"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false", "autocomplete": "off", "inputmode": "email"},
    )
    kind = SelectField(_l("Why"))
    since_on = DateField(_l("Blocked since"), validators=[InputRequired(_l("Choose a day, such as 3 November 2026."))])
    until_on = DateField(
        _l("Last day of the block"),
        description=_l("Leave it empty: the mail provider’s rule says how long it lasts, if it does."),
        validators=[Optional()],
    )
    detail = StringField(
        _l("Note"),
        description=_l("What the mail provider says. The organisation reads it."),
        filters=[one_line],
        validators=[Length(max=DETAIL_LENGTH, message=TOO_LONG)],
    )

    def offer(self, organisations: dict[str, str]) -> "NewBlockForm":
        """Let one of these be chosen; returns the form."""
        self.organisation.choices = make_choices({"": _("Choose…"), **organisations})
        self.kind.choices = make_choices({kind.value: KIND[kind] for kind in _KINDS})
        return self

    @property
    def clean_address(self) -> str:
        """The address, once it is valid."""
        return parse_address(self.address.data or "") or ""

    def validate_address(self, field: StringField) -> None:
        """A mail address."""
        if not parse_address(field.data or ""):
            raise ValidationError(_("This is not a mail address: it looks like marie@mail.example"))

    def validate_since_on(self, field: DateField) -> None:
        """A day that has come."""
        if field.data and field.data > today():
            raise ValidationError(_("This day has not come yet."))

    def validate_until_on(self, field: DateField) -> None:
        """A day that has not passed."""
        if field.data and field.data < today():
            raise ValidationError(_("This day is over: the block has ended."))


class LiftForm(BaseForm):
    """Staff take an address out of the list."""

    is_sure = BooleanField(
        _l("I have looked: the mail provider no longer blocks this address"), validators=[InputRequired(_l("Tick this box first."))]
    )


_KINDS = (BlockKind.MANUAL, BlockKind.HARD_BOUNCE, BlockKind.SPAM, BlockKind.UNSUBSCRIBE, BlockKind.SOFT, BlockKind.UNKNOWN)
