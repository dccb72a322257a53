"""The words for what a mail is worth and what became of it, for staff and for the organisation."""

from helpcenter.consent.mail_answers import MailDecision
from helpcenter.replies.judging import Reason, Verdict
from helpcenter.replies.mailbox import MailboxProblem
from helpcenter.replies.models import ReplyState
from helpcenter.web.locale import _l

VERDICT = {
    Verdict.PROVED: _l("Proved"),
    Verdict.UNPROVED: _l("Unproved"),
    Verdict.AUTOMATIC: _l("Automatic"),
}
TONE = {Verdict.PROVED: "badge-ok", Verdict.UNPROVED: "badge-warn"}
REASON = {
    Reason.UNSIGNED: _l("The mail carries no signature: anybody could have written it."),
    Reason.OTHER_DOMAIN: _l("It is signed, but not by the domain of its sender."),
    Reason.PARTLY_SIGNED: _l("Its signature leaves out the sender or part of the text: these could have been added later."),
    Reason.BAD_SIGNATURE: _l("Its signature does not fit: the mail was changed on its way or while it was saved, or the key is gone."),
    Reason.NO_KEY_ANSWER: _l("The key of the signature could not be asked for. We try again by ourselves."),
    Reason.MALFORMED: _l("Its head is broken: programs read different things in it."),
    Reason.OTHER_SENDER: _l("It does not come from the blocked address."),
    Reason.NO_CODE: _l("The code of the invitation does not stand in its text."),
    Reason.BOUNCE: _l("A notice of failed delivery: no answer of a person."),
    Reason.RECEIPT: _l("A read receipt: no answer of a person."),
    Reason.AUTO_REPLY: _l("An automatic reply: no answer of a person."),
    Reason.LIST: _l("A mail to many: no answer of a person."),
}
STATE = {
    ReplyState.WAITING: _l("to read"),
    ReplyState.RECORDED: _l("written down as the answer"),
    ReplyState.BESIDE: _l("kept beside the answer that was there already"),
    ReplyState.TOO_LATE: _l("its code was no longer open"),
    ReplyState.SET_ASIDE: _l("set aside"),
}
DECISION = {
    MailDecision.YES: _l("yes"),
    MailDecision.NO: _l("no"),
    MailDecision.NOT_ME: _l("not this person"),
    MailDecision.MOVED: _l("another address"),
    MailDecision.WITHDRAW: _l("withdrawn"),
}
MAILBOX = {
    MailboxProblem.CONNECTION.value: _l("No server answers under this address, or not over TLS."),
    MailboxProblem.LOGIN.value: _l("User or password are refused."),
    MailboxProblem.FOLDER.value: _l("The folder does not exist."),
    MailboxProblem.PROTOCOL.value: _l("The server broke off."),
}
FILE = {
    "empty": _l("Choose a file that holds the mail."),
    "too_large": _l("This file is larger than 5 MB. Ask for the mail without its attachments."),
    "outlook": _l(
        "This is an Outlook file (.msg), which has lost its signature. In Outlook on the web, choose “Save as”: that makes an .eml file."
    ),
    "no_mail": _l("This is no mail. An .eml file begins with lines such as “From:” and “Date:”."),
    "damaged": _l("This mail cannot be read."),
    "nothing": _l("No code of ours stands in this mail, and its sender is in no single open request. Nothing of it was kept."),
    "known": _l("This mail is here already: number %(number)s."),
}
