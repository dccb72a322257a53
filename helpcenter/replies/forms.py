"""The forms of staff: attach a mail, say what it says."""

from wtforms import FileField, RadioField
from wtforms.validators import InputRequired

from helpcenter.consent.mail_answers import MailDecision
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _l

ASIDE = "aside"
DECISIONS = {
    MailDecision.YES.value: _l("Yes: the person wants the mails"),
    MailDecision.NO.value: _l("No: the person does not want them"),
    MailDecision.NOT_ME.value: _l("Not this person: the organisation is not known there"),
    MailDecision.WITHDRAW.value: _l("The person takes an earlier yes back"),
    ASIDE: _l("None of these: set the mail aside"),
}


class MailForm(BaseForm):
    """A received mail as a file."""

    mail = FileField(
        _l("The received mail (.eml)"),
        description=_l("Save it from your mail program as a file: forwarded or copied, it loses its signature. At most 5 MB."),
        render_kw={"accept": ".eml,message/rfc822"},
    )

    def read(self) -> bytes:
        """The bytes of the file; empty without one."""
        file = self.mail.data
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

    def chosen(self) -> MailDecision | None:
        """The decision; None sets the mail aside."""
        return None if self.decision.data == ASIDE else MailDecision(self.decision.data)


class ActionForm(BaseForm):
    """One button."""
