"""The interface's words for reasons and states."""

from helpcenter.feedback.models import Reason, RemarkState
from helpcenter.web.locale import _l

REASONS = {
    Reason.MORE.value: _l("It needs more information"),
    Reason.HARD.value: _l("It is hard to understand"),
    Reason.WRONG.value: _l("Something is not right"),
    Reason.LINK.value: _l("A link does not work"),
    Reason.UNSOLVED.value: _l("My problem is not solved"),
    Reason.OTHER.value: _l("Something else"),
}
STATES = {
    RemarkState.NEW.value: _l("New"),
    RemarkState.PLANNED.value: _l("Planned: the article will change"),
    RemarkState.ANSWERED.value: _l("Answered: the article has changed"),
    RemarkState.DISMISSED.value: _l("Dismissed: nothing to do"),
}
SHORT_STATES = {
    RemarkState.NEW.value: _l("New"),
    RemarkState.PLANNED.value: _l("Planned"),
    RemarkState.ANSWERED.value: _l("Answered"),
    RemarkState.DISMISSED.value: _l("Dismissed"),
}
TONES = {
    RemarkState.NEW.value: "badge-warn",
    RemarkState.ANSWERED.value: "badge-ok",
}
