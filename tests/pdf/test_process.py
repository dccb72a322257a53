"""Worker processes: a render that hangs, swells, loops or dies fails alone."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpcenter.pdf import PdfDocument, PdfFailed, PdfUnavailable
from helpcenter.pdf.limits import Limits
from helpcenter.pdf.pool import Pool
from helpcenter.pdf.process import WorkerProcess
from tests.pdf.samples import make_document


def make_slow_document(rows: int = 20_000) -> PdfDocument:
    """A document that takes the engine many seconds and much memory."""
    return make_document("<p>lentement</p>" * rows)


@contextmanager
def opened(**limits: int) -> Iterator[Pool]:
    """A pool with other limits."""
    pool = Pool(limits=Limits(**limits), is_strict=True)
    try:
        yield pool
    finally:
        pool.close()


def wait_until_busy(pid: int, seconds: float = 0.3) -> None:
    """Let the process work for a moment."""
    ticks = os.sysconf("SC_CLK_TCK")
    started = _cpu(pid)
    while _cpu(pid) - started < seconds * ticks:
        time.sleep(0.02)


def wait_until_ended(worker: WorkerProcess, seconds: float = 20) -> None:
    """Let the process go to rest."""
    deadline = time.monotonic() + seconds
    while not worker.is_worn:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _cpu(pid: int) -> int:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
        return sum(map(int, file.read().rpartition(")")[2].split()[11:13]))


def test_a_worker_killed_in_the_middle_fails_its_document_only() -> None:
    worker = WorkerProcess(Limits())
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            worker.render(make_slow_document().to_bytes())
        except PdfFailed as error:
            failures.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    wait_until_busy(worker.pid)
    os.kill(worker.pid, signal.SIGKILL)
    thread.join(10)
    assert "ended its process" in str(failures[0])
    assert worker.is_worn
    worker.close()


def test_a_render_that_takes_too_long_is_ended() -> None:
    with opened(wall_seconds=1) as pool:
        with pytest.raises(PdfFailed, match="took longer than 1 s"):
            pool.render(make_slow_document())
        assert pool.render(make_document())


def test_a_render_that_needs_too_much_memory_is_ended() -> None:
    # A worker that is ready has taken 300 MB of addresses, this document takes 500: well between the two, on every machine.
    with opened(memory_megabytes=400) as pool:
        # The engine says it in many ways: MemoryError, an abort of a library, an error without words.
        with pytest.raises(PdfFailed):
            pool.render(make_slow_document())
        assert pool.render(make_document())


def test_a_render_that_needs_too_much_processor_time_is_ended() -> None:
    with opened(cpu_seconds=0) as pool:
        with pytest.raises(PdfFailed, match="processor time"):
            pool.render(make_slow_document())
        assert pool.render(make_document())


def test_a_worker_is_replaced_after_its_share_of_documents() -> None:
    worker = WorkerProcess(Limits(documents=2))
    worker.render(make_document().to_bytes())
    assert not worker.is_worn
    worker.render(make_document().to_bytes())
    assert worker.is_worn
    worker.close()


def test_a_pool_goes_on_after_its_worker_went_to_rest() -> None:
    with opened(idle_seconds=1) as pool:
        assert pool.render(make_document())
        wait_until_ended(pool._idle[0])
        assert pool.render(make_document())


def test_a_worker_outlives_nobody_who_could_ask_it() -> None:
    worker = WorkerProcess(Limits())
    worker._requests.close()
    assert worker._process.wait(5) == 0
    worker.close()


def test_several_threads_share_one_worker_one_after_the_other() -> None:
    results: list[bytes] = []
    with opened() as pool:
        threads = [threading.Thread(target=lambda: results.append(pool.render(make_document()))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(results) == 4
    assert len(set(results)) == 1


def test_a_worker_yields_the_processor_to_those_who_answer_requests() -> None:
    worker = WorkerProcess(Limits())
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) >= 10
    # Among the processes of another session its priority would count for nothing.
    assert os.getsid(worker.pid) == os.getsid(0)
    worker.close()


def test_a_worker_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPCENTER_SECRET_KEY", "secret")
    worker = WorkerProcess(Limits())
    with open(f"/proc/{worker.pid}/environ", "rb") as file:  # noqa: PTH123
        assert b"HELPCENTER" not in file.read()
    worker.close()


def test_a_machine_without_pango_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "weasyprint" / "__init__.py"
    stand_in.parent.mkdir()
    stand_in.write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\\nmore\")", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with opened() as pool, pytest.raises(PdfUnavailable, match=r"libpango-1\.0-0'\. Install: apt-get install libpango-1\.0-0"):
        pool.render(make_document())


def test_an_interrupt_of_the_terminal_does_not_reach_the_worker() -> None:
    worker = WorkerProcess(Limits())
    assert os.getpgid(worker.pid) != os.getpgid(0)
    worker.close()
