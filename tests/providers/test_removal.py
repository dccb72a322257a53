"""Lifting blocks by a program: what each answer of a provider means, and that nobody is called twice."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from helpcenter.config import SettingError, Settings
from helpcenter.providers.amazon_ses import AmazonSesRemover, Credentials
from helpcenter.providers.brevo import BrevoRemover
from helpcenter.providers.removal import LONGEST_PAUSE, USUAL_PAUSE, ConsoleRemover, Outcome, Remover, read_pause
from helpcenter.providers.removers import make_remover
from tests.fake_provider import FakeProvider, Reply, provider
from tests.fakes import FakeClock

ADDRESS = "camille+école@courrier.example"
Make = Callable[[str], Remover]


def make_brevo(url: str) -> Remover:
    return BrevoRemover("key-1", FakeClock(), url, httpx.Timeout(0.5))


def make_ses(url: str) -> Remover:
    return AmazonSesRemover(Credentials("AKIDEXAMPLE", "secret", "eu-west-3"), FakeClock(), url, read_timeout=0.5)


@pytest.fixture
def fake() -> Iterator[FakeProvider]:
    with provider() as found:
        yield found


def test_brevo_is_asked_with_its_key_and_the_whole_address(fake: FakeProvider) -> None:
    assert make_brevo(fake.url).remove(ADDRESS).outcome is Outcome.LIFTED
    [(method, path, headers)] = fake.calls
    assert (method, path) == ("DELETE", "/v3/smtp/blockedContacts/camille%2B%C3%A9cole%40courrier.example")
    assert headers["api-key"] == "key-1"


def test_amazon_is_asked_with_a_signed_request(fake: FakeProvider) -> None:
    fake.replies = [Reply(200, body=b"{}")]
    assert make_ses(fake.url).remove("camille@courrier.example").outcome is Outcome.LIFTED
    [(method, path, headers)] = fake.calls
    assert (method, path) == ("DELETE", "/v2/email/suppression/addresses/camille%40courrier.example")
    assert "/eu-west-3/ses/aws4_request" in headers["Authorization"]


@pytest.mark.parametrize("make", [make_brevo, make_ses])
@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Outcome.REFUSED),
        (401, Outcome.DENIED),
        (403, Outcome.DENIED),
        (404, Outcome.NOT_BLOCKED),
        (429, Outcome.LATER),
        (500, Outcome.UNCERTAIN),
        (503, Outcome.UNCERTAIN),
    ],
)
def test_each_answer_has_its_meaning_and_no_library_calls_again(fake: FakeProvider, make: Make, status: int, outcome: Outcome) -> None:
    fake.replies = [Reply(status, {"Retry-After": "120", "Content-Type": "application/json"}, json.dumps({"message": "no"}).encode())]
    removed = make(fake.url).remove("camille@courrier.example")
    assert removed.outcome is outcome
    assert len(fake.calls) == 1
    assert removed.pause == (timedelta(seconds=120) if status == 429 else USUAL_PAUSE)
    assert "@" not in removed.detail


@pytest.mark.parametrize("make", [make_brevo, make_ses])
def test_a_provider_that_says_nothing_may_have_done_it(fake: FakeProvider, make: Make) -> None:
    fake.replies = [Reply(hangs=True)]
    assert make(fake.url).remove("camille@courrier.example").outcome is Outcome.UNCERTAIN
    assert len(fake.calls) == 1


@pytest.mark.parametrize("make", [make_brevo, make_ses])
def test_without_a_connection_nothing_was_done(make: Make) -> None:
    with provider() as gone:
        url = gone.url
    assert make(url).remove("camille@courrier.example").outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("90", timedelta(seconds=90)),
        ("0", timedelta(seconds=1)),
        ("99999999999999", LONGEST_PAUSE),
        ("Mon, 02 Nov 2026 09:35:00 GMT", timedelta(minutes=5)),
        ("Mon, 02 Nov 2026 09:00:00 GMT", timedelta(seconds=1)),
        ("soon", USUAL_PAUSE),
        ("Mon, 02 Nov 99999999999999999999 09:00:00 GMT", USUAL_PAUSE),
        (None, USUAL_PAUSE),
    ],
)
def test_a_pause_is_read_as_seconds_or_as_a_moment(text: str | None, pause: timedelta) -> None:
    assert read_pause(text, FakeClock()) == pause


def test_the_settings_choose_who_lifts_blocks() -> None:
    clock = FakeClock()
    assert make_remover(Settings(), clock) is None
    assert isinstance(make_remover(Settings(removal_api="console"), clock), ConsoleRemover)
    brevo = Settings(removal_api="brevo", provider="brevo", removal_api_key="k")
    assert isinstance(make_remover(brevo, clock), BrevoRemover)
    for wrong in (
        Settings(removal_api="pigeon"),
        Settings(removal_api="console", public_url="https://aide.ani.example"),
        replace(brevo, provider="mailjet"),
        replace(brevo, removal_api_key=""),
        Settings(removal_api="amazon-ses", provider="amazon-ses", removal_api_key="k", removal_api_secret="s"),
    ):
        with pytest.raises(SettingError):
            make_remover(wrong, clock)
