"""The day of a mail, from the report about it."""

from datetime import date

import pytest

from helpcenter.bounces.mail_day import find_mail_day

TODAY = date(2026, 11, 20)
HEAD = b"Date: Thu, 19 Nov 2026 08:00:00 +0100\r\nSubject: Undelivered\r\n\r\n"


@pytest.mark.parametrize(
    ("rest", "day"),
    [
        (b"Arrival-Date: Mon, 16 Nov 2026 23:30:00 +0000 (UTC)\r\n", date(2026, 11, 17)),
        (b"--x\r\n\r\nFrom: a@b.example\r\nDate: Wed, 18 Nov 2026 10:00:00 +0100\r\n", date(2026, 11, 18)),
        (b"> Date: Wed, 18 Nov 2026 10:00:00 +0100\r\n", date(2026, 11, 18)),
        (b"Date: Wed, 18 Nov 2020 10:00:00 +0100\r\nDate: Tue, 1 Dec 2026 09:00:00 +0100", date(2026, 11, 19)),
    ],
)
def test_the_mail_is_older_than_its_report(rest: bytes, day: date) -> None:
    assert find_mail_day(HEAD + rest, TODAY) == day


@pytest.mark.parametrize("message", [b"550 5.1.1 user unknown", b"", b"Date: " + b"9" * 60, b"Date: \xff\xfe 1 Nov 99999 00:00:00"])
def test_without_a_credible_date_none_is_invented(message: bytes) -> None:
    assert find_mail_day(message, TODAY) is None
