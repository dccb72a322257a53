"""Pdfs: rendered once, by the queue when a page asks, and failures reach whoever waits."""

import sqlite3
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest
from huey import MemoryHuey

from helpcenter.jobs import Jobs, QueueError
from helpcenter.pdf import PdfDocument, PdfFailed, PdfUnavailable
from helpcenter.pdf.pool import Pool
from helpcenter.pdf.service import Pdfs
from tests.pdf.samples import make_document

WITHOUT_ENGINE = """
import sys
from pathlib import Path
from huey import MemoryHuey
from helpcenter.jobs import Jobs
from helpcenter.pdf.pool import Pool
from helpcenter.pdf.service import Pdfs
from tests.pdf.samples import make_document
pool = Pool()
pdfs = Pdfs(Path(sys.argv[1]), Jobs(MemoryHuey(immediate=True, results=False)), pool)
assert pdfs.get(make_document(), 10).startswith(b"%PDF")
assert pdfs.render_now(make_document(title="Un autre")).startswith(b"%PDF")
pool.close()
print(sorted(name for name in sys.modules if name.split(".")[0] in {"weasyprint", "flask", "pydyf"}))
"""


def refuse(*_: object) -> None:
    """A queue whose disk is full."""
    raise sqlite3.OperationalError("database or disk is full")


