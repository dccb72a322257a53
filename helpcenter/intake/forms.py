"""The forms by which a case comes in. Those of strangers need no cookie: a signed field protects them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from wtforms import BooleanField, DateField, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from helpcenter.bounces.desk import explain_text
from helpcenter.bounces.explanation import Explanation
from helpcenter.consent.addresses import ADDRESS_LENGTH, canonical_address, parse_address
from helpcenter.consent.domains import likely_address
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import FAMILY_LOCALES, LOCALES
from helpcenter.intake.blocks import kind_of_block
from helpcenter.intake.columns import read_addresses
from helpcenter.intake.family_form import one_line
from helpcenter.intake.models import Proposal
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.family_addresses import MOST_ADDRESSES
from helpcenter.unblock.models import ERROR_LENGTH, LABEL_LENGTH, TICKET_LENGTH, Source
from helpcenter.unblock.service import OLDEST_DAYS, CaseProblem, NewCase
from helpcenter.web.context import services
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _, _l
from helpcenter.web.table_words import TABLE_FIELD

TOO_LONG = _l("This is too long.")
TRAP = "topic"


def many_lines(text: str | None) -> str:
    """The same for a text of several lines: browsers count a line end as one character and send two."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


class RequestForm(BaseForm):
    """Which family, which address, when, and the error if there is one: four fields, two more for whoever knows."""

    label = StringField(
        _l("Family"),
        description=_l("A name or number that you will recognise. Only you and the team see it."),
        filters=[one_line],
        validators=[DataRequired(_l("Say which family it is.")), Length(max=LABEL_LENGTH, message=TOO_LONG)],
    )
    address = StringField(
        _l("Mail address of the family"),
        description=_l("The one to which your mails are sent."),
        validators=[DataRequired(_l("Type the address to which your mails are sent."))],
        render_kw={"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false", "autocomplete": "off", "inputmode": "email"},
    )
    is_sure = BooleanField(_l("The address is right as it stands"))
    last_mail_on = DateField(
        _l("Day of the last mail that did not arrive"),
        description=_l("As well as you remember."),
        validators=[InputRequired(_l("Choose a day, such as 3 November 2026."))],
    )
    error_text = TextAreaField(
        _l("Error text, if you have one"),
        description=_l("Copy it as it stands in your software or in the mail that came back. Leave it empty if you have none."),
        filters=[many_lines],
        validators=[Optional(), Length(max=ERROR_LENGTH, message=_l("This is too long: the first lines are enough."))],
        render_kw={"rows": 3, "spellcheck": "false"},
    )
    locale = SelectField(_l("Language of the family"), validators=[Optional()])
    ticket = StringField(
        _l("Ticket number of our help desk"),
        description=_l("If you have written to us about it before."),
        filters=[one_line],
        validators=[Optional(), Length(max=TICKET_LENGTH, message=TOO_LONG)],
    )
    # Pressed below an advice: whoever knows better opens the request all the same.
    anyway = BooleanField()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.locale.choices = make_choices({"": _("Not known"), **{code: LOCALES[code].name for code in FAMILY_LOCALES}})

    @property
    def doubt(self) -> str | None:
        """The address that was more likely meant."""
        address = parse_address(self.address.data or "")
        return likely_address(address) if address else None

    @cached_property
    def said(self) -> Explanation:
        """What the error text says."""
        return explain_text(self.error_text.data or "")

    @property
    def has_more(self) -> bool:
        """True when one of the fields below "more" is filled or wrong."""
        return bool(self.locale.data or self.ticket.data or self.locale.errors or self.ticket.errors)

    def validate_address(self, field: StringField) -> None:
        """Name a typing mistake in the domain, unless the person has looked at it."""
        if not parse_address(field.data or ""):
            raise ValidationError(_("This is not a mail address: it looks like marie@mail.example"))
        if self.doubt and not self.is_sure.data:
            raise ValidationError(_("Did you mean %(likely)s? Correct it, or tick the box below.", likely=self.doubt))

    def validate_last_mail_on(self, field: DateField) -> None:
        """A day that a block can have begun with."""
        today = house_day(services().clock())
        if field.data and field.data > today:
            raise ValidationError(self._problem(CaseProblem.FUTURE)[1])
        if field.data and (today - field.data).days > OLDEST_DAYS:
            raise ValidationError(self._problem(CaseProblem.TOO_OLD)[1])

    def new_case(self, source: Source = Source.MEMBER) -> NewCase:
        """What was sent, once it is valid."""
        return NewCase(
            label=self.label.data or "",
            address=self.address.data or "",
            last_mail_on=self.last_mail_on.data or date.min,
            locale=self.locale.data or None,
            ticket=self.ticket.data or "",
            error_text=self.error_text.data or "",
            kind=kind_of_block(self.said),
            source=source,
        )

    def refuse(self, problem: CaseProblem) -> None:
        """Put a problem beside the field that it belongs to."""
        field, message = self._problem(problem)
        field.errors = [*field.errors, message]

    def _problem(self, problem: CaseProblem) -> tuple[Any, str]:
        return {
            CaseProblem.LABEL: (self.label, _("Write one line of at most 80 letters.")),
            CaseProblem.ADDRESS: (self.address, _("This is not a mail address: it looks like marie@mail.example")),
            CaseProblem.DUPLICATE: (self.address, _("There is an open request for this address already.")),
            CaseProblem.FUTURE: (self.last_mail_on, _("This day has not come yet.")),
            CaseProblem.TOO_OLD: (self.last_mail_on, _("This is more than a year ago: the block has ended. Send a mail again first.")),
        }[problem]


