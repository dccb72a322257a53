"""Which labels sheets may show: those that somebody has read, and those from memory that staff let be published.

Kept pages look at files (docs/decisions/0005): one small file is replaced whenever a decision is stored.
"""

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import event
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

from helpcenter.db.engine import READ_ONLY
from helpcenter.labels.events import LabelChanged
from helpcenter.labels.mail_clients import Evidence, Label
from helpcenter.labels.queries import decided_texts
from helpcenter.web.kept_page import Stamp, stamp

TOUCHED = "decided_labels"
Decided = frozenset[tuple[str, str, str, str]]
# A page asks about hundreds of labels, and each try to reach a database that is away takes its time.
TRY_AGAIN_SECONDS = 1.0
log = structlog.get_logger()


def stamp_file(instance: Path) -> Path:
    """The file that pages with labels are kept by; it need not exist."""
    return instance / "stamps" / ".labels"


class ShownLabels:
    """Answers whether a label may be shown; asks the database once after each decision.

    While it cannot be asked, what was known last holds, and `on_unknown` is told each time: such an answer is not to be kept.
    """

    def __init__(self, sessions: Callable[[], Session], stamp_file: Path, on_unknown: Callable[[], None] = lambda: None) -> None:
        self._sessions = sessions
        self._file = stamp_file
        self._on_unknown = on_unknown
        self._known: tuple[Stamp, Decided] | None = None
        self._try_again_at = 0.0

    def __call__(self, client: str, key: str, locale: str, label: Label) -> bool:
        """True for a label that somebody has read, or whose very wording staff let be published."""
        return label.evidence is not Evidence.MEMORY or (client, key, locale, label.text) in self._decided()

    def _decided(self) -> Decided:
        # First the stamp: whatever is stored after it was looked at changes it once more.
        now = stamp(self._file)
        is_current = self._known is not None and self._known[0] == now
        if not is_current and (time.monotonic() < self._try_again_at or not self._ask(now)):
            self._on_unknown()
        # Before `helpcenter init` there are no tables: nothing has been decided, and commands that only list still answer.
        return self._known[1] if self._known else frozenset()

    def _ask(self, now: Stamp) -> bool:
        try:
            with self._sessions() as session:
                # A session that may write waits for its turn on SQLite; a page must not (docs/decisions/0003).
                session.info[READ_ONLY] = True
                self._known = now, decided_texts(session)
        except (OperationalError, ProgrammingError) as error:
            self._try_again_at = time.monotonic() + TRY_AGAIN_SECONDS
            log.warning("label_decisions_unknown", kind=type(error).__name__)
            return False
        return True


def note_change(session: Session, _event: LabelChanged) -> None:
    """Remember to tell kept pages, once the transaction is stored."""
    session.info[TOUCHED] = True


def watch_decisions(sessions: sessionmaker[Session], file: Path) -> None:
    """Replace the stamp after each transaction that decided about a label."""

    def tell(session: Session) -> None:
        if session.info.pop(TOUCHED, False):
            touch(file)

    def forget(session: Session, *_: Any) -> None:
        # What was undone is no news.
        session.info.pop(TOUCHED, None)

    event.listen(sessions, "after_commit", tell)
    event.listen(sessions, "after_rollback", forget)


def touch(file: Path) -> None:
    """Put another file in its place: two changes within one tick of the clock differ too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(6)}")
    draft.touch()
    draft.replace(file)
