"""The form of whoever has an error message before them: paste it, or bring the file."""

from wtforms import FileField, TextAreaField
from wtforms.validators import DataRequired

from helpcenter.bounces.uploads import Unreadable
from helpcenter.bounces.words import explain_obstacle
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _l


class ExplainForm(BaseForm):
    """No field must be right: whatever is brought is looked at."""

    class Meta:
        """No cookie: nothing is written, so nothing can be forged."""

        csrf = False

    message = TextAreaField(
        _l("The error message"),
        description=_l("All of it, or only the line with the error. We keep nothing of it."),
        render_kw={"rows": 7, "spellcheck": "false", "autocomplete": "off", "autocapitalize": "none"},
    )
    file = FileField(
        _l("Or the file of the mail that came back"),
        description=_l("Its name ends with .eml or .msg (Outlook). You may also drop it anywhere on this frame."),
        render_kw={"accept": ".eml,.msg,.txt,.mbox,message/rfc822,application/vnd.ms-outlook,text/plain"},
    )

    def refuse(self, kind: Unreadable, *, is_file: bool) -> None:
        """Put an obstacle beside the field that it belongs to."""
        field = self.file if is_file and kind is not Unreadable.EMPTY else self.message
        field.errors = [explain_obstacle(kind)]


class TryForm(BaseForm):
    """Staff try a text; it is kept nowhere."""

    message = TextAreaField(
        _l("Text to try"),
        description=_l("A line of a server, or a whole report. It is kept nowhere."),
        validators=[DataRequired(_l("Paste a text."))],
        render_kw={"rows": 5, "spellcheck": "false"},
    )
