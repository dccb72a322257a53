"""Counts reach the database once: from several processes, after crashes, whatever lies in the folder."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.config import HOUSE
from helpcenter.feedback.ingest import bounded, ingest
from helpcenter.feedback.models import ArticleViews, IngestedTally, SearchedWords
from helpcenter.feedback.spool import waiting_files, write_counts
from helpcenter.feedback.tally import CLICK, FOUND, VAIN, VIEW, Tally
from tests.fakes import FakeClock

DAY = date(2026, 11, 2)
# What a web process does: counts, and writes when it ends.
PROCESS = """
import sys
from pathlib import Path
from helpcenter.feedback.tally import Tally
from tests.fakes import FakeClock
tally = Tally(Path(sys.argv[1]), FakeClock(), pause=60)
for _ in range(500):
    tally.add(("view", "fr", "permanent-error"))
"""


def views(session: Session) -> int:
    return session.scalar(select(func.sum(ArticleViews.number))) or 0


def test_two_processes_lose_nothing(session: Session, tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "tally"
    command = [sys.executable, "-c", PROCESS, str(folder)]
    running = [subprocess.Popen(command, cwd=HOUSE) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert ingest(session, folder, clock()) == 2
    assert views(session) == 1000
    assert waiting_files(folder) == []


def test_counts_of_one_day_add_up(session: Session, tmp_path: Path, clock: FakeClock) -> None:
    for number in (2, 3):
        write_counts(tmp_path, DAY, {(VIEW, "fr", "a"): number, (FOUND, "fr", "mail"): number, (CLICK, "fr", "mail"): 1})
        ingest(session, tmp_path, clock())
    write_counts(tmp_path, DAY, {(VAIN, "fr", "mail"): 4})
    ingest(session, tmp_path, clock())
    assert views(session) == 5
    row = session.get(SearchedWords, (DAY, "fr", "mail"))
    assert row
    assert (row.found, row.vain, row.clicks) == (5, 4, 2)


def test_a_file_that_comes_back_after_a_crash_counts_once(session: Session, tmp_path: Path, clock: FakeClock) -> None:
    file = write_counts(tmp_path, DAY, {(VIEW, "fr", "a"): 7})
    content = file.read_bytes()
    ingest(session, tmp_path, clock())
    # The process ended between the commit and the removal.
    file.write_bytes(content)
    assert ingest(session, tmp_path, clock()) == 1
    assert views(session) == 7
    assert not file.exists()


def test_a_crash_before_the_commit_leaves_the_file(session: Session, tmp_path: Path) -> None:
    file = write_counts(tmp_path, DAY, {(VIEW, "fr", "a"): 7})
    session.rollback()
    assert file.exists()
    assert session.scalar(select(func.count()).select_from(IngestedTally)) == 0


def test_a_file_of_which_nothing_can_be_read_is_set_aside(session: Session, tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "tally"
    good = write_counts(folder, DAY, {(VIEW, "fr", "a"): 1})
    (folder / "2026-11-02-a.json").write_text('{"day": "2026-11-02", "cou', encoding="utf-8")
    (folder / "2026-11-02-b.json").write_text(json.dumps({"day": "yesterday", "counts": []}), encoding="utf-8")
    (folder / "2026-11-02-c.json").write_text(json.dumps({"day": "2026-11-02", "counts": [["view"]]}), encoding="utf-8")
    ingest(session, folder, clock())
    assert views(session) == 1
    assert sorted(path.name for path in folder.iterdir()) == [f"2026-11-02-{name}.broken" for name in "abc"]
    assert not good.exists()


def test_unknown_kinds_and_long_names_do_no_harm(session: Session, tmp_path: Path, clock: FakeClock) -> None:
    write_counts(tmp_path, DAY, {("other", "fr", "a"): 1, (VIEW, "fr", "s" * 500): 1, (VAIN, "fr", "w" * 500): 1})
    ingest(session, tmp_path, clock())
    assert session.scalar(select(func.max(func.length(ArticleViews.slug)))) == 80
    assert session.scalar(select(func.max(func.length(SearchedWords.words)))) == 100


def test_a_flood_of_invented_words_does_not_fill_the_memory(tmp_path: Path, clock: FakeClock) -> None:
    tally = Tally(tmp_path, clock, None)
    for number in range(30_000):
        tally.add((VIEW, "fr", f"s{number}"))
    tally.add((VIEW, "fr", "s0"))
    file = tally.flush()
    assert file
    counts = json.loads(file.read_text(encoding="utf-8"))["counts"]
    assert len(counts) == 20_000
    assert ["view", "fr", "s0", 2] in counts


def test_nothing_counted_writes_nothing(tmp_path: Path, clock: FakeClock) -> None:
    assert Tally(tmp_path / "tally", clock, None).flush() is None
    assert not (tmp_path / "tally").exists()


def test_a_flood_of_invented_words_does_not_fill_the_database(session: Session, tmp_path: Path, clock: FakeClock) -> None:
    write_counts(tmp_path, DAY, {(VAIN, "fr", "known"): 1})
    ingest(session, tmp_path, clock())
    found = {(DAY, "fr", words): Counter(vain=number) for words, number in (("known", 1), ("once", 1), ("often", 9), ("twice", 2))}
    assert {key[2] for key in bounded(session, found, most=3)} == {"known", "often", "twice"}
    assert {key[2] for key in bounded(session, found, most=1)} == {"known"}
