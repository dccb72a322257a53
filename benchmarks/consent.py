"""What an answer of a family costs and how fairly it waits, and what is left when processes are killed: on SQLite and on PostgreSQL."""

import json
import math
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import servers
from benchmarks.answers import Letter, Line, Sent, Times, at_once, fill_in, post_all
from benchmarks.goals import MET, MISSED, at_most
from benchmarks.load import wait_for_answer
from benchmarks.places import make_folder
from benchmarks.servers import Server
from tests.postgres import PostgresServer, free_port

ROUNDS, ANSWERS, PARALLEL, WORKERS = 5, 320, 32, 2
KILLS, WORKER_KILLS, CROWDED = 1000, 25, 20
LETTERS = """
import json, sys
from tests.consent.crashes import invite_many, local_part, make_app

people = invite_many(make_app(), int(sys.argv[1]))
print(json.dumps([[person.code, local_part(number)] for number, person in enumerate(people)]))
"""


@dataclass(frozen=True)
class Place:
    """One instance on one database."""

    engine: str
    folder: Path
    database: str

    def environment(self, port: int = 8000) -> dict[str, str]:
        """The settings of the product."""
        settings = servers.helpcenter_environment(self.folder, servers.HOUSE / "content", port)
        return {**settings, "HELPCENTER_DATABASE_URL": self.database, "HELPCENTER_RENDER_AHEAD": "false"}

    def run(self, *words: str) -> Any:
        """What a Python program prints, read as JSON."""
        # The client inside a program speaks to this host, and others are refused.
        own = {"HELPCENTER_PUBLIC_URL": "http://localhost", "PYTHONPATH": str(servers.HOUSE)}
        environment = {**os.environ, **self.environment(), **own}
        said = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
        if said.returncode:
            raise RuntimeError(said.stderr)
        return json.loads(said.stdout)

    def letters(self, count: int) -> list[Letter]:
        """Fresh codes."""
        return [Letter(code, typed) for code, typed in self.run("-c", LETTERS, str(count))]

    @contextmanager
    def serve(self, workers: int) -> Iterator[Server]:
        """The production server on this instance."""
        port = free_port()
        command = [sys.executable, "-m", "helpcenter.cli", "serve", "--port", str(port), "--workers", str(workers)]
        with servers.running(command, port, self.environment(port), self.folder) as server:
            wait_for_answer(port, "/readyz", {})
            yield server


def run() -> list[str]:
    """Measure on both engines; tables and goals."""
    lines = []
    with _places() as places:
        for place in places:
            lines += [f"## {place.engine}", "", *_measure(place), ""]
            lines += [*_kill(place), ""]
    return lines


@contextmanager
def _places() -> Iterator[list[Place]]:
    # Kills on a database that does not write durably would prove nothing.
    server = PostgresServer(is_durable=True)
    server.start()
    try:
        sqlite, postgres = make_folder(), make_folder()
        places = [
            Place("SQLite", sqlite, f"sqlite:///{sqlite}/instance/helpcenter.sqlite3"),
            Place("PostgreSQL", postgres, f"{server.url}/postgres"),
        ]
        for place in places:
            place.run("-m", "helpcenter.cli", "init", "--demo", "--json")
        yield places
    finally:
        server.stop()


def _measure(place: Place) -> list[str]:
    letters = place.letters(ROUNDS * (ANSWERS + 1))
    names = ("answer, stored", "same form, same page, nothing to store", "form of a code, a redirect and no database")
    rounds: dict[str, list[Times]] = {name: [] for name in names}
    with place.serve(WORKERS) as server:
        for number in range(ROUNDS):
            mine = letters[number * (ANSWERS + 1) : (number + 1) * (ANSWERS + 1)]
            for name, times in zip(names, _round(server.port, mine), strict=True):
                rounds[name].append(times)
    return [*_table(rounds), "", *_goals(rounds, names)]


