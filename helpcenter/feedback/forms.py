"""The forms of readers (no cookie: signed fields protect them) and of staff."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from helpcenter.feedback.answers import AnswerProblem
from helpcenter.feedback.models import ADDRESS_LENGTH, COMMENT_LENGTH, NOTE_LENGTH, Reason, RemarkState
from helpcenter.feedback.service import Said, Work
from helpcenter.feedback.words import REASONS, STATES
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _, _l


def one_kind_of_line_end(text: str | None) -> str:
    """Browsers count a line end as one character and send two."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def something_is_said(form: Any, field: RadioField) -> None:
    """A form sent without reason, comment and address was sent by mistake."""
    if not field.data and not form.comment.data and not form.address.data:
        # Before Optional(), which would take the absence of a choice for granted.
        field.errors = []
        raise StopValidation(_("Choose what could be better, or write a comment."))


class RemarkForm(BaseForm):
    """What a reader may say after a No; everything may be left out but not all."""

    class Meta:
        """No cookie: the signed part of the address says which vote this continues."""

        csrf = False

    reason = RadioField(_l("What could be better?"), choices=make_choices(REASONS), validators=[something_is_said, Optional()])
    comment = TextAreaField(
        _l("Tell us more"),
        description=_l("Please write no names, addresses or codes here. At most 1,000 characters."),
        filters=[one_kind_of_line_end],
        validators=[Length(max=COMMENT_LENGTH, message=_l("This is too long: at most 1,000 characters."))],
    )
    address = StringField(
        _l("Your mail address, to be told when the article has changed"),
        description=_l("You may leave this empty. We send one mail, then the address is deleted; after six months in any case."),
        filters=[lambda text: (text or "").strip()],
    )
    # People do not see this field; programs that fill in everything do.
    topic = StringField(_l("Leave this field empty"))

    def validate_address(self, field: StringField) -> None:
        """A mistyped address would wait for nothing."""
        if field.data and not parse_address(field.data):
            raise ValidationError(_("This is not a mail address: it looks like marie@mail.example"))

    def said(self) -> Said | None:
        """What was said, once it is valid; None when only an address was left."""
        if not self.reason.data and not self.comment.data:
            return None
        return Said(Reason(self.reason.data or Reason.OTHER), self.comment.data or "")


class WorkForm(BaseForm):
    """What staff decide about a remark."""

    state = RadioField(_l("State"), choices=make_choices(STATES), validators=[InputRequired(_l("Choose a state."))])
    note = TextAreaField(
        _l("Note for the team"),
        description=_l("Readers do not see it. It is deleted with the comment."),
        filters=[one_kind_of_line_end],
        validators=[Length(max=NOTE_LENGTH, message=_l("This is too long: at most 1,000 characters."))],
    )
    version = IntegerField(validators=[NumberRange(min=1)])

    def work(self) -> Work:
        """What was decided, once it is valid."""
        return Work(RemarkState(self.state.data), self.note.data or "", self.version.data or 0)


class WordsForm(BaseForm):
    """What staff do about words that were searched in vain."""

    locale = HiddenField(validators=[InputRequired()])
    words = HiddenField(validators=[InputRequired()])
    same_as = StringField(_l("Means the same as"), filters=[lambda text: " ".join((text or "").split())], validators=[Length(max=80)])
    article = StringField(_l("The article that answers"), filters=[lambda text: " ".join((text or "").split())])

    def refuse(self, problem: AnswerProblem) -> None:
        """Put a problem beside the field that it belongs to."""
        message = {
            AnswerProblem.NO_WORDS: _("Type the other word, or words, that mean the same."),
            AnswerProblem.TOO_LONG: _("This is too long for a synonym. Name a best answer instead."),
            AnswerProblem.NO_ARTICLE: _("There is no article with this title. Choose one of the list."),
            AnswerProblem.FILE: _("The file of the search words is written in a way that cannot be extended here. Edit it by hand."),
            AnswerProblem.NO_SLUG: _("No title can be made from these words. Begin the article by hand."),
            AnswerProblem.TAKEN: _("There is an article with this address already. Name it as the best answer."),
        }[problem]
        field = self.article if problem is AnswerProblem.NO_ARTICLE else self.same_as
        field.errors = [*field.errors, message]


def parse_address(text: str) -> str | None:
    """The address in its usual form; None for a text that is none."""
    try:
        found = validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    # Longer once normalised, it would not fit its column.
    return found if len(found) <= ADDRESS_LENGTH else None


def trap_is_touched(form: Any) -> bool:
    """True when the field that people do not see was filled in."""
    return bool((form.get("topic") or "").strip())
