"""The signed field of the forms."""

import pytest

from helpcenter.consent.stamps import StampError, Stamps
from tests.fakes import FakeClock


def test_a_stamp_tells_what_the_page_showed() -> None:
    stamps = Stamps("secret", FakeClock())
    stamp = stamps.read(stamps.make("code", "notice", "en", "other@free.fr"), "code")
    assert (stamp.code_hash, stamp.notice_hash, stamp.locale, stamp.other) == ("code", "notice", "en", "other@free.fr")
    assert stamp.shown_at == "2026-11-02T09:30:00+00:00"


@pytest.mark.parametrize("text", ["", "x", "e30.x", "null"])
def test_a_missing_or_changed_stamp_is_refused(text: str) -> None:
    with pytest.raises(StampError):
        Stamps("secret", FakeClock()).read(text, "code")


def test_a_stamp_of_another_site_or_another_code_is_refused() -> None:
    clock = FakeClock()
    ours = Stamps("secret", clock)
    with pytest.raises(StampError):
        ours.read(Stamps("other secret", clock).make("code", "notice", "fr"), "code")
    with pytest.raises(StampError):
        ours.read(ours.make("other code", "notice", "fr"), "code")


def test_a_page_is_read_again_when_the_notice_changed_or_a_day_has_passed() -> None:
    clock = FakeClock()
    stamps = Stamps("secret", clock)
    stamp = stamps.read(stamps.make("code", "notice", "fr"), "code")
    assert stamp.is_fresh("notice", clock())
    assert not stamp.is_fresh("changed", clock())
    clock.advance(hours=24)
    assert not stamp.is_fresh("notice", clock())


def test_a_clock_that_was_set_back_stops_nobody() -> None:
    clock = FakeClock()
    stamps = Stamps("secret", clock)
    stamp = stamps.read(stamps.make("code", "notice", "fr"), "code")
    clock.advance(days=-3)
    assert stamp.is_fresh("notice", clock())
