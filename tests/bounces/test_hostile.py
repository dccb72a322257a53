"""Messages made to harm: each is answered or refused within its limits, and the next message is answered as ever."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.worker import Explainer, Refused
from helpcenter.config import HOUSE
from tests.bounces import hostile

# Whose report stands where a reader finds it: no reason to refuse these.
READABLE = (
    hostile.ten_megabytes_sent_back,
    hostile.utf_16,
    hostile.a_charset_that_is_none,
    hostile.a_charset_that_is_a_codec_but_no_charset,
    hostile.a_charset_with_a_nul,
    hostile.ten_thousand_recipients,
)


@pytest.fixture(scope="module")
def explainer() -> Iterator[Explainer]:
    made = Explainer(HOUSE / "content" / "bounces")
    yield made
    made.close()


def reason_of(explainer: Explainer, message: bytes) -> str:
    return explainer.explain(message).reason


@pytest.mark.parametrize("make", hostile.MAKERS, ids=lambda make: make.__name__)
def test_a_hostile_message_harms_nobody(explainer: Explainer, make: Callable[[], bytes]) -> None:
    answer = explainer.explain(make())
    assert isinstance(answer, Explanation | Refused)
    if isinstance(answer, Explanation):
        assert len(answer.quote) <= 300
        assert len(answer.recipients) <= 1000
    assert reason_of(explainer, hostile.REPORT) == "unknown-user"


@pytest.mark.parametrize("make", READABLE, ids=lambda make: make.__name__)
def test_a_large_or_odd_report_is_answered_all_the_same(explainer: Explainer, make: Callable[[], bytes]) -> None:
    assert reason_of(explainer, make()) == "unknown-user"


def test_no_message_is_refused_as_a_mistake_of_the_engine(explainer: Explainer) -> None:
    refusals = {make.__name__: answer for make in hostile.MAKERS if isinstance(answer := explainer.explain(make()), Refused)}
    assert not [name for name, answer in refusals.items() if answer.reason == "too_slow"]


def test_the_child_stays_small(explainer: Explainer) -> None:
    for make in hostile.MAKERS:
        explainer.explain(make())
    [reader] = explainer._idle
    lines = Path(f"/proc/{reader.pid}/status").read_text(encoding="ascii").splitlines()
    [peak] = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    assert peak < 200_000
