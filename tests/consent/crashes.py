"""Answers that are killed at random moments, and answers of one code by many processes at once.

`python -m tests.consent.crashes kill|crowd COUNT` works on the database of the settings in the environment, which nobody else uses
meanwhile, and prints what it found as JSON. It runs as a program of its own, because it forks before anything is connected.
"""

import json
import os
import random
import secrets
import select
import signal
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select as query

from helpcenter.app import create_app
from helpcenter.config import load_settings
from helpcenter.consent import ledger
from helpcenter.consent.codes import hash_code
from helpcenter.consent.models import Carrier, Evidence, EvidenceKind, Invitation, InvitationState
from helpcenter.consent.setup import current_desk
from helpcenter.db import db, utc_now
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import NewCase, invite_person, open_case
from helpcenter.unblock.workflow import ConsentTrack
from tests.consent.persons import Invited, answer_page, stamp_on
from tests.factories import make_organisation

STARTED, ACKNOWLEDGED = b"s", b"a"
WARM = 12
PROCESSES, THREADS = 4, 4


@dataclass(frozen=True)
class Findings:
    """What was left after the kills."""

    kills: int
    acknowledged: int
    stored: int
    lost: int
    torn: int
    shut_out: int
    is_sound: bool
    median_ms: float


@dataclass(frozen=True)
class Crowd:
    """What came of codes that many answered at once."""

    codes: int
    answers: int
    recorded: int
    failed: int
    is_sound: bool


def make_app() -> Flask:
    """The site of the settings, warm: templates and texts are loaded, nothing is connected."""
    app = create_app(load_settings())
    app.testing = True
    return app


def invite_many(app: Flask, count: int) -> list[Invited]:
    """So many families with a code."""
    with app.app_context():
        # Each time another one: the same families have no open case with it yet, however often this is asked for.
        organisation = make_organisation(db.session, slug=f"families-{secrets.token_hex(4)}")
        day = (utc_now() - timedelta(days=3)).date()
        made = []
        for number in range(count):
            case = open_case(db.session, current_desk(), organisation, NewCase(f"F{number}", address_of(number), day, "fr"), "member:1")
            invitation = invite_person(db.session, current_desk(), case, Carrier.LETTER, "member:1")
            made.append(Invited(case.id, invitation.code, invitation.text))
        db.session.commit()
        return made


def address_of(number: int) -> str:
    """An invented address."""
    return f"{local_part(number)}@courrier.example"


def local_part(number: int) -> str:
    """What a person types."""
    return f"zo.{number}.martin"


def disconnect(app: Flask) -> None:
    """Leave no connection that a fork would share."""
    with app.app_context():
        db.engine.dispose()


def kill_answers(app: Flask, count: int, chance: random.Random) -> Findings:
    """Answer each code in a process that is killed at a random moment of it, then look at what is stored."""
    people = invite_many(app, count + WARM)
    # Templates and words are loaded once, before the processes that share them.
    _answer(app, people[0], 0)
    disconnect(app)
    median = statistics.median(_time(app, people[number], number) for number in range(1, WARM))
    acknowledged = set()
    for number in range(WARM, count + WARM):
        # Every third is killed at its acknowledgement: by the clock alone, few would be on a slow disk.
        moment = chance.uniform(0, 1.4 * median)
        if _is_acknowledged(app, people[number], number, None if number % 3 == 0 else moment):
            acknowledged.add(number)
    return _look(app, people, acknowledged, count, median)


def _answer(app: Flask, person: Invited, number: int) -> None:
    client = app.test_client()
    stamp = stamp_on(client.get(person.url))
    assert client.post(person.url, data=_fields(stamp, number)).status_code == 200


def _time(app: Flask, person: Invited, number: int) -> float:
    """How long an answer takes in a process like those that are killed: its first connection and its copied memory count too."""
    with _child(app, person, number) as (child, reading):
        started = time.perf_counter()
        assert os.read(reading, 1) == ACKNOWLEDGED
        took = time.perf_counter() - started
        os.kill(child, signal.SIGKILL)
    return took


def _fields(stamp: str, number: int) -> dict[str, str]:
    return {"stamp": stamp, "decision": "yes", "proof": local_part(number), "understood": "y"}