class FakePool(Pool):
    """A pool that notes what it is asked and answers at once, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.error = error

    def render(self, document: PdfDocument) -> bytes:
        self.asked.append(document.title)
        if self.error:
            raise self.error
        return b"%PDF " + document.title.encode()


class Bench:
    """The service with a queue that runs only when told, or while somebody waits."""

    def __init__(self, folder: Path, pool: Pool, *, runs_while_waiting: bool = False) -> None:
        self.jobs = Jobs(MemoryHuey(immediate=False, results=False))
        self.now = 0.0
        self.runs_while_waiting = runs_while_waiting
        self.later = 0.0
        clocks = {"now": lambda: time.time() + self.later, "monotonic": lambda: self.now}
        self.pdfs = Pdfs(folder, self.jobs, pool, sleep=self.sleep, **clocks)

    def sleep(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds
        if self.runs_while_waiting:
            self.run_queue()

    def run_queue(self) -> int:
        """Do all waiting jobs; how many there were."""
        done = 0
        while task := self.jobs.huey.dequeue():
            self.jobs.huey.execute(task)
            done += 1
        return done


def test_a_document_is_rendered_once_and_kept(tmp_path: Path) -> None:
    pool = FakePool()
    bench = Bench(tmp_path, pool)
    assert bench.pdfs.render_now(make_document()) == bench.pdfs.render_now(make_document()) == b"%PDF Essai"
    assert pool.asked == ["Essai"]


def test_a_page_gets_what_is_kept_without_the_queue(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakePool())
    bench.pdfs.render_now(make_document())
    assert bench.pdfs.get(make_document(), 0) == b"%PDF Essai"
    assert bench.run_queue() == 0


def test_a_page_gets_what_the_queue_finishes_while_it_waits(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakePool(), runs_while_waiting=True)
    assert bench.pdfs.get(make_document(), 10) == b"%PDF Essai"
    assert bench.now < 1


def test_a_page_that_waited_long_enough_gets_none_and_the_pdf_next_time(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakePool())
    assert bench.pdfs.get(make_document(), 2) is None
    assert bench.now == pytest.approx(2, abs=0.1)
    bench.run_queue()
    assert bench.pdfs.get(make_document(), 0) == b"%PDF Essai"


def test_many_readers_of_one_document_make_one_job(tmp_path: Path) -> None:
    pool = FakePool()
    bench = Bench(tmp_path, pool)
    for _ in range(5):
        assert bench.pdfs.get(make_document(), 0) is None
    assert bench.run_queue() == 1
    assert len(pool.asked) == 1


@pytest.mark.parametrize("error", [PdfFailed("refused"), PdfUnavailable("no Pango; install: apt-get install libpango-1.0-0")])
def test_a_failure_reaches_the_page_that_waits(tmp_path: Path, error: Exception) -> None:
    bench = Bench(tmp_path, FakePool(error), runs_while_waiting=True)
    with pytest.raises(type(error), match=str(error)):
        bench.pdfs.get(make_document(), 10)
    assert bench.now < 1


def test_a_document_that_failed_is_not_tried_again_at_once(tmp_path: Path) -> None:
    pool = FakePool(PdfFailed("refused"))
    bench = Bench(tmp_path, pool, runs_while_waiting=True)
    for _ in range(3):
        with pytest.raises(PdfFailed):
            bench.pdfs.get(make_document(), 10)
    assert len(pool.asked) == 1


def test_after_a_while_a_failed_document_gets_another_chance(tmp_path: Path) -> None:
    pool = FakePool(PdfFailed("refused"))
    bench = Bench(tmp_path, pool, runs_while_waiting=True)
    with pytest.raises(PdfFailed):
        bench.pdfs.get(make_document(), 10)
    pool.error = None
    bench.later = 61
    assert bench.pdfs.get(make_document(), 10) == b"%PDF Essai"


def test_a_failure_of_a_clock_that_was_wrong_by_a_year_is_no_reason_to_wait_a_year(tmp_path: Path) -> None:
    pool = FakePool(PdfFailed("refused"))
    bench = Bench(tmp_path, pool, runs_while_waiting=True)
    with pytest.raises(PdfFailed):
        bench.pdfs.get(make_document(), 10)
    pool.error = None
    bench.later = -365 * 86_400
    assert bench.pdfs.get(make_document(), 10) == b"%PDF Essai"


def test_a_document_that_the_queue_could_not_take_is_given_to_it_the_next_time(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakePool())
    taking = bench.jobs.huey.storage.enqueue
    bench.jobs.huey.storage.enqueue = refuse
    with pytest.raises(QueueError):
        bench.pdfs.get(make_document(), 0)
    bench.jobs.huey.storage.enqueue = taking
    bench.pdfs.get(make_document(), 0)
    assert bench.run_queue() == 1


def test_a_lost_job_is_enqueued_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakePool())
    bench.pdfs.get(make_document(), 0)
    bench.jobs.huey.dequeue()
    bench.later = 121
    bench.pdfs.get(make_document(), 0)
    assert bench.run_queue() == 1


def test_a_finished_document_leaves_nothing_waiting(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakePool(), runs_while_waiting=True)
    bench.pdfs.get(make_document(), 10)
    assert not list((tmp_path / "waiting").iterdir())


def test_the_process_that_asks_never_loads_the_engine(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_ENGINE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


class SlowPool(FakePool):
    """A pool that takes a moment and notes each render in a file that several processes see."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self.notes = notes

    def render(self, document: PdfDocument) -> bytes:
        with self.notes.open("a", encoding="ascii") as file:
            file.write("rendered\n")
        time.sleep(0.5)
        return super().render(document)


def render_elsewhere(folder: str) -> None:
    """What another process does."""
    Bench(Path(folder), SlowPool(Path(folder) / "notes")).pdfs.render_now(make_document())


def test_two_processes_that_print_ahead_and_a_page_that_asks_meanwhile_share_one_render(tmp_path: Path) -> None:
    context, notes = get_context("spawn"), tmp_path / "notes"
    processes = [context.Process(target=render_elsewhere, args=(str(tmp_path),)) for _ in range(2)]
    for process in processes:
        process.start()
    while not notes.exists():
        time.sleep(0.01)
    page = Bench(tmp_path, SlowPool(notes), runs_while_waiting=True)
    assert page.pdfs.get(make_document(), 10) == b"%PDF Essai"
    for process in processes:
        process.join()
        assert process.exitcode == 0
        process.close()
    assert notes.read_text(encoding="ascii") == "rendered\n"
