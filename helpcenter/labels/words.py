"""The interface's words for states, evidence and problems."""

from helpcenter.labels.mail_clients import Confidence
from helpcenter.labels.models import FlagReason
from helpcenter.labels.urgency import State
from helpcenter.labels.wording import WordingProblem
from helpcenter.labels.worklist import ALL, TO_CHECK, UNDECIDED
from helpcenter.web.locale import _l

STATES = {
    State.FLAGGED.value: _l("Readers were stuck"),
    State.MEMORY.value: _l("From memory"),
    State.SEEN.value: _l("Never seen on a screen"),
    State.OLD.value: _l("Checked too long ago"),
    State.CHECKED.value: _l("Checked"),
}
TONES = {
    State.FLAGGED.value: "badge-error",
    State.MEMORY.value: "badge-warn",
    State.SEEN.value: "badge-warn",
    State.OLD.value: "badge-warn",
    State.CHECKED.value: "badge-ok",
}
# What one can choose in the list: the states, and three that go across them.
CHOICES = {
    TO_CHECK: _l("To be checked"),
    **STATES,
    UNDECIDED: _l("Waits for our decision"),
    ALL: _l("All"),
}
REASONS = {
    FlagReason.NOT_FOUND.value: _l("did not find it"),
    FlagReason.LOOKS_DIFFERENT.value: _l("saw another screen"),
    FlagReason.NO_EFFECT.value: _l("saw it do something else"),
    FlagReason.OTHER.value: _l("another reason"),
}
CONFIDENCES = {
    Confidence.HIGH.value: _l("it is very likely right"),
    Confidence.MEDIUM.value: _l("it is probably right"),
    Confidence.LOW.value: _l("it is a guess"),
}
PROBLEMS = {
    WordingProblem.EMPTY: _l("Type what is written on the screen."),
    WordingProblem.TOO_LONG: _l("This is too long: at most 120 characters stand on a button."),
    WordingProblem.MARKUP: _l("The characters < > { } ` cannot be kept. Type the words only."),
    WordingProblem.UNSEEN: _l("This holds a line break or an invisible character. Type it by hand instead of pasting it."),
}
