"""The interface's words for blocks: why, until when, what to do, how they ended."""

from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.importing import Finding, Planned
from helpcenter.suppressions.lines import Line
from helpcenter.suppressions.models import Lifting, Origin
from helpcenter.suppressions.person_words import EVENT, KIND
from helpcenter.suppressions.queries import Shown
from helpcenter.suppressions.steps import NextStep
from helpcenter.web.locale import _l
from helpcenter.web.table_words import FILE_PROBLEMS

__all__ = ["ADVICE", "EVENT", "FINDING", "KIND", "LIFTING", "ORIGIN", "SHOWN", "STEP", "TABLE_PROBLEMS", "WHY"]
WHY = {
    BlockKind.HARD_BOUNCE: _l("The mailbox provider said that this address takes no mails: it does not exist, or no longer."),
    BlockKind.SPAM: _l("The person, or their mailbox, reported a mail as spam. One report is enough: nothing more is sent."),
    BlockKind.SOFT: _l("Mails failed several times, for instance because the mailbox is full."),
    BlockKind.UNSUBSCRIBE: _l("The person does not want these mails any more."),
    BlockKind.MANUAL: _l("Somebody entered this address by hand."),
    BlockKind.UNKNOWN: _l("The mail provider did not even send the last mail. It does not say why."),
}
ORIGIN = {
    Origin.EVENT: _l("from the mail provider"),
    Origin.STAFF: _l("from our team"),
    Origin.CSV: _l("from a table"),
    Origin.CASE: _l("agreement withdrawn"),
}
STEP = {
    NextStep.FOLLOW: _l("A request is open"),
    NextStep.WAIT: _l("Wait: it ends by itself"),
    NextStep.TYPING: _l("Correct the address"),
    NextStep.CORRECT: _l("Check the address with the family"),
    NextStep.ASK: _l("Open a request"),
    NextStep.LEFT: _l("Ask whether the family wants the mails"),
    NextStep.UNWANTED: _l("Tell the family another way"),
    NextStep.STRANGER: _l("Take the address out"),
    NextStep.SEND: _l("Send a mail again"),
    NextStep.NOTHING: _l("Nothing to do"),
}
ADVICE = {
    NextStep.FOLLOW: _l("See there what is to be done."),
    NextStep.WAIT: _l("It ends sooner than a request would be answered. Send again on the day after."),
    NextStep.TYPING: _l("The address looks mistyped. Correct it in your software; nothing needs to be lifted then."),
    NextStep.CORRECT: _l(
        "Ask the family for its address, on the number you already hold, and correct it in your software. "
        "Only if the address is right as it stands: open a request."
    ),
    NextStep.ASK: _l("The block can be lifted when the family agrees to receive your mails. A request starts that."),
    NextStep.LEFT: _l(
        "The family unsubscribed. Tell it what matters another way, and ask. Only if it wants your mails again: open a request."
    ),
    NextStep.UNWANTED: _l("The family does not want these mails. Tell it what matters by letter or telephone."),
    NextStep.STRANGER: _l("Somebody else reads this mailbox. Take the address out of your software, and ask the family for the right one."),
    NextStep.SEND: _l("It is no longer blocked, as far as we know. Send one real mail and see whether it arrives."),
    NextStep.NOTHING: _l("This is over."),
}
LIFTING = {
    Lifting.DELIVERED: _l("A mail arrived."),
    Lifting.PROVIDER: _l("The mail provider lifted the block."),
    Lifting.TIME: _l("The block ended by itself."),
    Lifting.STAFF: _l("Our team took it out of the list."),
    Lifting.CORRECTED: _l("Your software has another address now."),
}
SHOWN = {Shown.ACTIVE: _l("Still blocked"), Shown.OVER: _l("No longer blocked")}
FINDING = {
    Finding.GOOD: _l("is noted as blocked"),
    Finding.KNOWN: _l("is in the list already"),
    Finding.TWICE: _l("stands in line %(other)s already"),
    Finding.ADDRESS: _l("is not a mail address"),
    Finding.DAY: _l("the day cannot be read"),
    Finding.FUTURE: _l("this day has not come yet"),
    Finding.ENDED: _l("this block is over already"),
    Finding.KIND: _l("is noted; “%(other)s” is no reason we know"),
}
TABLE_PROBLEMS = {
    **FILE_PROBLEMS,
    "empty": _l("There is no line with an address in it."),
    "columns": _l("No column holds mail addresses. The first line must name one “address”."),
    "long": _l("This table has more than 5,000 lines. Divide it."),
    "nothing": _l("Choose a file, or paste lines."),
}


def explain(entry: Planned) -> str:
    """What becomes of a line."""
    return str(FINDING[entry.finding]) % {"other": entry.other}


def reason_of(line: Line) -> str:
    """Why an address is blocked."""
    return str(KIND[line.block.kind])


def step_of(line: Line) -> str:
    """What the organisation does next."""
    return str(STEP[line.advice.step])
