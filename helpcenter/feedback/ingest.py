"""From the files of the web processes into the database: each file counts once, whatever crashes in between."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.db import Base
from helpcenter.db.upserts import insert_into
from helpcenter.feedback.models import LOCALE_LENGTH, SLUG_LENGTH, ArticleViews, IngestedTally, SearchedWords
from helpcenter.feedback.spool import Count, SpoolError, read_counts, set_aside, waiting_files
from helpcenter.feedback.tally import CLICK, FOUND, VAIN, VIEW
from helpcenter.feedback.wording import WORDS_LENGTH

log = structlog.get_logger()
# One transaction takes about a second at most, so that nobody waits long for the write lock.
MOST_FILES = 500
COLUMN_OF = {FOUND: "found", VAIN: "vain", CLICK: "clicks"}
# Anybody may invent searches. A busy day has some hundred different ones: of a flood, only what is known already is counted.
MOST_WORDS_A_DAY = 5_000
WordsKey = tuple[date, str, str]


def ingest(session: Session, folder: Path, now: datetime) -> int:
    """Add the waiting counts to the database, commit, remove the files; gives the number of files.

    This one commits itself: a file may go only once its counts are stored.
    """
    taken = list(_take(session, waiting_files(folder)[:MOST_FILES], now))
    _add_counts(session, [count for _, counts in taken for count in counts])
    session.commit()
    for path, _ in taken:
        path.unlink(missing_ok=True)
    return len(taken)


def _take(session: Session, files: Iterable[Path], now: datetime) -> Iterable[tuple[Path, list[Count]]]:
    """The files with their counts; without counts for one that was ingested before."""
    for path in files:
        try:
            counts = read_counts(path)
        except FileNotFoundError:
            # Another process was quicker.
            continue
        except SpoolError as error:
            log.error("tally_unreadable", file=str(error))
            set_aside(path)
            continue
        yield path, counts if _is_first(session, path.name, now) else []


def _is_first(session: Session, name: str, now: datetime) -> bool:
    # A second process that takes the same file waits here for the first one's commit, and then finds the name.
    insertion = insert_into(session, IngestedTally).values(name=name, ingested_at=now).on_conflict_do_nothing()
    return session.scalar(insertion.returning(IngestedTally.name)) is not None


def _add_counts(session: Session, counts: list[Count]) -> None:
    views: Counter[WordsKey] = Counter()
    searches: dict[WordsKey, Counter[str]] = {}
    for count in counts:
        if count.kind == VIEW:
            views[count.day, count.name[:SLUG_LENGTH], count.locale[:LOCALE_LENGTH]] += count.number
        elif count.kind in COLUMN_OF:
            key = count.day, count.locale[:LOCALE_LENGTH], count.name[:WORDS_LENGTH]
            searches.setdefault(key, Counter())[COLUMN_OF[count.kind]] += count.number
    # In one order: two processes that add to the same rows cannot wait for each other.
    for (day, slug, locale), number in sorted(views.items()):
        _add(session, ArticleViews, {"day": day, "slug": slug, "locale": locale}, {"number": number})
    for (day, locale, words), numbers in sorted(bounded(session, searches).items()):
        _add(session, SearchedWords, {"day": day, "locale": locale, "words": words}, {**dict.fromkeys(COLUMN_OF.values(), 0), **numbers})


def bounded(session: Session, searches: dict[WordsKey, Counter[str]], most: int = MOST_WORDS_A_DAY) -> dict[WordsKey, Counter[str]]:
    """These counts without the words that are new on a day that has enough; the most searched come first."""
    kept: dict[WordsKey, Counter[str]] = {}
    for day in {key[0] for key in searches}:
        stored = select(SearchedWords.day, SearchedWords.locale, SearchedWords.words).where(SearchedWords.day == day)
        known = {tuple(row) for row in session.execute(stored)}
        mine = sorted((key for key in searches if key[0] == day), key=lambda key: (-searches[key].total(), key))
        fresh = [key for key in mine if key not in known][: max(0, most - len(known))]
        kept |= {key: searches[key] for key in (*fresh, *(key for key in mine if key in known))}
    return kept


def _add(session: Session, model: type[Base], key: dict[str, Any], numbers: dict[str, int]) -> None:
    statement = insert_into(session, model).values(**key, **numbers)
    more = {name: model.__table__.c[name] + number for name, number in numbers.items()}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=more))
