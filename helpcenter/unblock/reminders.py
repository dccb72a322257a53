"""What happens by itself: reminders, expiry, the end of a block. Each timer is set again whenever it may matter.

A timer only says when to look. What is told is read when it fires, so a timer that has become needless does nothing.
"""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.consent.invitations import expire
from helpcenter.consent.models import InvitationState
from helpcenter.consent.queries import invitations_of_case
from helpcenter.i18n.formats import format_date, house_day
from helpcenter.jobs.timers import TimerCall, Timers
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.events import CaseChanged, CaseEnded, CaseEvent, CaseReopened
from helpcenter.unblock.mails import CaseMails
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.moments import (
    TOGETHER,
    end_moment,
    news_moment,
    provider_moment,
    quiet_moment,
    reminder_moments,
)
from helpcenter.unblock.news import gather, is_news
from helpcenter.unblock.service import end_case, take_case
from helpcenter.unblock.waiting import TURN, cases_asked_on, cases_in_turn, changes_between, in_turn_since, lifted_cases
from helpcenter.unblock.workflow import ConsentTrack, Ending, ProviderTrack, Status

TURN_TIMER, NEWS_TIMER, QUIET_TIMER = "case_turn", "case_news", "case_quiet"
PROVIDER_TIMER, EXPIRY_TIMER, END_TIMER = "provider_waiting", "case_expiry", "block_end"
ACTOR = "timer"
# What the end of a block ends: not a case in which somebody has something better to do than to wait.
ENDED_BY_TIME = {Status.NEW, Status.WAITING_PERSON, Status.WAITING_PROVIDER, Status.CLOSED_DECLINED}


class Reminders:
    """Sets the timers when cases change, and does what they are for."""

    def __init__(self, desk: Desk, timers: Timers, mails: CaseMails) -> None:
        self._desk = desk
        self._timers = timers
        self._mails = mails

    def start(self) -> None:
        """Listen to the cases, and handle the timers."""
        for kind in (CaseChanged, CaseEnded, CaseReopened):
            self._desk.events.subscribe(kind, self.follow)
        handlers: dict[str, Callable[[Session, TimerCall], None]] = {
            TURN_TIMER: self.remind_organisation,
            NEWS_TIMER: self.tell_news,
            QUIET_TIMER: self.ask_whether_mails_arrive,
            PROVIDER_TIMER: self.remind_staff,
            EXPIRY_TIMER: self.expire_codes,
            END_TIMER: self.end_block,
        }
        for name, handler in handlers.items():
            self._timers.register(name, handler)

    def follow(self, session: Session, event: CaseEvent) -> None:
        """Set the timers that this change asks for."""
        case = session.get_one(UnblockCase, event.case_id)
        now = self._desk.clock()
        if isinstance(event, CaseChanged):
            self._follow_step(session, case, event, now)
        elif case.ending and is_news("case", case.ending.value):
            self._plan_news(session, case, now)
        if case.next_action in TURN:
            for moment in reminder_moments(now):
                self._schedule_for(session, TURN_TIMER, case, moment)
        if case.blocked_until_on and case.ending is None:
            self._timers.schedule(session, END_TIMER, str(case.id), end_moment(case.blocked_until_on))

    def _follow_step(self, session: Session, case: UnblockCase, event: CaseChanged, now: datetime) -> None:
        if is_news(event.track, event.after):
            self._plan_news(session, case, now)
        if event.track == "consent" and event.after == ConsentTrack.INVITED.value:
            self._plan_expiry(session, case.id)
        if event.track == "provider" and event.after == ProviderTrack.ASKED.value:
            day = house_day(now)
            self._timers.schedule(session, PROVIDER_TIMER, day.isoformat(), provider_moment(day), day=day.isoformat())
        if event.track == "provider" and event.after == ProviderTrack.DONE.value:
            self._schedule_for(session, QUIET_TIMER, case, quiet_moment(now))

    def _plan_news(self, session: Session, case: UnblockCase, now: datetime) -> None:
        self._schedule_for(session, NEWS_TIMER, case, news_moment(now))

    def _plan_expiry(self, session: Session, case_id: int) -> None:
        """At the end of the code that lives longest; a code that is made later moves it when it fires."""
        ends = [each.expires_at for each in invitations_of_case(session, case_id) if each.state is InvitationState.OPEN]
        if ends:
            self._timers.schedule(session, EXPIRY_TIMER, str(case_id), max(ends))

    def _schedule_for(self, session: Session, name: str, case: UnblockCase, moment: datetime) -> None:
        """One timer for all cases of an organisation that are told at the same moment."""
        subject = f"{case.organisation_id}:{moment.timestamp():.0f}"
        self._timers.schedule(session, name, subject, moment, organisation=case.organisation_id)

    def remind_organisation(self, session: Session, call: TimerCall) -> None:
        """What has waited for the organisation for a week, or for three; the second time everybody there reads it."""
        organisation = session.get(Organisation, call.values["organisation"])
        if organisation is None:
            return
        waiting = [(case, reminder_moments(in_turn_since(case))) for case in cases_in_turn(session, organisation.id)]
        due = [case for case, moments in waiting if call.due_at in moments]
        if due:
            is_second = any(moments[-1] == call.due_at for _case, moments in waiting)
            self._mails.remind(session, organisation, due, house_day(call.due_at).isoformat(), everybody=is_second)

    def tell_news(self, session: Session, call: TimerCall) -> None:
        """What happened in the quarter of an hour before."""
        organisation = session.get(Organisation, call.values["organisation"])
        if organisation is None:
            return
        news = gather(changes_between(session, organisation.id, call.due_at - TOGETHER, call.due_at))
        if news:
            self._mails.tell_news(session, organisation, news, f"{call.due_at.timestamp():.0f}")

    def ask_whether_mails_arrive(self, session: Session, call: TimerCall) -> None:
        """A week has passed since a block was lifted, and the case was not opened again."""
        organisation = session.get(Organisation, call.values["organisation"])
        if organisation is None:
            return
        lifted = lifted_cases(session, organisation.id)
        due = [case for case in lifted if case.done_at and quiet_moment(case.done_at) == call.due_at]
        if due:
            self._mails.ask_whether_mails_arrive(session, organisation, due, house_day(call.due_at).isoformat())

    def remind_staff(self, session: Session, call: TimerCall) -> None:
        """The provider has not answered what was asked on a day; again after three more working days."""
        day = date.fromisoformat(call.values["day"])
        waiting = cases_asked_on(session, day)
        if not waiting:
            return
        today = house_day(call.due_at)
        self._mails.remind_staff(session, waiting, f"{day}:{today}", lambda locale: format_date(day, locale))
        self._timers.schedule(session, PROVIDER_TIMER, call.subject, provider_moment(today), day=call.values["day"])

    def expire_codes(self, session: Session, call: TimerCall) -> None:
        """Close what nobody answered in time; a code that still lives moves the timer."""
        expire(session, self._desk)
        self._plan_expiry(session, int(call.subject))

    def end_block(self, session: Session, call: TimerCall) -> None:
        """The block ended by itself: so does the case, unless the person or the provider was quicker."""
        case = take_case(session, int(call.subject))
        if case is None or case.blocked_until_on is None or case.ending or case.provider_track is ProviderTrack.DONE:
            return
        if end_moment(case.blocked_until_on) > self._desk.clock():
            self._timers.schedule(session, END_TIMER, call.subject, end_moment(case.blocked_until_on))
        elif case.status in ENDED_BY_TIME or case.consent_track is ConsentTrack.TO_INVITE:
            end_case(session, self._desk, case, Ending.SELF_HEALED, ACTOR)
