"""The pages of figures: of all organisations for staff, of its own for an organisation; each as a table too."""

from collections.abc import Iterable

from babel.numbers import format_decimal
from babel.units import format_unit
from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.unblock import case_words, routes, staff, words
from helpcenter.unblock.figures import Bar, Figures, read_figures
from helpcenter.unblock.figures_table import write_figures
from helpcenter.unblock.forms import CARRIERS
from helpcenter.unblock.lists import organisations_with_cases
from helpcenter.unblock.plots import draw_bars
from helpcenter.unblock.staff_filter import read_number
from helpcenter.web.context import services
from helpcenter.web.locale import _, request_locale


@routes.bp.get("/organisation/cases/figures")
@member_required
def own_figures() -> ResponseReturnValue:
    """How one's own requests fare."""
    return _show(read_figures(db.session, services().clock(), current_organisation().id), is_staff=False)


@routes.bp.get("/organisation/cases/figures.csv")
@member_required
def own_table() -> ResponseReturnValue:
    """The same as a table."""
    return _send(read_figures(db.session, services().clock(), current_organisation().id))


@staff.bp.get("/staff/cases/figures")
@staff_required
def figures() -> ResponseReturnValue:
    """How the requests of all organisations fare, or of one."""
    return _show(_read_chosen(), is_staff=True)


@staff.bp.get("/staff/cases/figures.csv")
@staff_required
def table() -> ResponseReturnValue:
    """The same as a table."""
    return _send(_read_chosen())


def _read_chosen() -> Figures:
    return read_figures(db.session, services().clock(), _chosen())


def _chosen() -> int | None:
    text = request.args.get("organisation", "")
    number = read_number(text)
    return abort(404) if text and number is None else number


def _show(found: Figures, *, is_staff: bool) -> str:
    return render_template(
        "unblock/figures.html",
        figures=found,
        unblocking=draw_bars(found.unblocking.bars, _days(found.unblocking.bars)),
        answering=draw_bars(found.answering.bars, _days(found.answering.bars)),
        kinds=draw_bars(found.kinds, {kind.value: str(text) for kind, text in case_words.KIND.items()}),
        ages=draw_bars(found.ages, _days(found.ages)),
        endings=draw_bars(found.endings, {status.value: str(text) for status, text in words.STATUS.items()}),
        carriers=CARRIERS,
        decimal=_decimal,
        in_days=_in_days,
        is_staff=is_staff,
        organisations=organisations_with_cases(db.session) if is_staff else [],
        organisation=_chosen() if is_staff else None,
    )


def _days(bars: Iterable[Bar]) -> dict[str, str]:
    """Ranges in words: up to 7 days, 8 to 14 days, more than 60 days."""
    labels, before = {}, 0
    for bar in bars:
        labels[bar.key] = _range(before, bar.key)
        before = int(bar.key or before)
    return labels


def _range(before: int, key: str) -> str:
    if not key:
        return _("more than %(days)s days", days=before)
    return _("more than %(before)s, up to %(days)s days", before=before, days=key) if before else _("up to %(days)s days", days=key)


def _in_days(number: float) -> str:
    return format_unit(round(number, 1), "duration-day", locale=request_locale().code)


def _decimal(number: float) -> str:
    return format_decimal(round(number, 1), locale=request_locale().code)


def _send(found: Figures) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="helpcenter-figures.csv"'}
    return Response(write_figures(found), mimetype="text/csv", headers=headers)
