"""The forms of handing over: which way, what the person said, what stands on the signed paper."""

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from helpcenter.consent.addresses import ADDRESS_LENGTH, parse_address
from helpcenter.consent.models import Carrier
from helpcenter.consent.outcomes import Decision
from helpcenter.handover.papers import PaperKind
from helpcenter.handover.scans import MOST_BYTES, ScanError, ScanProblem, check_scan
from helpcenter.handover.words import HEARD, SCAN_PROBLEM
from helpcenter.unblock.forms import CARRIERS
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.heavy_uploads import say_before_sending
from helpcenter.web.locale import _, _l

PLACES = {
    Carrier.COUNTER.value: _l("At the counter, before my eyes"),
    Carrier.LETTER.value: _l("Elsewhere: it came back by post or was handed in"),
}


class InviteForm(BaseForm):
    """How the code is handed over."""

    carrier = SelectField(_l("How do you reach the family?"), choices=make_choices(CARRIERS))


class PaperForm(BaseForm):
    """Which paper; the code comes back from the page on which it was made."""

    kind = SelectField(choices=make_choices({kind.value: kind.value for kind in PaperKind}))
    code = HiddenField(validators=[InputRequired()])
    digits = HiddenField(validators=[InputRequired()])


class ClerkForm(BaseForm):
    """An answer that a clerk writes down."""

    decision = RadioField(_l("The answer"), choices=make_choices(HEARD), validators=[InputRequired(_l("Choose one of the four answers."))])
    new_address = StringField(
        _l("The other address"),
        description=_l("Only for the last answer. Read it back, letter by letter."),
        validators=[Length(max=ADDRESS_LENGTH, message=_l("This is too long."))],
        render_kw={"inputmode": "email", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )

    @property
    def answer(self) -> Decision:
        """What was chosen, once it is valid."""
        return Decision(self.decision.data)

    @property
    def other_address(self) -> str:
        """The other address, for the answer that needs one."""
        return (parse_address(self.new_address.data or "") or "") if self.answer is Decision.MOVED else ""

    def validate_new_address(self, field: StringField) -> None:
        """Needed for one of the answers only."""
        if self.decision.data == Decision.MOVED and not parse_address(field.data or ""):
            raise ValidationError(_("Type the whole address, such as marie@mail.example"))

    def refuse_same(self) -> None:
        """The address is the one that the request has already."""
        self.new_address.errors = [*self.new_address.errors, _("This is the address that the request has already. Choose another answer.")]


class SpokenForm(ClerkForm):
    """What was said, on the telephone or at the counter."""

    # The name of a provider that does not accept an agreement that was only said.
    refused_by = ""
    stamp = HiddenField()
    is_heard = BooleanField(
        _l("I read the text aloud, and the person told me the address before I said it."),
    )

    def validate_decision(self, field: RadioField) -> None:
        """A yes that the provider refuses would end the request, and help nobody."""
        # A no is taken however it is said: nothing is asked of the provider after it.
        if self.refused_by and field.data == Decision.YES:
            raise ValidationError(
                _(
                    "%(provider)s does not accept an agreement that was only said. Hand over a code, or let the person sign the form.",
                    provider=self.refused_by,
                )
            )

    def validate_is_heard(self, field: BooleanField) -> None:
        """Who is called on a wrong number has not answered: whoever answers knows the address, or another one."""
        if self.decision.data in {Decision.YES, Decision.NO} and not field.data:
            raise ValidationError(_("Ask for the address first, and tick this box once you have heard it."))


class SignedForm(ClerkForm):
    """What stands on the signed paper, and its scan."""

    place = RadioField(_l("Where was it signed?"), choices=make_choices(PLACES), validators=[InputRequired(_l("Choose one of the two."))])
    is_compared = BooleanField(_l("The paper is signed, and the address written on it is the one above."))
    scan = FileField(
        _l("Scan or photo of the paper"),
        description=_l(
            "One file of at most 8 MB: PDF, JPEG, PNG or HEIC. Only your organisation and the team see it; it is kept as evidence."
        ),
        render_kw={
            "accept": "application/pdf,image/jpeg,image/png,image/heic",
            **say_before_sending(MOST_BYTES, SCAN_PROBLEM[ScanProblem.SIZE]),
        },
    )
    data_of_scan = b""
    media_type = ""

    def validate_is_compared(self, field: BooleanField) -> None:
        """A yes for another address is none for this one."""
        if self.decision.data in {Decision.YES, Decision.NO} and not field.data:
            raise ValidationError(_("Compare the address first. Is it another one? Then choose “Has another address”."))

    def validate_scan(self, field: FileField) -> None:
        """Read the file, or say why it cannot be kept."""
        data = _read(field.data)
        try:
            self.media_type = check_scan(data)
        except ScanError as error:
            raise ValidationError(str(SCAN_PROBLEM[error.problem])) from None
        self.data_of_scan = data


def _read(upload: object) -> bytes:
    """All of an uploaded file; nothing when none was chosen."""
    if not isinstance(upload, FileStorage):
        return b""
    # Closed at once: what is large lies in a temporary file until then.
    with upload.stream as stream:
        data: bytes = stream.read()
    return data
