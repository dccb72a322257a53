"""Reminders: one mail to each owner of articles that are overdue or due soon, at most once a week for the same article."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from helpcenter.documents.saving import write_whole
from helpcenter.i18n.formats import format_date
from helpcenter.mail.errors import MailError
from helpcenter.mail.message import parse_address
from helpcenter.mail.service import Mailer
from helpcenter.writing.reviews import DueArticle

log = structlog.get_logger()
MAIL = "review-reminder"
WEEK = timedelta(days=7)
# A mail that names more than this is a list that nobody reads: the page has them all.
MOST_NAMED = 10
# One more, several more.
MORE = {"fr": ("et {count} autre", "et {count} autres"), "en": ("and {count} more", "and {count} more")}


@dataclass(frozen=True)
class Reminder:
    """One mail: to whom, in which language, about which articles."""

    to: str
    locale: str
    articles: tuple[DueArticle, ...]


class ReminderBook:
    """When each article was last mentioned in a mail: a small file in the instance folder."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def is_told(self, slug: str, today: date) -> bool:
        """True when a mail has named this article within a week."""
        told = self._read().get(slug)
        # Not in the future either: a clock that was wrong once must not silence mails for years.
        return told is not None and timedelta() <= today - told < WEEK

    def tell(self, slugs: Iterable[str], today: date) -> None:
        """Keep that these were named today; what is older than a week is forgotten."""
        known = {slug: day for slug, day in self._read().items() if timedelta() <= today - day < WEEK}
        known |= dict.fromkeys(slugs, today)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._file, json.dumps({slug: day.isoformat() for slug, day in sorted(known.items())}).encode())

    def _read(self) -> dict[str, date]:
        # A damaged book costs at most one mail too many.
        try:
            return {str(slug): date.fromisoformat(day) for slug, day in json.loads(self._file.read_text(encoding="utf-8")).items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}


def plan_reminders(
    due: Iterable[DueArticle], book: ReminderBook, today: date, fallback: str, find_locale: Callable[[str], str]
) -> list[Reminder]:
    """One reminder per owner; a role word, or nobody, means the vendor's own address (`fallback`)."""
    owners: dict[str, list[DueArticle]] = {}
    for article in due:
        if not book.is_told(article.slug, today):
            owners.setdefault(address_of(article.owner, fallback), []).append(article)
    return [Reminder(to, find_locale(to), tuple(articles)) for to, articles in sorted(owners.items())]


def address_of(owner: str, fallback: str) -> str:
    """The mail address of an owner; `fallback` for a role word, for nobody, and for what only looks like an address."""
    if "@" not in owner:
        return fallback
    try:
        return parse_address(owner, "owner").addr_spec.lower()
    except MailError:
        return fallback


def send_reminders(
    session: Session,
    reminders: Iterable[Reminder],
    mailer: Mailer,
    book: ReminderBook,
    today: date,
    link: str,
    readable: Callable[[str, str], str],
) -> int:
    """Send them, and keep after each that its articles were named; gives how many were sent. Commits after each."""
    count = 0
    for reminder in reminders:
        mailer.send(MAIL, reminder.to, reminder.locale, {"articles": _name(reminder, readable), "link": link}, session=session)
        # The mail is stored first: a crash in between costs one too many, never one too few.
        session.commit()
        book.tell([article.slug for article in reminder.articles], today)
        count += 1
    log.info("review_reminders", mails=count)
    return count


def _name(reminder: Reminder, readable: Callable[[str, str], str]) -> str:
    quotes: Mapping[str, str] = {"fr": "« {title} » ({day})", "en": "“{title}” ({day})"}
    named = [
        quotes[reminder.locale].format(
            title=readable(article.title, article.title_locale), day=format_date(article.review_on, reminder.locale)
        )
        for article in reminder.articles[:MOST_NAMED]
    ]
    if more := len(reminder.articles) - len(named):
        named.append(MORE[reminder.locale][more > 1].format(count=more))
    return " ; ".join(named) if reminder.locale == "fr" else "; ".join(named)
