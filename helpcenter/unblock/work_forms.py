"""The forms of casework: few fields, most of them buttons."""

import re

from wtforms import BooleanField, HiddenField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from helpcenter.unblock.models import NOTE_LENGTH
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _l

PICKED = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")
# One page of the list.
MOST_AT_ONCE = 50


def plain_lines(text: str | None) -> str:
    """Browsers send two characters for a line end and count one; the database keeps no NUL."""
    return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()


class StepForm(BaseForm):
    """A button that changes a case; it says which state of the case its reader saw."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class CalledForm(StepForm):
    """The organisation called the family: nothing is changed on the word of a web page alone."""

    decision = HiddenField()
    has_called = BooleanField(
        _l("I have called the family on the number that we already held"),
        validators=[DataRequired(_l("Call first: whoever answered the page may not be the family."))],
    )


class NoteForm(BaseForm):
    """A remark about a case."""

    text = TextAreaField(
        _l("New note"),
        filters=[plain_lines],
        validators=[
            DataRequired(_l("Write the note first.")),
            Length(max=NOTE_LENGTH, message=_l("Write at most %(max)d letters.")),
        ],
    )


class OtherAddressForm(BaseForm):
    """Another address of the same family."""

    address = StringField(
        _l("Mail address"),
        description=_l("Your mails do not arrive there either. It gets its own code and its own request to the mail provider."),
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(_l("Type the address."))],
        render_kw={"inputmode": "email", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none", "dir": "ltr"},
    )

    def refuse(self, problem: str) -> None:
        """Say beside the field why this address cannot be added."""
        self.address.errors = [*self.address.errors, problem]


class WorkForm(StepForm):
    """A step of staff with one case; the button says which."""

    subject = StringField()


class ManyForm(BaseForm):
    """A step with many cases; each box holds the number of a case and the version that its reader saw."""

    cases = SelectMultipleField(validate_choice=False)
    subject = StringField()

    @property
    def picked(self) -> list[tuple[int, int]]:
        """What was ticked, each case once."""
        found = (PICKED.fullmatch(value) for value in dict.fromkeys(self.cases.data or []))
        return [(int(each[1]), int(each[2])) for each in found if each][:MOST_AT_ONCE]
