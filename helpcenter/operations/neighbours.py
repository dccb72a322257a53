"""What the site needs from others, for doctor: mail server, mailbox, Redis, the proxy in front, the clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from shutil import disk_usage

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from helpcenter.config import SettingError, Settings, variable_of
from helpcenter.mail.errors import SmtpError
from helpcenter.mail.smtp import SmtpTransport
from helpcenter.operations.findings import Finding, Level
from helpcenter.replies.mailbox import MailboxError, MailboxProblem, open_mailbox, parse_plan

# Long enough for a server far away, short enough for somebody who waits for the report.
SECONDS = 5.0
# Below the first, a day's backup may not fit; below the second, the next answer may not be stored.
SCARCE_MB, NO_ROOM_MB = 500, 100
# Hosts that differ more disagree on limits, timers and signed links.
MOST_APART = timedelta(minutes=1)
MAILBOX_ADVICE = {
    MailboxProblem.CONNECTION: "no server answers there over TLS: check host and port, and whether a firewall is between",
    MailboxProblem.LOGIN: "refuses user or password: signs such as @ and / in them are written as %40 and %2F",
    MailboxProblem.FOLDER: "has no such folder: the path of the address names it, such as /INBOX",
    MailboxProblem.PROTOCOL: "broke off: try again, then ask who runs it",
}


def check_mail_server(settings: Settings) -> Iterator[Finding]:
    """Does the server answer that takes our mails, and does it let us in?"""
    if not settings.smtp_url:
        return
    try:
        SmtpTransport(settings.smtp_url, timeout=SECONDS).try_out()
    except SettingError as error:
        yield Finding(Level.ERROR, "mail server", str(error))
    except SmtpError as error:
        said = f" (it says {error.code})" if error.code else ""
        advice = f"check {variable_of('smtp_url')} and the password; mails wait meanwhile, none is lost"
        yield Finding(Level.ERROR, "mail server", f"does not take mails{said}: {advice}")
    else:
        yield Finding(Level.OK, "mail server", "answers and lets us in")


def check_mailbox(settings: Settings) -> Iterator[Finding]:
    """Can the mailbox of confirmations be opened?"""
    try:
        plan = parse_plan(settings.imap_url)
        if plan is None:
            return
        with open_mailbox(plan):
            yield Finding(Level.OK, "mailbox", "answers and can be read")
    except SettingError as error:
        yield Finding(Level.ERROR, "mailbox", str(error))
    except MailboxError as error:
        yield Finding(Level.ERROR, "mailbox", f"{MAILBOX_ADVICE[error.problem]} ({variable_of('imap_url')})")


def check_redis(settings: Settings) -> Iterator[Finding]:
    """Does Redis answer, where the queue and the limits live in it?"""
    if not settings.redis_url:
        return
    try:
        client = Redis.from_url(settings.redis_url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)
        try:
            client.ping()
        finally:
            client.close()
    except (RedisError, OSError, ValueError) as error:
        advice = f"check {variable_of('redis_url')}; until then mails and PDFs wait, and each web process counts its limits alone"
        yield Finding(Level.ERROR, "redis", f"does not answer ({type(error).__name__}): {advice}")
    else:
        yield Finding(Level.OK, "redis", "answers")


def check_proxy(settings: Settings) -> Iterator[Finding]:
    """Is the proxy believed that must be there? `serve` itself speaks no TLS."""
    if settings.is_https and not settings.is_local and not settings.trusted_proxies:
        variable = variable_of("trusted_proxies")
        yield Finding(
            Level.WARNING, "proxy", f"https comes from a proxy that is not believed: all readers share one limit; set {variable}=1"
        )


def check_disk(folder: Path, free_mb: int | None = None) -> Iterator[Finding]:
    """Is there room for the next answers?"""
    free = disk_usage(folder).free // 1024**2 if free_mb is None else free_mb
    if free < NO_ROOM_MB:
        yield Finding(Level.ERROR, "disk", f"{free} MB free for {folder}: answers will soon be refused; make room now")
    elif free < SCARCE_MB:
        yield Finding(Level.WARNING, "disk", f"{free} MB free for {folder}: make room (old backups, logs) or give it a larger disk")
    else:
        yield Finding(Level.OK, "disk", f"{free} MB free for the instance folder")


def check_clock(session: Session, now: datetime) -> Iterator[Finding]:
    """Is it as late here as in the database? SQLite has no clock of its own."""
    if session.get_bind().dialect.name == "sqlite":
        return
    try:
        there = session.scalar(select(func.now()))
    except SQLAlchemyError:
        # The check of the database has said what is wrong.
        there = None
    session.rollback()
    if there is None:
        return
    apart = abs(there - now)
    if apart > MOST_APART:
        seconds = int(apart.total_seconds())
        yield Finding(Level.ERROR, "clock", f"{seconds} s apart from the database's: let both machines set theirs by NTP (timedatectl)")
    else:
        yield Finding(Level.OK, "clock", "as late here as in the database")
