"""Time passes: each story goes on when its wait is over, and every day the site's own timers run."""

import heapq
import os
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from cohort.browsing import Browser
from cohort.clock import BEGINNING, SETTING, SharedClock
from cohort.families import make_families
from cohort.mails import publish_keys
from cohort.people import Clerk, sign_in
from cohort.site import TRUST, Site, running_site
from cohort.staff import Staff
from cohort.stories import live
from cohort.team import serve
from cohort.world import Diary, Story, World
from helpcenter.app import create_app
from helpcenter.config import load_settings
from helpcenter.consent import ledger
from helpcenter.consent.invitations import expire
from helpcenter.consent.models import Evidence
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.handover.queries import ANSWERS, AnswerWay, find_answer_way
from helpcenter.replies.models import MailReply
from helpcenter.replies.tasks import fetch_now
from helpcenter.unblock.models import UnblockCase

CLERKS = ("accueil@les-tilleuls.example", "mairie@bourg-exemple.example")
STAFF = "equipe@ani.example"
FULL_OF_DAYS = 260


@dataclass(frozen=True)
class Outcome:
    """What was found at the end."""

    diaries: list[Diary]
    statuses: dict[int, str]
    evidence: dict[str, int]
    rows: int
    is_sound: bool
    days: int
    seconds: float
    staff_actions: int
    lost_stories: list[str]
    # How the ledger says that each case was answered: method and carrier.
    ways: dict[int, AnswerWay]
    answered_twice: int
    mails: dict[str, int]


def simulate(count: int, seed: int, folder: Path) -> Outcome:
    """Let so many families live on a fresh site."""
    started = time.monotonic()
    families = make_families(count, seed)
    with running_site(folder, publish_keys(families)) as site, _looking(site) as app:
        world = _make_world(site, app, seed)
        diaries = [Diary(family) for family in families]
        team = serve(world)
        stories: list[Story] = [team, *(live(world, diary.family, diary) for diary in diaries)]
        days, lost = _pass_time(site.clock, stories, app)
        return _look(app, diaries, days, time.monotonic() - started, world.staff.actions, lost)


@contextmanager
def _looking(site: Site) -> Iterator[Flask]:
    """The same application in this process, to look at the database and to run what timers run."""
    os.environ.update(site.environment)
    app = create_app(load_settings(), site.clock)
    yield app
    with app.app_context():
        db.engine.dispose()
    for name in (SETTING, TRUST):
        os.environ.pop(name)


def _make_world(site: Site, app: Flask, seed: int) -> World:
    clerks = tuple(Clerk(sign_in(Browser(site.port, "127.100.0.1"), each, site.accounts[each])) for each in CLERKS)
    staff = Staff(sign_in(Browser(site.port, "127.100.1.1"), STAFF, site.accounts[STAFF]))

    def status(case: int) -> str:
        with app.app_context(), only_looking(db.session):
            return db.session.get_one(UnblockCase, case).status.value

    def consent(case: int) -> str:
        with app.app_context(), only_looking(db.session):
            return db.session.get_one(UnblockCase, case).consent_track.value

    return World(site.port, site.clock, clerks, staff, random.Random(seed + 1), {}, status, consent, site.post.put)  # noqa: S311


def _pass_time(clock: SharedClock, stories: list[Story], app: Flask) -> tuple[int, list[str]]:
    """Go on until every story has ended; gives the days, and what broke a story off."""
    waiting = [(0.0, number) for number in range(len(stories))]
    lost, today = list[str](), 0
    while waiting and waiting[0][0] < FULL_OF_DAYS:
        moment, number = heapq.heappop(waiting)
        clock.set(BEGINNING + timedelta(days=moment))
        while today < int(moment):
            today += 1
            _end_the_day(app)
        try:
            pause = next(stories[number])
        except StopIteration:
            continue
        except (OSError, RuntimeError, LookupError) as error:
            lost.append(f"story {number}, day {moment:.0f}: {type(error).__name__}: {error}")
            continue
        heapq.heappush(waiting, (moment + pause, number))
    return today, lost


def _end_the_day(app: Flask) -> None:
    """Read the mailbox, and close the codes that nobody answered, as the timers do."""
    with app.app_context():
        done = fetch_now()
        expire(db.session, current_desk())
        db.session.commit()
    if done.problem:
        raise RuntimeError(f"the mailbox cannot be read: {done.problem}")


def _look(app: Flask, diaries: list[Diary], days: int, seconds: float, actions: int, lost: list[str]) -> Outcome:
    with app.app_context(), only_looking(db.session):
        statuses = {case.id: case.status.value for case in db.session.scalars(select(UnblockCase))}
        kinds = Counter(kind.value for kind in db.session.scalars(select(Evidence.kind)))
        rows = db.session.scalar(select(func.count()).select_from(Evidence)) or 0
        is_sound = ledger.verify(db.session).is_sound
        ways = _ways(statuses)
        mails = Counter(f"{mail.verdict.value}: {mail.state.value}" for mail in db.session.scalars(select(MailReply)))
        twice = _count_answered_twice()
    return Outcome(diaries, statuses, dict(kinds), rows, is_sound, days, seconds, actions, lost, ways, twice, dict(mails))


def _ways(cases: Iterable[int]) -> dict[int, AnswerWay]:
    found = {number: find_answer_way(db.session, db.session.get_one(UnblockCase, number)) for number in cases}
    return {number: way for number, way in found.items() if way is not None}


def _count_answered_twice() -> int:
    """Records in which more than one answer stands."""
    answered = select(Evidence.record_id).where(Evidence.kind.in_(ANSWERS)).group_by(Evidence.record_id).having(func.count() > 1)
    return db.session.scalar(select(func.count()).select_from(answered.subquery())) or 0
