"""The interface's words for requests to the provider."""

from helpcenter.batches.answer_file import LineProblem, TableProblem
from helpcenter.batches.models import CallState, RequestState
from helpcenter.batches.service import Answer
from helpcenter.unblock.requests import Missing
from helpcenter.web.locale import _l
from helpcenter.web.table_words import FILE_PROBLEMS

STATE = {
    RequestState.WAITING: _l("Not sent yet"),
    RequestState.ASKED: _l("Waits for the provider"),
    RequestState.DONE: _l("Lifted"),
    RequestState.DECLINED: _l("Declined"),
    RequestState.NO_ANSWER: _l("No answer"),
}
TONE = {RequestState.ASKED: "badge-warn", RequestState.DONE: "badge-ok", RequestState.DECLINED: "badge-error"}
ANSWER = {
    Answer.DONE: _l("Lifted"),
    Answer.DECLINED: _l("Declined"),
    Answer.NO_ANSWER: _l("No answer"),
}
CALL = {
    CallState.CLAIMED: _l("The program is calling the provider."),
    CallState.LATER: _l("The program tries again by itself."),
    CallState.UNCERTAIN: _l("The program called, and no clear answer came. Look on the provider’s site whether the block is lifted."),
    CallState.REFUSED: _l("The provider does not take this request from a program. Ask its support."),
}
LOST = _l("The program was interrupted while it called. Look on the provider’s site whether the block is lifted.")
MISSING = {
    Missing.CONSENT: _l("The provider wants the family’s agreement, and there is none yet."),
    Missing.METHOD: _l("The provider does not accept an agreement that came in this way. The family must answer again, in a new request."),
    Missing.ADDRESS_CONFIRMED: _l("The address was said not to exist. The family must confirm it first."),
    Missing.REMOVAL: _l("This provider does not lift such a block on request."),
}
LINE = {
    LineProblem.ADDRESS: _l("This is not an address."),
    LineProblem.UNKNOWN: _l("This address is not in the batch."),
    LineProblem.ANSWER: _l("This answer is not understood. Write: done, declined or no_answer."),
    LineProblem.ANSWERED: _l("The answer for this address stands already."),
    LineProblem.TWICE: _l("Another line answers for the same address."),
}
TABLE = {
    TableProblem.EMPTY: _l("Choose a file, or paste the lines of the table."),
    TableProblem.TOO_LARGE: _l("This table is too large. Send it in parts."),
    TableProblem.UNREADABLE: FILE_PROBLEMS["broken"],
    TableProblem.LOCKED: FILE_PROBLEMS["locked"],
    TableProblem.COLUMNS: _l("The first line must name a column “address” and a column “answer”."),
}
