"""The interface's words of intake: advice, sources, hints, findings of an import."""

from helpcenter.i18n.tables import TableError
from helpcenter.intake.deflection import Advice, Deflection
from helpcenter.intake.headings import ColumnsError
from helpcenter.intake.history import Delivery
from helpcenter.intake.plans import Entry, Finding
from helpcenter.web.locale import _, _l
from helpcenter.web.table_words import FILE_PROBLEMS

TITLES = {
    Advice.TEMPORARY: _l("A temporary error: no request is needed"),
    Advice.SENDER_SIDE: _l("The mail was refused because of the way it was sent"),
    Advice.OWN_MAIL: _l("The mail itself was refused"),
    Advice.DELIVERED: _l("A mail was delivered that day"),
    Advice.NOT_SENT: _l("Nothing was sent to this address that day"),
    Advice.ENDS_SOON: _l("This block soon ends by itself"),
    Advice.HAS_ENDED: _l("This block has ended by itself"),
}
DELIVERIES = {
    Delivery.UNKNOWN: _l("Unknown: no report of the mail provider is at hand for that day."),
    Delivery.NOT_SENT: _l("Nothing was sent to this address that day."),
    Delivery.DELIVERED: _l("A mail was delivered that day."),
    Delivery.FAILED: _l("A mail failed that day."),
}


def advise(found: Deflection, day: str) -> str:
    """What to do instead of a request; `day` is the day of the advice in words."""
    return {
        Advice.TEMPORARY: _(
            "Nothing is blocked. Send the mail again from %(day)s on. If it fails once more, open the request.",
            day=day,
        ),
        Advice.SENDER_SIDE: _("No family can change this, and no agreement helps: it is ours to solve. Send us the error text."),
        Advice.OWN_MAIL: _("No family can change this, and no agreement helps. Change the mail, then send it again."),
        Advice.DELIVERED: _(
            "A mail of %(day)s reached the mailbox. It most likely lies in the spam folder: the tutorial shows where.", day=day
        ),
        Advice.NOT_SENT: _("Look in your software whether the mail of %(day)s left, and to which address.", day=day),
        Advice.ENDS_SOON: _(
            "It ends on %(day)s at the latest. A request takes about as long: send the mail again after that day.", day=day
        ),
        Advice.HAS_ENDED: _("It ended on %(day)s at the latest. Send a mail again first: it may well arrive.", day=day),
    }[found.advice]


def explain(entry: Entry) -> str:
    """What becomes of a line of a table."""
    other = entry.other
    return {
        Finding.GOOD: _("will be opened"),
        Finding.DOUBTFUL: _("is %(other)s meant?", other=other),
        Finding.TEMPORARY: _("temporary error: no request is needed"),
        Finding.SENDER_SIDE: _("refused because of the way it was sent: no request helps"),
        Finding.TWICE: _("the same mailbox as line %(other)s", other=other),
        Finding.DUPLICATE: _("there is an open request already"),
        Finding.LABEL: _("no name, or longer than 80 letters"),
        Finding.ADDRESS: _("not a mail address"),
        Finding.DAY: _("not a day, such as 03/11/2026"),
        Finding.FUTURE: _("this day has not come yet"),
        Finding.TOO_OLD: _("more than a year ago"),
        Finding.DELIVERED: _("a mail was delivered that day: look into the spam folder first"),
        Finding.NOT_SENT: _("nothing was sent to this address that day"),
        Finding.ENDS_SOON: _("this block ends by itself within a week"),
        Finding.HAS_ENDED: _("this block has ended by itself: send a mail again first"),
        Finding.JOINS_LINE: _("one request with line %(other)s: a further address of the family", other=other),
        Finding.JOINS_CASE: _("joins the open request no. %(other)s of the family", other=other),
        Finding.FULL: _("this family has many addresses already"),
        Finding.LANGUAGE: _("will be opened; the language “%(other)s” is not known", other=other),
    }[entry.finding]


# As the template names them.
COLUMNS = {"label": _l("family"), "address": _l("mail address"), "last_mail_on": _l("last mail")}
MOST_SEEN = 8
TABLE_PROBLEMS = {
    **FILE_PROBLEMS,
    "empty": _l("There is no line with a family in it."),
    "long": _l("These are more than 1,000 lines. Divide the table."),
    "nothing": _l("Choose a file, or paste the lines."),
}


def explain_table(error: TableError) -> str:
    """Why a file cannot be read as a table of families."""
    return _explain_columns(error) if isinstance(error, ColumnsError) else str(TABLE_PROBLEMS[error.problem])


def _explain_columns(error: ColumnsError) -> str:
    missing = ", ".join(str(COLUMNS[name]) for name in error.missing)
    seen = " · ".join([*error.seen[:MOST_SEEN], *(["…"] if len(error.seen) > MOST_SEEN else [])])
    return _("The first line must name every column. Missing: %(missing)s. It reads: %(seen)s.", missing=missing, seen=seen)
