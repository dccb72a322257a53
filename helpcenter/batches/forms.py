"""The forms of batches."""

from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Optional

from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _l
from helpcenter.web.table_words import TABLE_FIELD


class StepForm(BaseForm):
    """A button: nothing is typed."""


class TableForm(BaseForm):
    """The provider's answers as a table: a file, or pasted lines."""

    file = FileField(
        _l("File"),
        description=_l("The table of the dossier, with its last column filled in: .xlsx, .ods or CSV."),
        validators=[Optional()],
        render_kw=TABLE_FIELD,
    )
    lines = TextAreaField(
        _l("Or paste the lines"),
        description=_l("With the first line, which names the columns."),
        render_kw={"rows": 5, "spellcheck": "false"},
    )

    def data_sent(self) -> bytes:
        """The table as it was sent."""
        if self.file.data:
            with self.file.data.stream as stream:
                content: bytes = stream.read()
            return content
        return (self.lines.data or "").encode()
