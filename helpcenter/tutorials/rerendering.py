"""All sheets of all organisations made anew: started by staff, seen while it runs, gone on with after a cut, its failures reported."""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from helpcenter.db.clock import Clock
from helpcenter.db.engine import only_looking
from helpcenter.documents.errors import ContentError
from helpcenter.organisations.queries import list_organisations
from helpcenter.pdf import PdfDocument, PdfError
from helpcenter.tutorials.render_models import ItemState, RenderItem, RenderRun, RunState
from helpcenter.tutorials.rendering import Press, try_lock

# So many sheets between two looks at whether the run was stopped; what is cut off is made again.
PORTION = 8
# After this long the queue takes other jobs first: a mail waits no longer than this.
SLICE_SECONDS = 10
# The speed is that of the last minute.
WINDOW = timedelta(minutes=1)
SHOWN_FAILURES = 100


@dataclass(frozen=True)
class Progress:
    """How far a run is; speed in sheets a minute, remaining minutes None while nothing is known."""

    run: RenderRun
    total: int
    done: int
    failed: int
    speed: int

    @property
    def waiting(self) -> int:
        """Sheets not tried yet."""
        return self.total - self.done - self.failed

    @property
    def percent(self) -> int:
        """Tried sheets of a hundred."""
        return 100 * (self.done + self.failed) // self.total if self.total else 100

    @property
    def minutes(self) -> int | None:
        """What remains at this speed, rounded up."""
        return -(-self.waiting // self.speed) if self.speed else None

    @property
    def is_running(self) -> bool:
        """True while the queue works on it."""
        return self.run.state is RunState.RUNNING


def start_run(session: Session, press: Press) -> RenderRun:
    """Begin a run over every sheet, or give the one that is under way."""
    # All texts are read for the list, which takes seconds when none is known yet: nobody's write may wait for that.
    with only_looking(session):
        wanted = [(each.id, *chosen) for each in list_organisations(session) for chosen in press.chosen(session, each)]
    # Asked after the texts are read: somebody else may have begun one meanwhile.
    if (running := _find_running(session)) is not None:
        return running
    run = RenderRun(state=RunState.RUNNING, started_at=press.clock())
    session.add(run)
    session.flush()
    for organisation_id, tutorial_id, locale in wanted:
        session.add(RenderItem(run_id=run.id, organisation_id=organisation_id, tutorial=tutorial_id, locale=locale))
    session.flush()
    return run


def cancel_run(session: Session, clock: Clock) -> None:
    """Stop the run that is under way; what is made stays."""
    if (running := _find_running(session)) is not None:
        running.state, running.ended_at = RunState.CANCELLED, clock()


def retry_failures(session: Session, clock: Clock) -> int:
    """Let the queue try what failed in the last run once more; gives the number of sheets."""
    latest = _find_latest(session)
    if latest is None:
        return 0
    failed = RenderItem.run_id == latest.id, RenderItem.state == ItemState.FAILED
    number: int = session.scalar(select(func.count()).where(*failed)) or 0
    if number:
        session.execute(update(RenderItem).where(*failed).values(state=ItemState.WAITING, problem="", finished_at=None))
        latest.state, latest.ended_at = RunState.RUNNING, None
    return number


def find_progress(session: Session, clock: Clock) -> Progress | None:
    """How far the last run is; None before the first."""
    run = _find_latest(session)
    if run is None:
        return None
    query = select(RenderItem.state, func.count()).where(RenderItem.run_id == run.id).group_by(RenderItem.state)
    counts: Counter[ItemState] = Counter(dict(row for row in session.execute(query)))
    recent = select(func.count()).where(RenderItem.run_id == run.id, RenderItem.finished_at >= clock() - WINDOW)
    # A run that has just begun is not measured over a whole minute, nor over no time at all.
    passed = min(WINDOW, max(clock() - run.started_at, timedelta(seconds=1)))
    speed = round((session.scalar(recent) or 0) * (WINDOW / passed))
    return Progress(run, counts.total(), counts[ItemState.DONE], counts[ItemState.FAILED], speed)


def list_failures(session: Session, run_id: int) -> Sequence[RenderItem]:
    """The sheets that could not be made, with what was the matter."""
    query = select(RenderItem).where(RenderItem.run_id == run_id, RenderItem.state == ItemState.FAILED)
    return session.scalars(query.order_by(RenderItem.id).limit(SHOWN_FAILURES)).all()


def go_on(session: Session, press: Press, seconds: float = SLICE_SECONDS) -> bool:
    """Work on the run for a while; commits. True when there is more to do, False when it is over or another process works on it."""
    with try_lock(press.settings.instance / "pdf" / "run.lock") as is_mine, ThreadPoolExecutor(press.workers) as workers:
        deadline = time.monotonic() + seconds
        while is_mine and (run := _find_running(session)) is not None:
            if not _make_portion(session, press, run, workers):
                run.state, run.ended_at = RunState.DONE, press.clock()
                session.commit()
                return False
            if time.monotonic() >= deadline:
                return True
    # The look for a run has begun a transaction; the queue goes on to other jobs.
    session.commit()
    return False


def _make_portion(session: Session, press: Press, run: RenderRun, workers: ThreadPoolExecutor) -> bool:
    waiting = select(RenderItem).where(RenderItem.run_id == run.id, RenderItem.state == ItemState.WAITING)
    # No transaction while PDFs are made, and none that writes while they are prepared: others may write.
    with only_looking(session):
        items = session.scalars(waiting.order_by(RenderItem.id).limit(PORTION)).all()
        tasks = [(item.id, *_prepare(session, press, item)) for item in items]
    problems = list(workers.map(lambda task: task[2] or _try(press, task[1]), tasks))
    for (item_id, _document, _problem), problem in zip(tasks, problems, strict=True):
        state = ItemState.FAILED if problem else ItemState.DONE
        values = {"state": state, "problem": problem, "finished_at": press.clock()}
        session.execute(update(RenderItem).where(RenderItem.id == item_id).values(values))
    session.commit()
    return bool(tasks)


def _prepare(session: Session, press: Press, item: RenderItem) -> tuple[PdfDocument | None, str]:
    """The document of an item, or what is the matter; neither when there is no such sheet any more."""
    try:
        return press.document(session, item.organisation, item.tutorial, item.locale), ""
    except (ContentError, LookupError, ValueError, PdfError) as error:
        # Whatever is the matter is this item's alone: raised, it would end every later try of the run at the same place.
        return None, f"{type(error).__name__}: {error}"


def _try(press: Press, document: PdfDocument | None) -> str:
    if document is None:
        return ""
    try:
        press.render(document)
    except PdfError as error:
        return str(error) or type(error).__name__
    return ""


def _find_running(session: Session) -> RenderRun | None:
    query = select(RenderRun).where(RenderRun.state == RunState.RUNNING).order_by(RenderRun.id.desc())
    return session.scalars(query.limit(1).execution_options(populate_existing=True)).first()


def _find_latest(session: Session) -> RenderRun | None:
    return session.scalars(select(RenderRun).order_by(RenderRun.id.desc()).limit(1)).first()
