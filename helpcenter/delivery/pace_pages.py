"""The pages of the pace check: a question in the address, an answer, and the schedule as a calendar file."""

from dataclasses import dataclass
from datetime import date

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.db import db
from helpcenter.delivery import pace_words, words
from helpcenter.delivery.calendar_file import Entry, write_calendar
from helpcenter.delivery.forms import PaceForm
from helpcenter.delivery.pace import Usual, Verdict, history_of, judge, make_usual
from helpcenter.delivery.pace_plot import PacePlot, draw_pace, make_scale
from helpcenter.delivery.pages import today
from helpcenter.delivery.queries import read_days
from helpcenter.delivery.routes import bp
from helpcenter.delivery.schedule import Group, Schedule, latest_start, spread
from helpcenter.i18n.working_days import next_working_day
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.web.context import services


@dataclass(frozen=True)
class Answer:
    """What the page says about a mailing."""

    recipients: int
    day: date
    until: date | None
    usual: Usual
    verdict: Verdict
    schedule: Schedule
    at_once: PacePlot
    spread: PacePlot

    @property
    def start_by(self) -> date | None:
        """When it would have to begin so that the last day can be kept; None when that is over, or when there is no such day."""
        if self.until is None:
            return None
        start = latest_start(len(self.schedule.groups), self.until)
        return start if start >= today() else None


@bp.get("/organisation/pace")
@member_required
def pace() -> ResponseReturnValue:
    """Ask, and answer below."""
    form = _read_form()
    if not request.args.get("recipients") and not request.args.get("day"):
        return _show(form, None)
    return _show(form, _answer(form)) if form.validate() else (_show(form, None), 422)


@bp.get("/organisation/pace.ics")
@member_required
def pace_calendar() -> ResponseReturnValue:
    """The schedule for one's calendar."""
    form = _read_form()
    if not form.validate():
        abort(404)
    groups = _answer(form).schedule.groups
    text = write_calendar([_entry(group, groups) for group in groups], services().settings.public_host, services().clock())
    return Response(text, mimetype="text/calendar", headers={"Content-Disposition": 'attachment; filename="helpcenter-schedule.ics"'})


def _read_form() -> PaceForm:
    # A question in the address changes nothing, so it needs no token; without one it can be kept as a bookmark.
    return PaceForm(request.args or None, data={"day": next_working_day(today())}, meta={"csrf": False})


def _show(form: PaceForm, answer: Answer | None) -> str:
    return render_template(
        "delivery/pace.html",
        form=form,
        answer=answer,
        usual=_usual(),
        words=words,
        pace_words=pace_words,
        organisation=current_organisation(),
    )


def _usual() -> Usual:
    return make_usual(read_days(db.session, current_organisation().id, *history_of(today())), today())


def _answer(form: PaceForm) -> Answer:
    usual, recipients, day = _usual(), form.number, form.first_day
    schedule, scale = spread(recipients, day, usual, form.until.data), make_scale(usual, recipients)
    at_once = draw_pace(usual, [Group(1, day, recipients)], scale, words.number)
    return Answer(
        recipients,
        day,
        form.until.data,
        usual,
        judge(recipients, usual),
        schedule,
        at_once,
        draw_pace(usual, schedule.groups, scale, words.number),
    )


def _entry(group: Group, groups: tuple[Group, ...]) -> Entry:
    place = current_organisation().slug
    link = url_for(
        "delivery.pace", _external=True, **{name: request.args[name] for name in ("recipients", "day", "until") if request.args.get(name)}
    )
    key = f"{place}-{groups[0].day.isoformat()}-{len(groups)}-{group.number}"
    return Entry(key, group.day, pace_words.title(group, len(groups)), f"{pace_words.ADVICE}\n{link}")