def _round(port: int, letters: list[Letter]) -> Iterator[Times]:
    line = Line(port)
    forms = [fill_in(line, letter) for letter in letters]
    line.close()
    yield post_all(port, forms[1:], PARALLEL)
    # A posted answer to an answered code shows its receipt: all the work but the storing.
    yield post_all(port, forms[1:], PARALLEL)
    yield post_all(port, [Sent("/c/", f"code={letter.code}", 303) for letter in letters[1:]], PARALLEL)


def _table(rounds: dict[str, list[Times]]) -> list[str]:
    head = f"{PARALLEL} at once, {WORKERS} web workers, {ANSWERS} a round; medians of {ROUNDS} rounds in turn."
    lines = [head, "", "| posted | a second | median ms | p99 ms | p99 ÷ median |", "|---|--:|--:|--:|--:|"]
    for name, times in rounds.items():
        rate, median, p99, spread = (_middle(times, field) for field in ("rate", "median_ms", "p99_ms", "spread"))
        lines.append(f"| {name} | {rate:.0f} | {median:.0f} | {p99:.0f} | {spread:.2f} |")
    return lines


def _middle(times: list[Times], field: str) -> float:
    return statistics.median(getattr(each, field) for each in times)


def _goals(rounds: dict[str, list[Times]], names: tuple[str, ...]) -> list[str]:
    answers, *peers = (rounds[name] for name in names)
    ratios = [statistics.median(one.rate / other.rate for one, other in zip(answers, peer, strict=True)) for peer in peers]
    return [
        f"{MET if ratios[0] >= 0.5 else MISSED} answers a second ÷ the same form with nothing to store: {ratios[0]:.2f} (at least 0.5)",
        f"- for comparison, answers a second ÷ a form that only redirects: {ratios[1]:.2f}",
        at_most("p99 ÷ median of answers", _middle(answers, "spread"), 4),
    ]


def _kill(place: Place) -> list[str]:
    found = place.run("-m", "tests.consent.crashes", "kill", str(KILLS))
    crowd = _crowd(place)
    workers = _kill_workers(place)
    return [
        f"{KILLS} processes killed at random moments of an answer (median {found['median_ms']:g} ms).",
        f"{found['acknowledged']} had been acknowledged, {found['stored']} stored; chain sound: {found['is_sound']}.",
        f"{WORKER_KILLS} web workers killed while {PARALLEL} families answered over HTTP: {workers['acknowledged']} acknowledged.",
        "",
        _none("acknowledged and lost", found["lost"] + workers["lost"]),
        _none("code, evidence and case that contradict each other", found["torn"] + workers["torn"]),
        _none("families that could not answer afterwards", found["shut_out"] + workers["shut_out"]),
        _none(f"codes without exactly one record after {crowd['answers']} answers, 16 at once, 4 web workers", crowd["wrong"]),
    ]


def _none(what: str, count: int) -> str:
    return at_most(what, count, 0)


def _crowd(place: Place) -> dict[str, int]:
    """Sixteen answers of each code at once, from four web workers."""
    letters = place.letters(CROWDED)
    with place.serve(4) as server:
        for letter in letters:
            line = Line(server.port)
            form = fill_in(line, letter)
            line.close()
            # Each connection is new: the kernel spreads them over the workers.
            at_once(partial(_post_once, form), server.port, 16)
    return {"answers": 16 * CROWDED, "wrong": sum(count != 1 for count in _answers_of(place, letters))}


def _post_once(form: Sent, line: Line) -> None:
    status, _ = line.ask("POST", form.path, form.body)
    if status != 200:
        raise RuntimeError(f"an answer among many was answered {status}")


COUNT = """
import json, sys
from sqlalchemy import func, select
from helpcenter.consent.codes import hash_code
from helpcenter.consent.models import ANSWERED, Evidence, EvidenceKind, Invitation
from helpcenter.db import db
from tests.consent.crashes import make_app

with make_app().app_context():
    counts = []
    for code in json.loads(sys.argv[1]):
        found = db.session.scalars(select(Invitation).where(Invitation.code_hash == hash_code(code))).one()
        rows = select(func.count()).where(Evidence.record_id == found.record_id, Evidence.kind == EvidenceKind.GIVEN)
        counts.append([found.state in ANSWERED, db.session.scalar(rows)])
    print(json.dumps(counts))
"""


