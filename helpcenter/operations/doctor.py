"""What is missing or misconfigured in this installation, each with what to do about it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from helpcenter.bounces.desk import AnyExplainer
from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.reader import ReaderFailedError, ReaderSlowError
from helpcenter.bounces.worker import Refused
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.db.migrate import LaterVersionError, missing_versions
from helpcenter.events.health import check_events
from helpcenter.events.receiver import Receiver
from helpcenter.i18n.catalogs import catalog_path
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.jobs.queue import find_obstacle
from helpcenter.jobs.timers import count_failing
from helpcenter.mail.models import MailState
from helpcenter.mail.queries import count_by_state, count_late
from helpcenter.operations.findings import Finding, Level
from helpcenter.operations.neighbours import check_disk
from helpcenter.pdf.health import check_health
from helpcenter.pdf.pool import Pool
from helpcenter.retention.keys import list_keys

# What every server says of a mailbox that it does not know.
SAMPLE = b"550 5.1.1 <nobody@mail.example>: User unknown"
# A mail that waits longer is no longer on its way.
LATE = timedelta(hours=1)


def examine(settings: Settings, more: list[Callable[[], Iterator[Finding]]]) -> list[Finding]:
    """Look at everything; needs an application context."""
    checks = [
        # The database first: what others cannot read without it, it has named.
        check_database,
        lambda: check_files(settings),
        lambda: check_reachability(settings),
        lambda: check_queue(settings),
        *more,
    ]
    return [finding for check in checks for finding in check()]


def check_database() -> Iterator[Finding]:
    """Does the database answer, and is it of this version?"""
    try:
        db.session.execute(text("SELECT 1"))
        # The migrations open a connection of their own, which must not wait for ours.
        db.session.rollback()
        missing = missing_versions()
    except SQLAlchemyError as error:
        # The other checks ask the same session, and it answers nobody before this.
        db.session.rollback()
        yield Finding(Level.ERROR, "database", f"does not answer ({type(error).__name__}): check HELPCENTER_DATABASE_URL")
        return
    except LaterVersionError as error:
        yield Finding(Level.ERROR, "database", str(error))
        return
    if missing:
        yield Finding(Level.ERROR, "database", "is older than the program: run `helpcenter init`")
    else:
        yield Finding(Level.OK, "database", db.engine.dialect.name)


def check_files(settings: Settings) -> Iterator[Finding]:
    """Are the content, the catalogs and the disk there?"""
    if not (settings.content / "articles").is_dir():
        yield Finding(Level.ERROR, "content", f"no articles in {settings.content}: check HELPCENTER_CONTENT")
    for locale in INTERFACE_LOCALES:
        if not catalog_path(locale).with_suffix(".mo").exists():
            yield Finding(Level.ERROR, "catalogs", f"{locale} is not compiled: run `./dev setup`")
    yield from check_privacy(settings)
    yield from check_disk(settings.instance)


def check_privacy(settings: Settings) -> Iterator[Finding]:
    """Can other users of this machine read the database, the scans, the mails?"""
    if settings.instance.stat().st_mode & 0o007:
        yield Finding(Level.WARNING, "privacy", f"{settings.instance} is open to every user of this machine: chmod 700")
    else:
        yield Finding(Level.OK, "privacy", "the instance folder is closed to other users of this machine")


def check_printing(pool: Pool) -> Iterator[Finding]:
    """Are the libraries and fonts for PDFs there, and does a page come out?"""
    for seen in check_health(pool):
        yield Finding(Level.OK if seen.is_ok else Level.ERROR, seen.name, seen.text)


def check_keys(session: Session, folder: Path) -> Iterator[Finding]:
    """Is every key there that the evidence refers to, and closed to others?"""
    try:
        if missing_versions():
            return
    except (LaterVersionError, SQLAlchemyError):
        # The check of the database has said so.
        return
    keys = list_keys(session, folder)
    for key in keys:
        if not key.is_there:
            yield Finding(
                Level.ERROR, "keys", f"{key.key_id} is missing: take it from a backup, or nobody can tell whose consents those are"
            )
        elif not key.is_private:
            yield Finding(Level.WARNING, "keys", f"{key.key_id} can be read by other users of this machine: chmod 600")
    if all(key.is_there and key.is_private for key in keys):
        newest = keys[-1].key_id if keys else "none yet"
        yield Finding(Level.OK, "keys", f"{len(keys)} there, newest {newest}; they belong to every backup")


def check_work(session: Session, now: datetime) -> Iterator[Finding]:
    """Do mails leave, and are timers carried out?"""
    try:
        late, failed = count_late(session, now - LATE), count_by_state(session)[MailState.FAILED]
        failing = count_failing(session)
        session.rollback()
    except SQLAlchemyError:
        # The check of the database has said what is wrong.
        session.rollback()
        return
    if late:
        yield Finding(
            Level.WARNING, "outbox", f"{late} mails have waited for an hour: does the queue process run, does the mail server answer?"
        )
    if failed:
        yield Finding(Level.WARNING, "outbox", f"{failed} mails failed: staff decide at /staff/mails")
    if failing:
        yield Finding(Level.WARNING, "timers", f"{failing} fail and are tried again: the log says why")
    if not (late or failed or failing):
        yield Finding(Level.OK, "outbox", "every mail has left, every timer was carried out")


def check_arrivals(session: Session, receiver: Receiver, now: datetime) -> Iterator[Finding]:
    """Do the mail provider's events come in?"""
    try:
        findings = list(check_events(session, receiver, now))
    except SQLAlchemyError:
        # The check of the database has said what is wrong.
        findings = []
    session.rollback()
    for is_good, message in findings:
        yield Finding(Level.OK if is_good else Level.WARNING, "events", message)


def check_explainer(explainer: AnyExplainer) -> Iterator[Finding]:
    """Can the codes and wordings be read, and does the child process answer?"""
    try:
        answer = explainer.explain(SAMPLE)
    except (ReaderFailedError, ReaderSlowError, OSError) as error:
        yield Finding(Level.ERROR, "explainer", f"does not start: {error}. `helpcenter content check` names file and line")
        return
    if isinstance(answer, Refused):
        yield Finding(Level.WARNING, "explainer", "has no time for one line: is this machine too busy?")
    elif answer.kind is not Kind.PERMANENT:
        yield Finding(Level.ERROR, "explainer", f"says “{answer.reason}” of an unknown mailbox: look at content/bounces/codes.yaml")
    else:
        yield Finding(Level.OK, "explainer", "its codes and wordings are read, its child process answers")


def check_reachability(settings: Settings) -> Iterator[Finding]:
    """Will links, mails and cookies work for people elsewhere?"""
    if settings.is_local:
        yield Finding(Level.WARNING, "public address", f"{settings.public_url} is only for this machine: set HELPCENTER_PUBLIC_URL")
    elif not settings.is_https:
        yield Finding(Level.ERROR, "public address", "is not https: passwords and codes would travel in the open")
    if not settings.smtp_url:
        yield Finding(Level.WARNING, "mail", "goes to instance/outbox only: set HELPCENTER_SMTP_URL")


def check_queue(settings: Settings) -> Iterator[Finding]:
    """Can jobs be put down and taken? Without, the queue process ends, and is started again at most once a minute."""
    if obstacle := find_obstacle(settings):
        yield Finding(
            Level.ERROR,
            "queue",
            f"jobs.sqlite3 cannot be written ({obstacle}): no mail leaves, no timer is carried out; has the disk room?",
        )
    elif not settings.redis_url:
        yield Finding(Level.OK, "queue", "embedded (SQLite in the instance folder), can be written")
