"""The interface's words for states: one sentence each, for badges, lists and histories."""

from helpcenter.consent.queries import CodeState
from helpcenter.unblock.workflow import NextAction, Status
from helpcenter.web.locale import _l

STATUS = {
    Status.NEW: _l("New"),
    Status.NEEDS_ORGANISATION: _l("Your turn"),
    Status.WAITING_PERSON: _l("Waits for the family"),
    Status.WAITING_PROVIDER: _l("Waits for the mail provider"),
    Status.UNBLOCKED: _l("Unblocked"),
    Status.VERIFIED: _l("Solved: a mail arrived"),
    Status.CLOSED_REFUSED: _l("Closed: mails not wanted"),
    Status.CLOSED_WRONG_PERSON: _l("Closed: wrong person"),
    Status.CLOSED_EXPIRED: _l("Closed: no answer"),
    Status.CLOSED_DECLINED: _l("Closed: refused by the provider"),
    Status.CLOSED_CORRECTED: _l("Closed: the address was corrected"),
    Status.CLOSED_SELF_HEALED: _l("Closed: the block ended"),
    Status.CLOSED_DUPLICATE: _l("Closed: merged with another request"),
}
TONE = {
    Status.NEEDS_ORGANISATION: "badge-warn",
    Status.UNBLOCKED: "badge-ok",
    Status.VERIFIED: "badge-ok",
    Status.CLOSED_DECLINED: "badge-error",
}
ACTION = {
    NextAction.INVITE: _l("Make an invitation"),
    NextAction.REMIND: _l("Remind the family"),
    NextAction.CALL: _l("Call the family"),
    NextAction.SEND: _l("Send one mail now"),
    NextAction.WAIT: _l("Nothing to do: we are at work"),
    NextAction.NOTHING: _l("Nothing to do"),
}
ADVICE = {
    NextAction.INVITE: _l("The family agrees on its own page. Choose how the code reaches it; several ways may be used."),
    NextAction.REMIND: _l("The family has a code and has not answered. Try another way: a call, a slip at the next visit."),
    NextAction.CALL: _l(
        "The person named another address. Call the family on the number you already hold before you change it in your software."
    ),
    NextAction.SEND: _l("Send one real mail, and ask the family whether it arrived."),
    NextAction.WAIT: _l("We see to it that the block is lifted, and tell you when it is."),
    NextAction.NOTHING: _l("This request is closed."),
}
CODE_STATE = {
    CodeState.OPEN: _l("not answered yet"),
    CodeState.PAUSED: _l("resting after wrong attempts"),
    CodeState.GIVEN: _l("answered: yes"),
    CodeState.REFUSED: _l("answered: no"),
    CodeState.WRONG_PERSON: _l("answered: not this person"),
    CodeState.NEEDS_CORRECTION: _l("answered: another address"),
    CodeState.WITHDRAWN: _l("agreement withdrawn"),
    CodeState.EXPIRED: _l("expired"),
    CodeState.REVOKED: _l("taken back"),
    CodeState.CLOSED: _l("closed: another code was answered"),
}