def _answers_of(place: Place, letters: list[Letter]) -> list[int]:
    """How many answers each code left; -1 when its state and its evidence contradict each other."""
    counts = place.run("-c", COUNT, json.dumps([letter.code for letter in letters]))
    return [rows if is_answered == bool(rows) else -1 for is_answered, rows in counts]


def _kill_workers(place: Place) -> dict[str, int]:
    """Kill one web worker after the other while families answer; each tries again until a receipt comes."""
    letters = place.letters(WORKER_KILLS * PARALLEL)
    is_over, acknowledged = threading.Event(), list[Letter]()
    with place.serve(WORKERS) as server:
        killer = threading.Thread(target=_kill_now_and_then, args=(server, is_over))
        killer.start()
        waiting = list(letters)
        at_once(partial(_answer_all, waiting, acknowledged, is_over), server.port, PARALLEL)
        killer.join()
        left = _answer_the_rest(server, letters, acknowledged, _answers_of(place, letters))
    counts = dict(zip(letters, _answers_of(place, letters), strict=True))
    torn = sum(count not in {0, 1} for count in counts.values())
    return {"acknowledged": len(acknowledged), "lost": left, "torn": torn, "shut_out": sum(not count for count in counts.values())}


def _kill_now_and_then(server: Server, is_over: threading.Event) -> None:
    chance = random.Random(7)  # noqa: S311 (nothing here is a secret)
    for _ in range(WORKER_KILLS):
        workers = [each for each in servers.family_of(server.process)[1:] if b"\0work\0" not in _command_of(each)]
        if workers:
            os.kill(min(workers, key=_started_at), signal.SIGKILL)
        # The server needs a while to start another one, and ends itself when one dies within 5.5 s of its start: each in its turn.
        time.sleep(chance.uniform(3.0, 4.0))
    is_over.set()


def _started_at(process: int) -> float:
    try:
        return Path(f"/proc/{process}").stat().st_ctime
    except OSError:
        return math.inf


def _command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        # It has just ended: not one to kill.
        return b"\0work\0"


def _answer_all(waiting: list[Letter], acknowledged: list[Letter], is_over: threading.Event, line: Line) -> None:
    while waiting and not is_over.is_set():
        try:
            letter = waiting.pop()
        except IndexError:
            return
        try:
            form = fill_in(line, letter)
            status, _ = line.ask("POST", form.path, form.body)
        except (OSError, RuntimeError, ValueError):
            # Broken off: the person tries again in a while.
            time.sleep(0.05)
            continue
        if status == 200:
            acknowledged.append(letter)
        # As many answers as there are kills are enough: not all families at once.
        time.sleep(0.5)


def _answer_the_rest(server: Server, letters: list[Letter], acknowledged: list[Letter], counts: list[int]) -> int:
    """Whoever got no receipt tries again; gives how many acknowledged ones are not stored."""
    known = set(acknowledged)
    _until_it_answers(lambda: wait_for_answer(server.port, "/readyz", {}))
    for letter, count in zip(letters, counts, strict=True):
        if count == 0 and letter not in known:
            _until_it_answers(partial(_answer_one, server.port, letter))
    return sum(count == 0 for letter, count in zip(letters, counts, strict=True) if letter in known)


def _answer_one(port: int, letter: Letter) -> None:
    line = Line(port)
    try:
        form = fill_in(line, letter)
        _post_once(form, line)
    finally:
        line.close()


def _until_it_answers(work: Callable[[], None]) -> None:
    for _ in range(20):
        try:
            work()
        except (OSError, RuntimeError, ValueError):
            time.sleep(0.5)
        else:
            return
