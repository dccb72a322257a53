"""The hard limit: whatever a message makes of the engine, the next message is answered."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.limits import HEAD, LARGEST, Limits
from helpcenter.bounces.reader import ReaderFailedError
from helpcenter.bounces.worker import Explainer, Refused

CAPRICIOUS = "tests.bounces.engines:make_capricious"


@pytest.fixture
def explainer(tmp_path: Path) -> Iterator[Explainer]:
    made = Explainer(tmp_path, limits=Limits(seconds=0.2), engine=CAPRICIOUS)
    yield made
    made.close()


def answer(explainer: Explainer, message: bytes) -> Explanation:
    explanation = explainer.explain(message)
    assert isinstance(explanation, Explanation)
    return explanation


def process_of(explainer: Explainer) -> int:
    return int(answer(explainer, b"x").status)


@pytest.mark.parametrize("message", [b"loop", b"backtrack"])
def test_a_message_that_takes_too_long_is_refused_by_a_child_that_lives_on(explainer: Explainer, message: bytes) -> None:
    before = process_of(explainer)
    assert explainer.explain(message) == Refused("too_slow")
    assert process_of(explainer) == before


@pytest.mark.parametrize("message", [b"swallow", b"sleep"])
def test_a_child_that_hangs_is_replaced(explainer: Explainer, message: bytes) -> None:
    before = process_of(explainer)
    assert explainer.explain(message) == Refused("too_slow")
    assert process_of(explainer) != before
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)


@pytest.mark.parametrize("message", [b"swell", b"recurse"])
def test_a_message_that_swells_is_refused_by_a_child_that_lives_on(explainer: Explainer, message: bytes) -> None:
    before = process_of(explainer)
    assert explainer.explain(message) == Refused("too_large")
    assert process_of(explainer) == before


def test_a_message_that_ends_its_child_is_refused_and_not_tried_again(explainer: Explainer) -> None:
    before = process_of(explainer)
    assert explainer.explain(b"die") == Refused("too_large")
    assert process_of(explainer) != before


def test_a_child_that_went_away_between_two_messages_is_replaced_without_a_word(tmp_path: Path) -> None:
    explainer = Explainer(tmp_path, limits=Limits(idle_seconds=0.05), engine=CAPRICIOUS)
    before = process_of(explainer)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert process_of(explainer) != before
    explainer.close()


def test_a_mistake_of_the_engine_is_logged_with_its_place_and_none_of_the_message(explainer: Explainer) -> None:
    with capture_logs() as logs:
        assert explainer.explain(b"stumble") == Refused("too_slow")
    assert [entry["mistake"].partition(":")[0] for entry in logs] == ["ValueError at engines.py"]
    assert "stumble" not in str(logs)


def test_of_a_large_message_the_head_is_read_and_a_gigantic_one_is_not_looked_at(explainer: Explainer) -> None:
    assert answer(explainer, b"y" * (10 * HEAD)).recipients == (f"{HEAD}@example.org",)
    assert explainer.explain(bytes(LARGEST + 1)) == Refused("too_large")


def test_rows_that_cannot_be_read_are_named_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(ReaderFailedError, match=r"codes\.yaml:7: no such kind"):
        Explainer(tmp_path, engine="tests.bounces.engines:make_unreadable").explain(b"x")


def test_a_child_learns_the_line_that_staff_add(explainer: Explainer, tmp_path: Path) -> None:
    before = process_of(explainer)
    assert process_of(explainer) == before
    (tmp_path / "codes.yaml").write_text("new: line", encoding="utf-8")
    assert process_of(explainer) != before


def test_while_a_line_cannot_be_read_the_child_says_what_stood_there(explainer: Explainer, tmp_path: Path) -> None:
    before = process_of(explainer)
    (tmp_path / "broken.yaml").write_text("?", encoding="utf-8")
    with capture_logs() as logs:
        assert [process_of(explainer), process_of(explainer)] == [before, before]
    assert [entry["problem"] for entry in logs] == ["ValueError: broken.yaml:1: not a row"]
    (tmp_path / "broken.yaml").unlink()
    assert process_of(explainer) != before


def test_threads_do_not_get_each_others_answers(explainer: Explainer) -> None:
    answers: dict[int, str] = {}

    def ask(size: int) -> None:
        answers[size] = answer(explainer, b"z" * size).recipients[0]

    threads = [threading.Thread(target=ask, args=[size]) for size in range(20, 60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == {size: f"{size}@example.org" for size in range(20, 60)}


def test_a_forked_process_starts_a_child_of_its_own(explainer: Explainer) -> None:
    before = process_of(explainer)
    reading, writing = os.pipe()
    if (copy := os.fork()) == 0:
        os.write(writing, str(process_of(explainer)).encode())
        explainer.close()
        os._exit(0)
    os.waitpid(copy, 0)
    assert int(os.read(reading, 20)) != before
    assert process_of(explainer) == before
    os.close(reading)
    os.close(writing)


def test_a_child_ends_with_its_pipe(explainer: Explainer) -> None:
    answer(explainer, b"x")
    reader = explainer._idle.pop()
    reader._line.close()
    assert reader._process.wait(10) == 0
