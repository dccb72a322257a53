"""The pace check in words."""

from datetime import date

from babel.numbers import format_decimal

from helpcenter.delivery.pace import Usual, Verdict
from helpcenter.delivery.schedule import Group
from helpcenter.delivery.words import number
from helpcenter.i18n.formats import write_day
from helpcenter.web.locale import _, _l, _n, request_locale

ADVICE = _l("Write only to the families concerned, the most urgent group first.")
HEAD = {
    Verdict.USUAL: _l("This is no spike"),
    Verdict.RISE: _l("More than usual, but no spike"),
    Verdict.SPIKE: _l("This would be a spike"),
    Verdict.UNKNOWN: _l("We cannot compare"),
}


def judgement(recipients: int, usual: Usual, verdict: Verdict) -> str:
    """The mailing beside the usual, in one sentence."""
    values = {"recipients": number(recipients), "usual": number(usual.large)}
    if verdict is Verdict.UNKNOWN:
        return _(
            "We know no mails of yours of the last twelve weeks. So we cannot say whether %(recipients)s mails in one day are a spike.",
            **values,
        )
    if recipients <= usual.large:
        return _n(
            "%(recipients)s mail in one day: you have sent as many before. Your usual large mailing has %(usual)s.",
            "%(recipients)s mails in one day: you have sent as many before. Your usual large mailing has %(usual)s.",
            recipients,
            **values,
        )
    if verdict is Verdict.USUAL:
        return _n(
            "%(recipients)s mail in one day is little. Your usual large mailing has %(usual)s.",
            "%(recipients)s mails in one day are few. Your usual large mailing has %(usual)s.",
            recipients,
            **values,
        )
    return _(
        "%(recipients)s mails in one day are %(times)s times your usual large mailing (%(usual)s).",
        times=_times(recipients / usual.large),
        **values,
    )


def title(group: Group, groups: int) -> str:
    """A day of the schedule, for a calendar."""
    return _n(
        "Send mails: group %(group)s of %(groups)s, %(mails)s mail",
        "Send mails: group %(group)s of %(groups)s, %(mails)s mails",
        group.recipients,
        group=group.number,
        groups=groups,
        mails=number(group.recipients),
    )


def day_name(day: date) -> str:
    """Monday 30 November 2026."""
    return write_day(day, "EEEE d MMMM y", request_locale().code)


def _times(ratio: float) -> str:
    return format_decimal(round(ratio, 1) if ratio < 10 else round(ratio), locale=request_locale().code)