def _is_acknowledged(app: Flask, person: Invited, number: int, moment: float | None) -> bool:
    """Kill a process after these seconds, or as soon as it acknowledges; True when it had acknowledged."""
    with _child(app, person, number) as (child, reading):
        # Not a sleep: an answer takes milliseconds, and the child may end first.
        select.select([reading] if moment is None else [], [], [], moment)
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        return os.read(reading, 1) == ACKNOWLEDGED


@contextmanager
def _child(app: Flask, person: Invited, number: int) -> Iterator[tuple[int, int]]:
    """A process that has begun to answer, and the pipe on which it says that the answer was acknowledged."""
    reading, speaking = os.pipe()
    child = os.fork()
    if child == 0:
        _run_child(lambda: _answer_and_say(app, person, number, speaking))
    os.close(speaking)
    try:
        assert os.read(reading, 1) == STARTED
        yield child, reading
    finally:
        os.waitpid(child, 0)
        os.close(reading)


def _run_child(work: Callable[[], None]) -> None:
    try:
        work()
        # Alive until it is killed, or the other side is gone.
        select.select([], [], [], 5)
    finally:
        os._exit(0)


def _answer_and_say(app: Flask, person: Invited, number: int, speaking: int) -> None:
    client = app.test_client()
    stamp = stamp_on(client.get(person.url))
    os.write(speaking, STARTED)
    if client.post(person.url, data=_fields(stamp, number)).status_code == 200:
        os.write(speaking, ACKNOWLEDGED)


def _look(app: Flask, people: list[Invited], acknowledged: set[int], count: int, median: float) -> Findings:
    killed = range(WARM, count + WARM)
    with app.app_context():
        stored = {number for number in killed if _is_given(people[number])}
        torn = sum(not _is_whole(people[number]) for number in killed)
    # Whoever was cut off tries again later, and must get through.
    for number in set(killed) - stored:
        answer_page(app.test_client(), people[number], proof=local_part(number))
    with app.app_context():
        shut_out = sum(not (_is_given(people[number]) and _is_whole(people[number])) for number in killed)
        is_sound = ledger.verify(db.session).is_sound
    return Findings(count, len(acknowledged), len(stored), len(acknowledged - stored), torn, shut_out, is_sound, round(median * 1000, 1))


def _is_given(person: Invited) -> bool:
    state = db.session.scalar(query(Invitation.state).where(Invitation.code_hash == hash_code(person.code)))
    return state is InvitationState.GIVEN


def _is_whole(person: Invited) -> bool:
    """True when code, evidence and case say the same, once."""
    rows = db.session.scalars(query(Evidence.seq).where(Evidence.case_id == person.case_id, Evidence.kind == EvidenceKind.GIVEN)).all()
    case = db.session.get_one(UnblockCase, person.case_id)
    return len(rows) == int(_is_given(person)) == int(case.consent_track is ConsentTrack.GIVEN)


def crowd_answers(app: Flask, count: int) -> Crowd:
    """Let four processes of four threads each answer the same codes at the same moment."""
    people = invite_many(app, count)
    disconnect(app)
    failed = sum(_crowd(app, person, number) for number, person in enumerate(people))
    with app.app_context():
        recorded = sum(_is_given(person) and _is_whole(person) for person in people)
        return Crowd(count, count * PROCESSES * THREADS, recorded, failed, ledger.verify(db.session).is_sound)


def _crowd(app: Flask, person: Invited, number: int) -> int:
    """How many of the processes saw an answer that was not the receipt."""
    waiting, starting = os.pipe()
    children = []
    for _ in range(PROCESSES):
        child = os.fork()
        if child == 0:
            os.close(starting)
            _answer_in_threads(app, person, number, waiting)
        children.append(child)
    os.close(waiting)
    time.sleep(0.05)
    # Closing wakes all of them at once.
    os.close(starting)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


def _answer_in_threads(app: Flask, person: Invited, number: int, waiting: int) -> None:
    seen: list[int] = []

    def answer() -> None:
        client = app.test_client()
        stamp = stamp_on(client.get(person.url))
        os.read(waiting, 1)
        seen.append(client.post(person.url, data=_fields(stamp, number)).status_code)

    threads = [threading.Thread(target=answer) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os._exit(0 if seen == [200] * THREADS else 1)


def main(words: list[str]) -> None:
    """Do what the words say."""
    what, count = words[0], int(words[1])
    app = make_app()
    found = kill_answers(app, count, random.Random(5)) if what == "kill" else crowd_answers(app, count)
    sys.stdout.write(json.dumps(asdict(found)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