def form_of_proposal(proposal: Proposal) -> RequestForm:
    """The form of a member, filled with what a stranger said."""
    names = ("label", "address", "last_mail_on", "error_text", "locale", "ticket")
    return RequestForm(formdata=None, data={name: getattr(proposal, name) for name in names})


class LinkForm(RequestForm):
    """The same form, opened from the vendor's software."""

    class Meta:
        """No cookie: the signed field says which link this continues."""

        csrf = False

    others = TextAreaField(
        _l("Other addresses of the family that receive nothing"),
        description=_l(
            "One on each line. Each gets its own code and its own request to the mail provider. Take out those where mails arrive."
        ),
        filters=[many_lines],
        render_kw={"rows": 2, "spellcheck": "false", "autocapitalize": "none", "autocomplete": "off", "inputmode": "email", "dir": "ltr"},
    )

    @property
    def other_addresses(self) -> list[str]:
        """Each other mailbox once, without that of the first field."""
        boxes: dict[str, str] = {}
        for text in read_addresses(self.others.data or ""):
            address = parse_address(text)
            boxes.setdefault(canonical_address(address) if address else text, text)
        first = parse_address(self.address.data or "")
        return [text for box, text in boxes.items() if not first or box != canonical_address(first)]

    def validate_others(self, field: TextAreaField) -> None:
        """Addresses, and a handful at most."""
        if len(self.other_addresses) >= MOST_ADDRESSES:
            raise ValidationError(_("A request holds at most four addresses."))
        for text in self.other_addresses:
            address = parse_address(text)
            if not address:
                raise ValidationError(_("This is not a mail address: “%(text)s”", text=text[:ADDRESS_LENGTH]))
            likely = likely_address(address)
            if likely and not self.is_sure.data:
                raise ValidationError(_("Did you mean %(likely)s? Correct it, or tick the box below.", likely=likely))

    @property
    def doubt(self) -> str | None:
        """The address that was more likely meant, in either field."""
        others = (likely_address(address) for text in self.other_addresses if (address := parse_address(text)))
        return super().doubt or next((likely for likely in others if likely), None)

    def new_cases(self, source: Source) -> list[NewCase]:
        """What was sent, once it is valid: the first address, then the others."""
        first = self.new_case(source)
        return [first, *(replace(first, address=address) for address in self.other_addresses)]


class VisitorForm(RequestForm):
    """The same form for somebody who is not signed in, and so names the organisation."""

    class Meta:
        """No cookie: the signed field protects this form."""

        csrf = False

    organisation = SelectField(
        _l("Your organisation"),
        validators=[InputRequired(_l("Choose your organisation."))],
    )
    # People do not see this field; programs that fill in everything do.
    topic = StringField(_l("Leave this field empty"))

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Let one of these be chosen."""
        self.organisation.choices = make_choices({"": _("Choose…"), **{each.slug: each.name for each in organisations}})


class UploadForm(BaseForm):
    """A table of many families: a file, or lines pasted from a spreadsheet program."""

    file = FileField(
        _l("File"),
        description=_l("From Excel (.xlsx), LibreOffice (.ods) or as CSV. At most 1,000 lines."),
        render_kw=TABLE_FIELD,
    )
    lines = TextAreaField(
        _l("Or paste the lines here"),
        description=_l("Mark the cells in your spreadsheet program, copy, and paste: names of the columns included."),
        render_kw={"rows": 5, "spellcheck": "false"},
    )


class ImportForm(BaseForm):
    """Open what the look at the table has shown."""

    lines = TextAreaField()
    passes = BooleanField(_l("Open the doubtful lines too: I have looked at them"))


class DismissForm(BaseForm):
    """Forget what a stranger said."""
