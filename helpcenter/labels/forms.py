"""The forms of staff on labels."""

from wtforms import HiddenField, StringField
from wtforms.validators import Length

from helpcenter.labels.models import NOTE_LENGTH
from helpcenter.labels.wording import WordingProblem
from helpcenter.labels.words import PROBLEMS
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _l


class CheckForm(BaseForm):
    """What a person read on a screen. Without a wording: it says exactly what we say."""

    seen = HiddenField()
    wording = StringField(_l("What the screen says"), description=_l("Exactly as it is written there, capitals included."))

    def refuse(self, problem: WordingProblem) -> None:
        """Put a problem beside the field."""
        self.wording.errors = [str(PROBLEMS[problem])]


class DecisionForm(BaseForm):
    """Why a label is published although nobody has seen it."""

    text = HiddenField()
    note = StringField(
        _l("Why (for the team)"),
        # One line; PostgreSQL keeps no NUL.
        filters=[lambda text: " ".join((text or "").replace("\x00", "").split())],
        validators=[Length(max=NOTE_LENGTH, message=_l("This is too long: at most 500 characters."))],
    )


class DismissForm(BaseForm):
    """Nothing but the protection against forged posts."""
