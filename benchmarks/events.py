"""What taking in a provider's events costs beside a plain batched INSERT, and what lists cost when there are very many."""

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.event_filling import fill
from benchmarks.event_pages import PAGES
from benchmarks.event_rows import COLUMNS, NOW, SLUGS, Row, make_events, make_rows
from benchmarks.goals import MET, MISSED, at_most
from benchmarks.places import make_folder
from helpcenter.app import create_app
from helpcenter.db import db
from helpcenter.db.domain_events import DomainEvents
from helpcenter.db.engine import only_looking
from helpcenter.db.migrate import upgrade
from helpcenter.events.event import Event
from helpcenter.events.service import store
from helpcenter.organisations.models import Organisation
from tests.databases import make_settings
from tests.postgres import PostgresServer

ROUNDS, EVENTS, AT_ONCE = 7, 20_000, 1_000
FEW = 10_000
MANY = {"sqlite": 1_000_000, "postgresql": 10_000_000}
# A short run: HELPCENTER_BENCH_EVENTS=200000 ./dev bench events
SHORT = int(os.environ.get("HELPCENTER_BENCH_EVENTS", "0"))
REPEATS = 40
INSERT = f"INSERT INTO provider_events ({', '.join(COLUMNS)}) VALUES "  # noqa: S608  our own column names


@dataclass(frozen=True)
class Place:
    """One migrated, empty database behind an application."""

    engine: str
    app: Flask


def run() -> list[str]:
    """Measure on both engines; tables and goals."""
    lines = []
    server = PostgresServer(is_durable=True)
    server.start()
    try:
        for engine in ("sqlite", "postgresql"):
            lines += [f"## {engine}", "", *_measure_ingest(engine, server), *_measure_pages(engine, server)]
    finally:
        server.stop()
    return lines


@contextmanager
def _place(engine: str, server: PostgresServer, name: str) -> Iterator[Place]:
    url = _create(server, name) if engine == "postgresql" else ""
    app = create_app(make_settings(make_folder(), url), lambda: NOW)
    with app.app_context():
        upgrade()
        db.session.add_all([Organisation(id=number, slug=slug, name=slug, created_at=NOW) for number, slug in enumerate(SLUGS, start=1)])
        db.session.commit()
        yield Place(engine, app)
        db.session.rollback()
        db.engine.dispose()


def _create(server: PostgresServer, name: str) -> str:
    import psycopg

    address = server.url.replace("postgresql+psycopg", "postgresql") + "/postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server.url}/{name}"


def _measure_ingest(engine: str, server: PostgresServer) -> list[str]:
    raw, ours = list[float](), list[float]()
    with _place(engine, server, "ingest") as place:
        for number in range(ROUNDS):
            events = make_events(EVENTS, number)
            rows = make_rows(events, engine)
            # In turns, each into an empty table; which of them begins changes.
            steps = [(raw, partial(_insert_plainly, place, rows)), (ours, partial(_take_in, place, events))]
            for kept, step in steps if number % 2 else reversed(steps):
                _empty(place)
                kept.append(EVENTS / _seconds(step))
    # The first round warms the caches.
    shares = [own / plain for own, plain in zip(ours[1:], raw[1:], strict=True)]
    return _report_ingest(raw[1:], ours[1:], shares)


def _report_ingest(raw: Sequence[float], ours: Sequence[float], shares: Sequence[float]) -> list[str]:
    share = statistics.median(shares)
    return [
        f"| {EVENTS:,} events, {AT_ONCE:,} in a transaction | events a second, median of {len(raw)} | from | to |",
        "|---|---|---|---|",
        f"| a plain batched INSERT of ready rows into the same table | {statistics.median(raw):,.0f} | {min(raw):,.0f} | {max(raw):,.0f} |",
        f"| store(): owner, known or new, counts, one message | {statistics.median(ours):,.0f} | {min(ours):,.0f} | {max(ours):,.0f} |",
        "",
        f"{MET if share >= 0.5 else MISSED} share of the plain INSERT, median of the rounds: {share:.2f} (at least 0.5)",
        "",
    ]


def _empty(place: Place) -> None:
    for table in ("provider_events", "event_day_counts", "event_week_counts", "event_arrivals"):
        db.session.execute(text(f"{'TRUNCATE' if place.engine == 'postgresql' else 'DELETE FROM'} {table}"))
    db.session.commit()


def _insert_plainly(place: Place, rows: Sequence[Row]) -> None:
    # Through the driver, without the mapper: values that the database takes as they are.
    mark = "%s" if place.engine == "postgresql" else "?"
    one = f"({', '.join([mark] * len(COLUMNS))})"
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        driver = db.session.connection().connection.driver_connection
        assert driver is not None  # noqa: S101
        # psycopg sends these in one go, and is quicker so than with one long list of VALUES.
        driver.cursor().executemany(INSERT + one, part)
        db.session.commit()


def _take_in(place: Place, events: Sequence[Event]) -> None:
    messages = DomainEvents()
    for start in range(0, len(events), AT_ONCE):
        store(db.session, events[start : start + AT_ONCE], lambda: NOW, messages.publish)
        db.session.commit()


def _seconds(step: Callable[[], None]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def _measure_pages(engine: str, server: PostgresServer) -> list[str]:
    many = SHORT or MANY[engine]
    times = _time_pages(engine, server, many)
    lines = [f"| list | at {FEW:,} events, ms | at {many:,}, ms | ratio |", "|---|---|---|---|"]
    goals = []
    for name in PAGES:
        few, lots = times[FEW][name], times[many][name]
        lines.append(f"| {name} | {few * 1000:.2f} | {lots * 1000:.2f} | {lots / few:.2f} |")
        goals.append(at_most(f"{name}, at {many:,} events beside {FEW:,}", lots / few, 2))
    return [*lines, "", *goals, ""]


def _time_pages(engine: str, server: PostgresServer, many: int) -> dict[int, dict[str, float]]:
    """Seconds by number of events and by page; in turns, so that what else the machine does slows both alike."""
    with ExitStack() as stack:
        places = {count: stack.enter_context(_place(engine, server, f"pages_{count}")) for count in (FEW, many)}
        for count, place in places.items():
            with place.app.app_context(), db.engine.connect() as connection:
                fill(connection, count)
        return _medians(places)


def _medians(places: Mapping[int, Place]) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {count: {} for count in places}
    for name, page in PAGES.items():
        times: dict[int, list[float]] = {count: [] for count in places}
        for _ in range(REPEATS):
            for count, place in places.items():
                with place.app.app_context():
                    times[count].append(_time(page))
        for count, seconds in times.items():
            found[count][name] = statistics.median(seconds)
    return found


def _time(page: Callable[[Session], object]) -> float:
    with only_looking(db.session):
        # The connection comes from the pool before the clock runs.
        db.session.connection()
        started = time.perf_counter()
        page(db.session)
        return time.perf_counter() - started
