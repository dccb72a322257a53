"""The interface's words for what happened in a case, who is waited for, and where it stands in the day of the staff."""

from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.lists import Turn
from helpcenter.unblock.staff_verbs import StepKind
from helpcenter.unblock.stages import Stage
from helpcenter.unblock.timeline import Wait
from helpcenter.unblock.workflow import ConsentTrack, ProviderTrack
from helpcenter.web.locale import _l

MOMENT = {
    "opened": _l("The request was opened."),
    "code": _l("A code was made: %(carrier)s."),
    "assigned": _l("%(subject)s looks after the request."),
    "unassigned": _l("Nobody in particular looks after the request any more."),
    "consent.to_invite": _l("The family can be invited now."),
    "consent.given": _l("The family agreed."),
    "consent.refused": _l("The family does not want these mails."),
    "consent.wrong_person": _l("Somebody else reads this mailbox."),
    "consent.expired": _l("No code was answered in time."),
    "consent.needs_correction": _l("The person named another address."),
    "consent.withdrawn": _l("The family withdrew its agreement."),
    "provider.none": _l("The mail provider is not asked, or no longer."),
    "provider.ready": _l("The mail provider can be asked."),
    "provider.in_batch": _l("The request stands in a batch for the mail provider."),
    "provider.asked": _l("The mail provider was asked to lift the block."),
    "provider.done": _l("The mail provider lifted the block."),
    "provider.declined": _l("The mail provider keeps the block."),
    "provider.no_answer": _l("The mail provider has not answered."),
    "provider.expires_by_itself": _l("The block ends by itself: nothing is asked."),
    "provider.stays_lifted": _l("The block stays lifted: nothing is asked of the mail provider again."),
    "provider.lifted_after_no": _l("The mail provider lifted the block after the no: we stop sending to this address."),
    "consent.asked_anew": _l("The answer was an error, says the family on the telephone: it can be invited anew."),
    "provider.to_suppress_again": _l("The agreement is gone: we stop sending to this address."),
    "address.added": _l("Another address of the family was added."),
    "case.verified": _l("A mail arrived: the request is solved."),
    "case.corrected": _l("The address was corrected in the software."),
    "case.self_healed": _l("The block ended by itself."),
    "case.duplicate": _l("Another request goes on for this mailbox."),
    "case.unanswered": _l("Nobody answered, and nobody said whether a mail arrived: the request is closed."),
    "case.open": _l("The request was opened again."),
    "mail.delivered": _l("A mail was handed over to the mailbox."),
    "mail.delayed": _l("A mail was late; the provider tried again."),
    "mail.temporary": _l("A mail failed: temporary error."),
    "mail.permanent": _l("A mail came back: permanent error."),
    "mail.blocked": _l("A mail was not sent: blocked."),
    "mail.complaint": _l("A mail was reported as spam."),
    "mail.unsubscribed": _l("The person unsubscribed."),
}
ANSWERED_BY = _l("Answered through: %(carrier)s.")
WAIT = {
    Wait.ORGANISATION: _l("the organisation"),
    Wait.FAMILY: _l("the family"),
    Wait.TEAM: _l("our team"),
    Wait.PROVIDER: _l("the mail provider"),
    Wait.TIME: _l("nobody: the block ends by itself"),
}
AGREEMENT = {
    ConsentTrack.NONE: _l("not asked yet"),
    ConsentTrack.TO_INVITE: _l("no code handed over yet"),
    ConsentTrack.INVITED: _l("has a code, has not answered"),
    ConsentTrack.GIVEN: _l("agreed"),
    ConsentTrack.REFUSED: _l("does not want the mails"),
    ConsentTrack.WRONG_PERSON: _l("is somebody else"),
    ConsentTrack.EXPIRED: _l("did not answer in time"),
    ConsentTrack.NEEDS_CORRECTION: _l("named another address"),
    ConsentTrack.WITHDRAWN: _l("withdrew the agreement"),
}
REQUEST = {
    ProviderTrack.NONE: _l("not asked"),
    ProviderTrack.READY: _l("is asked soon"),
    ProviderTrack.IN_BATCH: _l("is asked with the next batch"),
    ProviderTrack.ASKED: _l("was asked, has not answered"),
    ProviderTrack.DONE: _l("lifted the block"),
    ProviderTrack.DECLINED: _l("keeps the block"),
    ProviderTrack.NO_ANSWER: _l("did not answer"),
    ProviderTrack.EXPIRES_BY_ITSELF: _l("need not be asked"),
    ProviderTrack.TO_SUPPRESS_AGAIN: _l("is told to stop again"),
}
STAGE = {
    Stage.ORGANISATION: _l("Waits for the organisation"),
    Stage.FAMILY: _l("Waits for the family"),
    Stage.READY: _l("To ask of the provider"),
    Stage.IN_BATCH: _l("In a batch"),
    Stage.ASKED: _l("Asked of the provider"),
    Stage.LIFTED: _l("Lifted, no mail seen yet"),
    Stage.SUPPRESS: _l("To stop again"),
    Stage.ENDS_BY_ITSELF: _l("Ends by itself"),
    Stage.CLOSED: _l("Closed"),
}
TURN = {
    Turn.OURS: _l("Your turn"),
    Turn.OPEN: _l("All open"),
    Turn.CLOSED: _l("Closed"),
    Turn.ALL: _l("All"),
}
KIND = {
    BlockKind.HARD_BOUNCE: _l("Permanent error"),
    BlockKind.SPAM: _l("Reported as spam"),
    BlockKind.SOFT: _l("Temporary errors"),
    BlockKind.UNSUBSCRIBE: _l("Unsubscribed"),
    BlockKind.MANUAL: _l("Entered by hand"),
    BlockKind.UNKNOWN: _l("Not known"),
}
DONE = {
    StepKind.TAKE: _l("You look after it now."),
    StepKind.ASSIGN: _l("Kept who looks after it."),
    StepKind.ARRIVED: _l("Solved: a mail arrived."),
    StepKind.SELF_HEALED: _l("Closed: the block ended by itself."),
    StepKind.REOPEN: _l("The request is open again."),
    StepKind.MERGE: _l("Merged: the other request goes on."),
}
