"""The interface's words of explanations: kinds, causes, whose turn it is, why a file cannot be read."""

from helpcenter.bounces.desk import Answer
from helpcenter.bounces.explanation import Cause, Explanation, Kind, WhoActs
from helpcenter.bounces.knowledge import Strength
from helpcenter.bounces.uploads import Unreadable
from helpcenter.web.locale import _, _l
from helpcenter.web.logs import mask

KINDS = {
    Kind.TEMPORARY: _l("Temporary error"),
    Kind.PERMANENT: _l("Permanent error"),
    Kind.BLOCKED: _l("Blocked mail"),
    Kind.DELAYED_WARNING: _l("Delay"),
    Kind.NOT_A_BOUNCE: _l("No error"),
    Kind.COMPLAINT: _l("Report as spam"),
}
# One kind of the machine's, two things for people: a delay that goes on, and one whose tries have ended.
KINDS_BY_REASON = {
    "delayed": _l("Delay: the tries go on"),
    "gave-up": _l("Delay: the tries have ended"),
    "challenge": _l("Waiting to be confirmed"),
}
NO_ERROR = "ordinary-mail"
CAUSES = {
    Cause.RECIPIENT: _l("the family’s address or mailbox"),
    Cause.SENDER_SIDE: _l("the sending, not the family"),
    Cause.SUPPRESSED: _l("a block at the mail provider"),
    Cause.REPORTED: _l("a mail was reported as spam"),
    Cause.UNKNOWN: _l("the message does not say"),
}
STRENGTHS = {
    Strength.STRONG: _l("outweighs codes"),
    Strength.WEAK: _l("a precise code outweighs it"),
    Strength.DELAY: _l("says that sending goes on"),
}
# The sign beside a kind: what it looks like says the same as its words.
SIGNS = {
    Kind.TEMPORARY: "temporary",
    Kind.PERMANENT: "permanent",
    Kind.BLOCKED: "blocked",
    Kind.DELAYED_WARNING: "temporary",
    Kind.NOT_A_BOUNCE: "fine",
    Kind.COMPLAINT: "blocked",
}


def kind_of(said: Explanation) -> str:
    """The kind in words; where people have to know more than the kind, with what tells two cases apart."""
    kind = str(KINDS_BY_REASON.get(said.reason) or KINDS[said.kind])
    return kind if said.is_certain else _("%(kind)s, perhaps", kind=kind)


def sign_of(said: Explanation) -> str:
    """The sign beside a kind; a mail that waits to be confirmed has not arrived, so it is not simply fine."""
    return "temporary" if said.reason == "challenge" else SIGNS[said.kind]


def whose_turn(who: WhoActs, vendor: str) -> str:
    """Who acts now, in a few words."""
    return {
        WhoActs.FAMILY: _("The family acts, and you tell them"),
        WhoActs.ORGANISATION: _("It is your turn"),
        WhoActs.VENDOR: _("The %(vendor)s team acts", vendor=vendor),
        WhoActs.WAIT: _("Wait, for now"),
        WhoActs.NOBODY: _("Nobody has to act"),
    }[who]


def has_turn(said: Explanation) -> bool:
    """False where no error was seen: "nobody has to act" above the advice to look for the error would say two things at once."""
    return said.reason != NO_ERROR


def explain_obstacle(kind: Unreadable) -> str:
    """Why a file cannot be read, and what to do instead."""
    return {
        Unreadable.EMPTY: _("Paste the error message, or choose the file of the mail that came back."),
        Unreadable.PICTURE: _("This is a picture: we cannot read it. Copy the text of the message and paste it here."),
        Unreadable.DOCUMENT: _("This is a document, not a mail. Copy the text of the error message and paste it here."),
    }[kind]


def error_text(answer: Answer) -> str:
    """What a request keeps of a message: the server's own sentence with its code; where it has none, what happened in our words."""
    said = answer.explanation
    return " ".join(part for part in (_status_beside(said), said.quote or answer.words.title) if part)


def text_for_vendor(answer: Answer) -> str:
    """What whoever sends us the error needs to say; no address of a family."""
    said = answer.explanation
    quote = mask(said.quote).replace("<<address>>", "<address>")
    return "\n".join([answer.words.title, " · ".join(part for part in (said.reason, said.status) if part), quote]).strip()


def _status_beside(said: Explanation) -> str:
    return said.status if said.status and said.status not in said.quote else ""
