"""What one sees in the pictures, in words and numbers of the reader's language."""

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from helpcenter.delivery.comparing import ENOUGH, Trend
from helpcenter.delivery.picture import SPANS, Period, Picture, Week
from helpcenter.i18n.formats import write_day
from helpcenter.web.locale import _, _l, _n, request_locale

KIND = {
    "permanent": _l("Permanent errors"),
    "temporary": _l("Temporary errors"),
    "blocked": _l("Blocked mails"),
    "complaints": _l("Reports as spam"),
}
MEANING = {
    "permanent": _l("The address does not exist, or no longer."),
    "temporary": _l("A full mailbox, or a connection that broke."),
    "blocked": _l("The mail provider did not even send."),
    "complaints": _l("It arrived, and the person reported it."),
}
# Where the knowledge base says what to do.
ARTICLE = {
    "permanent": "permanent-error",
    "temporary": "temporary-error",
    "blocked": "blocked-mail",
    "complaints": "reported-as-spam",
}
SPAN = dict(zip(map(str, SPANS), (_l("3 months"), _l("6 months"), _l("1 year")), strict=True))
COLUMNS = {
    "organisation": _l("Organisation"),
    "week": _l("First day"),
    "until": _l("Last day"),
    "mails": _l("Mails"),
    "sent": _l("Taken by the provider"),
    "delivered": _l("Arrived"),
    "open": _l("End unknown"),
    **KIND,
}
NOBODY = _l("Organisation unknown")


def column_names() -> dict[str, str]:
    """The heads of the tables for a spreadsheet."""
    names = {key: str(name) for key, name in COLUMNS.items()}
    return names | {f"before_{key}": _("%(what)s, a year earlier", what=name) for key, name in names.items()}


def number(value: int) -> str:
    """1,214 or 1 214."""
    return format_decimal(value, locale=request_locale().code)


def percent(share: float | None) -> str:
    """97.4 %; never 100 % when one failed, never 0 % when one arrived; a dash when nothing is known."""
    if share is None:
        return "–"
    rounded = round(share, 3)
    # Rounding must not turn one failed mail into none.
    if rounded != share:
        rounded = min(max(rounded, 0.001), 0.999)
    return format_percent(rounded, locale=request_locale().code, decimal_quantization=False)


def month(week: Week) -> str:
    """The month of a week, short."""
    return format_date(week.monday, "MMM", locale=request_locale().code)


def arrived(period: Period) -> str:
    """The sentence at the top: how many of how many arrived."""
    counts = period.counts
    if not counts.mails:
        return _("No mail is known of these four weeks.")
    if counts.share is None:
        return _(
            "The mail provider does not tell which mails arrived. It took %(mails)s; %(failed)s failed.",
            mails=number(counts.mails),
            failed=number(counts.failed),
        )
    return _n(
        "Of %(known)s mail whose end is known, %(delivered)s arrived.",
        "Of %(known)s mails whose end is known, %(delivered)s arrived.",
        counts.known,
        known=number(counts.known),
        delivered=number(counts.delivered),
    )


def beside_last_year(period: Period) -> str:
    """The same weeks a year earlier, and whether the difference means something."""
    before = period.before
    if before is None or before.share is None:
        return _("There are no figures of a year earlier to compare with.")
    if period.trend is Trend.UNKNOWN:
        return _("Too few mails to compare with a year earlier.")
    return _beside(period.trend, percent(before.share))


def _beside(trend: Trend, share: str) -> str:
    if trend is Trend.BETTER:
        return _("Better than a year earlier: %(share)s.", share=share)
    if trend is Trend.WORSE:
        return _("Not as good as a year earlier: %(share)s.", share=share)
    return _("About the same as a year earlier: %(share)s.", share=share)


def seen_in_volume(picture: Picture) -> str:
    """The busiest week beside the usual one."""
    busiest, usual = picture.busiest, usual_week(picture)
    if not busiest.counts.mails:
        return _("No mail is known of these weeks.")
    values = {"mails": number(busiest.counts.mails), "week": day(busiest), "usual": number(usual)}
    if usual and busiest.counts.mails >= 2 * usual:
        times = format_decimal(round(busiest.counts.mails / usual, 1), locale=request_locale().code)
        return _("The busiest week, from %(week)s, had %(mails)s mails: %(times)s times a usual week (%(usual)s).", times=times, **values)
    return _("A usual week has %(usual)s mails; the busiest, from %(week)s, had %(mails)s.", **values)


def seen_in_share(picture: Picture) -> str:
    """The week in which the least arrived."""
    told = [week for week in picture.weeks if week.counts.share is not None and week.counts.known >= ENOUGH]
    if not told:
        return _("No week has enough mails whose end is known.")
    worst = min(told, key=lambda week: week.counts.share or 0)
    if worst.counts.share == 1:
        return _("Everything arrived in every week.")
    return _("The week in which the least arrived began on %(week)s: %(share)s.", week=day(worst), share=percent(worst.counts.share))


def seen_in_errors(picture: Picture) -> str:
    """The kind that stands out."""
    total = picture.total
    if not total.failed:
        return _("Not one mail failed.")
    most = max(("permanent", "temporary", "blocked"), key=lambda kind: int(getattr(total, kind)))
    return _most(most, {"failed": number(total.failed), "most": number(getattr(total, most))}, total.failed)


def usual_week(picture: Picture) -> int:
    """The week in the middle, of those with mails."""
    sizes = sorted(week.counts.mails for week in picture.weeks if week.counts.mails)
    return sizes[len(sizes) // 2] if sizes else 0


def day(week: Week) -> str:
    """The Monday of a week, without its year."""
    locale = Locale.parse(request_locale().code)
    return write_day(week.monday, locale.datetime_skeletons["MMMMd"].pattern, locale.language)


def _most(kind: str, values: dict[str, str], failed: int) -> str:
    if kind == "permanent":
        return _n(
            "%(failed)s mail failed: its address does not exist.",
            "%(failed)s mails failed; for %(most)s of them the address does not exist.",
            failed,
            **values,
        )
    if kind == "temporary":
        return _n(
            "%(failed)s mail failed because of a temporary error.",
            "%(failed)s mails failed; %(most)s of them because of a temporary error.",
            failed,
            **values,
        )
    return _n(
        "%(failed)s mail failed: it was blocked and not even sent.",
        "%(failed)s mails failed; %(most)s of them were blocked and not even sent.",
        failed,
        **values,
    )
