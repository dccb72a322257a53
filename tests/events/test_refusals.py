"""Whether a refusal is about the sender is told by the rows that staff keep."""

import shutil
from pathlib import Path

import pytest

from helpcenter.bounces.explanation import Cause
from helpcenter.config import HOUSE
from helpcenter.events.refusals import Refusals


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", Cause.SENDER_SIDE),
        ("550 5.7.26 This message fails DMARC", Cause.SENDER_SIDE),
        ("421 4.7.0 Too many connections from your IP", Cause.SENDER_SIDE),
        ("552 5.3.4 Message size exceeds fixed limit", Cause.SENDER_SIDE),
        ("550 Le message contient un virus", Cause.SENDER_SIDE),
        ("550 5.1.1 <spam-filter@example.org>: User unknown", Cause.RECIPIENT),
        ("452 4.2.2 Mailbox full", Cause.RECIPIENT),
        ("250 OK", Cause.RECIPIENT),
        ("", Cause.RECIPIENT),
    ],
)
def test_a_refusal_is_about_the_sender_when_the_rows_say_so(sentence: str, cause: Cause) -> None:
    assert Refusals(HOUSE / "content").cause_of(sentence) is cause


def test_a_line_that_staff_add_counts(tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "content" / "bounces", tmp_path / "bounces")
    file = tmp_path / "bounces" / "texts.yaml"
    row = "  - reason: reputation\n    source: a test\n    phrases:\n      - tin foil hat missing\n"
    file.write_text(file.read_text("utf-8").replace("texts:\n", f"texts:\n{row}", 1), "utf-8")
    assert Refusals(HOUSE / "content").cause_of("550 5.1.0 Tin foil hat missing", Cause.UNKNOWN) is Cause.UNKNOWN
    assert Refusals(tmp_path).cause_of("550 5.1.0 Tin foil hat missing", Cause.UNKNOWN) is Cause.SENDER_SIDE


def test_events_are_read_while_the_rows_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "bounces").mkdir()
    assert Refusals(tmp_path).cause_of("550 5.7.26 This message fails DMARC") is Cause.RECIPIENT
