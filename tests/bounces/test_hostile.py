"""Messages made to harm: each is answered or refused within its limits, and the next message is answered as ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.worker import Explainer, Refused
from helpcenter.config import HOUSE
from tests.bounces import hostile

Answers = dict[str, Explanation | Refused]

# Their report stands where a reader finds it: no reason to refuse these.
READABLE = (
    hostile.ten_megabytes_sent_back,
    hostile.utf_16,
    hostile.a_charset_that_is_none,
    hostile.a_charset_that_is_a_codec_but_no_charset,
    hostile.a_charset_with_a_nul,
    hostile.ten_thousand_recipients,
)
FEW = 1000


@pytest.fixture(scope="module")
def explainer() -> Iterator[Explainer]:
    made = Explainer(HOUSE / "content" / "bounces")
    yield made
    made.close()


@pytest.fixture(scope="module")
def answers(explainer: Explainer) -> Answers:
    """What is answered to each; an ordinary report that comes next must be explained."""
    found: Answers = {}
    for make in hostile.MAKERS:
        found[make.__name__] = explainer.explain(make())
        assert explainer.explain(hostile.REPORT).reason == "unknown-user", make.__name__
    return found


def test_whatever_is_answered_is_small(answers: Answers) -> None:
    for name, answer in answers.items():
        if isinstance(answer, Explanation):
            assert len(answer.quote) <= 300, name
            assert len(answer.recipients) <= FEW, name


def test_a_large_or_odd_report_is_answered_all_the_same(answers: Answers) -> None:
    assert {make.__name__: answers[make.__name__].reason for make in READABLE} == {make.__name__: "unknown-user" for make in READABLE}


def test_what_is_refused_is_too_large_and_takes_no_time(answers: Answers) -> None:
    assert not [name for name, answer in answers.items() if answer == Refused("too_slow")]


@pytest.mark.usefixtures("answers")
def test_the_child_stays_small(explainer: Explainer) -> None:
    [reader] = explainer._idle
    lines = Path(f"/proc/{reader.pid}/status").read_text(encoding="ascii").splitlines()
    [peak] = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    assert peak < 200_000
