"""The forms of batches."""

from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Optional

from helpcenter.batches.answer_file import MOST_BYTES
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _l


class StepForm(BaseForm):
    """A button: nothing is typed."""


class TableForm(BaseForm):
    """The provider's answers as a table: a file, or pasted lines."""

    file = FileField(_l("File (CSV)"), description=_l("The table of the dossier, with its last column filled in."), validators=[Optional()])
    lines = TextAreaField(
        _l("Or paste the lines"),
        description=_l("With the first line, which names the columns."),
        render_kw={"rows": 5, "spellcheck": "false"},
    )

    def data_sent(self) -> bytes:
        """The table as it was sent; a byte more than is allowed is enough to refuse it."""
        if self.file.data:
            content: bytes = self.file.data.read(MOST_BYTES + 1)
            return content
        return (self.lines.data or "").encode()
