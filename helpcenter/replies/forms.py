"""The forms of staff: attach a mail, say what it says."""

from wtforms import FileField, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from helpcenter.consent.addresses import ADDRESS_LENGTH, parse_address
from helpcenter.consent.mail_answers import MailDecision
from helpcenter.replies.models import MailReply
from helpcenter.replies.reading import MOST_BYTES
from helpcenter.replies.words import FILE
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.heavy_uploads import say_before_sending
from helpcenter.web.locale import _, _l

ASIDE = "aside"
DECISIONS = {
    MailDecision.YES.value: _l("Yes: the person wants the mails"),
    MailDecision.NO.value: _l("No: the person does not want them"),
    MailDecision.NOT_ME.value: _l("Not this person: the organisation is not known there"),
    MailDecision.MOVED.value: _l("The person has another address: the organisation calls and checks it"),
    MailDecision.WITHDRAW.value: _l("The person takes an earlier yes back"),
    ASIDE: _l("None of these: set the mail aside"),
}


class MailForm(BaseForm):
    """A received mail as a file."""

    mail = FileField(
        _l("The received mail (.eml)"),
        description=_l("Save it from your mail program as a file: forwarded or copied, it loses its signature. At most 5 MB."),
        render_kw={"accept": ".eml,message/rfc822", **say_before_sending(MOST_BYTES, FILE["too_large"])},
    )

    def read(self) -> bytes:
        """The bytes of the file; empty without one."""
        file = self.mail.data
        # A browser sends an empty file when none was chosen.
        if not getattr(file, "filename", ""):
            return b""
        with file.stream as stream:
            data: bytes = stream.read()
            return data

    def refuse(self, message: str) -> None:
        """Put a problem beside the file."""
        self.mail.errors = [*self.mail.errors, message]


class DecisionForm(BaseForm):
    """What the mail says."""

    decision = RadioField(
        _l("What does the person say?"), choices=make_choices(DECISIONS), validators=[InputRequired(_l("Choose what the mail says."))]
    )
    new_address = StringField(
        _l("The other address"),
        description=_l("Only when the person names one, as it stands in the mail."),
        validators=[Length(max=ADDRESS_LENGTH, message=_l("This is too long."))],
        render_kw={"inputmode": "email", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )

    def offer(self, reply: MailReply) -> None:
        """Leave only what may be read in this mail; from another mailbox, its sender is the address."""
        allowed = {each.value for each in reply.may_say} | {ASIDE}
        self.decision.choices = make_choices({value: label for value, label in DECISIONS.items() if value in allowed})
        # Whatever was typed: of such a mail, only the address of its sender is known.
        if reply.is_from_elsewhere:
            self.new_address.data = reply.sender

    def validate_new_address(self, field: StringField) -> None:
        """Needed for one of the decisions only."""
        if self.decision.data == MailDecision.MOVED and not parse_address(field.data or ""):
            raise ValidationError(_("Type the whole address, such as marie@mail.example"))

    def refuse_same(self) -> None:
        """The address is the one that the request has already."""
        self.new_address.errors = [*self.new_address.errors, _("This is the address that the request has already. Choose another answer.")]

    @property
    def other_address(self) -> str:
        """The other address, for the decision that needs one."""
        return parse_address(self.new_address.data or "") or ""

    def chosen(self) -> MailDecision | None:
        """The decision; None sets the mail aside."""
        return None if self.decision.data == ASIDE else MailDecision(self.decision.data)


class ActionForm(BaseForm):
    """One button."""
