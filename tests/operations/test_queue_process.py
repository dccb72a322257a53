"""The queue process is started again, ever more slowly while it ends at once; and doctor knows why it does."""

import subprocess
import sys
import time
from itertools import accumulate, repeat
from pathlib import Path

from helpcenter.config import Settings, complete
from helpcenter.jobs.queue import find_obstacle
from helpcenter.operations.doctor import check_queue
from helpcenter.operations.findings import Level
from helpcenter.operations.queue_process import QueueProcess, next_pause

PATIENCE = 30.0


class Starts:
    """Starts processes that end at once until `lasting`, and counts them."""

    def __init__(self) -> None:
        self.made: list[subprocess.Popen[bytes]] = []
        self.asked: list[float] = []
        self.lasting = False

    def start(self) -> "subprocess.Popen[bytes]":
        if len(self.made) == 1 and not self.asked:
            raise AssertionError("started again without a pause")
        work = "import time; time.sleep(600)" if self.lasting else "raise SystemExit(1)"
        self.made.append(subprocess.Popen([sys.executable, "-I", "-c", work]))
        return self.made[-1]

    def pause(self, pause: float, lived: float) -> float:
        self.asked.append(lived)
        self.lasting = len(self.asked) == 2
        return 0.01


def test_the_pauses_grow_to_a_minute_and_begin_anew_once_the_process_has_lasted() -> None:
    assert list(accumulate(repeat(1.0, 7), next_pause, initial=0.0))[1:] == [2, 4, 8, 16, 32, 60, 60]
    assert next_pause(60.0, 3600.0) == 2


def test_a_process_that_ends_is_started_again_and_one_that_lasts_is_left_alone() -> None:
    starts = Starts()
    queue = QueueProcess(starts.start, starts.pause)
    end = time.monotonic() + PATIENCE
    while len(starts.made) < 3 and time.monotonic() < end:
        time.sleep(0.05)
    queue.stop()
    assert len(starts.made) == 3
    assert len(starts.asked) == 2
    assert [process.poll() is None for process in starts.made] == [False, False, False]
    assert starts.made[-1].returncode < 0


def test_a_queue_that_cannot_be_written_is_named_by_doctor(tmp_path: Path) -> None:
    settings = complete(Settings(instance=tmp_path / "instance"))
    assert [item.level for item in check_queue(settings)] == [Level.OK]
    (settings.instance / "jobs.sqlite3").unlink()
    (settings.instance / "jobs.sqlite3").mkdir()
    assert find_obstacle(settings) == "unable to open database file"
    said = list(check_queue(settings))
    assert [item.level for item in said] == [Level.ERROR]
    assert "no mail leaves" in said[0].message
