"""The log of erasures: what was written stays readable, whatever a crash left behind it."""

from pathlib import Path

import pytest

from helpcenter.retention.erasure_log import Entry, ErasureLog

FIRST = Entry("record", "a" * 32, "2026-11-02T09:30:00.000000Z")
SECOND = Entry("record", "b" * 32, "2026-11-03T09:30:00.000000Z")


def test_an_entry_is_written_once(tmp_path: Path) -> None:
    log = ErasureLog(tmp_path / "new" / "erasures.jsonl")
    log.add([FIRST])
    log.add([FIRST, SECOND])
    assert log.read() == [FIRST, SECOND]
    assert log.file.read_text().count("\n") == 2


@pytest.mark.parametrize(
    "rest", ['{"at": "2026-11-0', "{", '{"at": "2026-11-02T09:30:00.000000Z", "keep_until": "", "subject": "c", "what": "record"}']
)
def test_a_line_that_a_crash_cut_off_takes_no_later_erasure_along(tmp_path: Path, rest: str) -> None:
    log = ErasureLog(tmp_path / "erasures.jsonl")
    log.add([FIRST])
    with log.file.open("a") as file:
        file.write(rest)
    log.add([SECOND])
    assert [each for each in log.read() if each.subject != "c"] == [FIRST, SECOND]
