"""What the events of each provider mean: the article's kinds stay apart, and nothing that is sent can break the reading."""

import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.config import Settings
from helpcenter.events.event import Event, EventKind
from helpcenter.events.fields import address, moment
from helpcenter.events.models import DETAIL_LENGTH, KEY_LENGTH, ProviderEvent
from helpcenter.events.provider import Call, has_signed
from helpcenter.events.registry import PROVIDERS
from helpcenter.providers.shelf import Policies
from tests.events.fixtures import read_cases, read_event

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
HAPPENED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
CASES = [pytest.param(name, case, id=f"{name}: {case['case']}") for name in sorted(PROVIDERS) for case in read_cases(name)]
ABSURD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def read(provider: str, document: object) -> list[Event]:
    return PROVIDERS[provider].normalise(document, NOW)


@pytest.mark.parametrize(("provider", "case"), CASES)
def test_each_documented_event_has_its_kind_its_cause_and_whether_it_blocks(provider: str, case: dict[str, Any]) -> None:
    (event,) = read(provider, case["event"])
    assert [event.kind, event.cause, event.is_blocking] == case["expected"]
    assert event.provider == provider
    assert "mairie-a" in event.organisation_hint.split()
    assert event.address == ("" if event.kind is EventKind.IGNORED else "famille-a@example.org")


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_the_same_event_has_the_same_key_again_and_no_two_events_share_one(provider: str) -> None:
    events = [case["event"] for case in read_cases(provider)]
    first, again = read(provider, events), read(provider, json.loads(json.dumps(events)))
    assert [each.key for each in first] == [each.key for each in again]
    assert len({each.key for each in first}) == len(first)
    assert {len(each.key) for each in first} == {KEY_LENGTH}


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_the_time_is_the_one_that_the_event_states(provider: str) -> None:
    delivered = next(case["event"] for case in read_cases(provider) if case["expected"][0] == "delivered")
    assert read(provider, delivered)[0].happened_at == HAPPENED


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_every_provider_has_its_policy_file_beside_it(provider: str) -> None:
    assert provider in Policies(Settings().content).ids()
    # As long as the column that holds it.
    assert len(provider) <= ProviderEvent.__table__.columns["provider"].type.length  # type: ignore[attr-defined]


def test_a_body_is_signed_by_any_one_of_the_secrets_and_by_none_once_it_is_changed() -> None:
    signature = hmac.digest(b"le-nouveau", b"{}", "sha256").hex()
    secrets = ["l-ancien", "le-nouveau"]
    assert has_signed(signature, Call({}, b"{}", NOW), secrets)
    assert not has_signed(signature, Call({}, b"{ }", NOW), secrets)
    assert not has_signed("é", Call({}, b"{}", NOW), secrets)


def test_version_1_and_version_2_of_mailjet_give_the_same_event() -> None:
    event = read_event("mailjet", "the address does not exist")
    assert read("mailjet", event) == read("mailjet", [event])


def test_a_long_message_number_of_mailjet_keeps_all_its_digits() -> None:
    event = {**read_event("mailjet", "the address does not exist"), "MessageID": 1152921511742440156}
    assert read("mailjet", event)[0].message_id == "1152921511742440156"


def test_a_mail_of_amazon_to_several_people_is_an_event_for_each() -> None:
    event = read_event("amazon-ses", "the recipient's server took the mail")
    event["delivery"]["recipients"] = ["famille-a@example.org", "famille-b@example.org"]
    found = read("amazon-ses", event)
    assert [each.address for each in found] == ["famille-a@example.org", "famille-b@example.org"]
    assert len({each.key for each in found}) == 2


def test_the_answer_of_the_server_and_the_sender_are_kept_with_an_event_of_amazon() -> None:
    (event,) = read("amazon-ses", read_event("amazon-ses", "the address does not exist"))
    assert (event.detail, event.sender) == ("smtp; 550 5.1.1 user unknown", "accueil@mairie-a.example")


def test_who_opened_or_clicked_is_not_kept() -> None:
    (event,) = read("mailjet", read_event("mailjet", "opened"))
    assert (event.address, event.message_id, event.detail) == ("", "", "open")


def test_the_organisation_is_found_in_a_payload_too() -> None:
    event = {**read_event("mailjet", "opened"), "CustomID": "", "Payload": '{"organisation": "mairie-b", "mail": 12}'}
    assert read("mailjet", event)[0].organisation_hint == "mairie-b"


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_an_event_without_a_time_happened_when_it_came(provider: str) -> None:
    (event,) = read(provider, {"event": "delivered", "eventType": "Delivery", "time": "yesterday", "timestamp": None})
    assert event.happened_at == NOW


def test_an_address_that_grows_in_small_letters_still_fits_where_it_is_stored() -> None:
    for letter in ("İ", "ß", "ŉ"):
        for length in (100, 200, 240):
            found = address(f"{letter * length}@ecole.example")
            assert len(found) <= 254
            assert len(found.casefold()) <= 254
    assert address("Strauß@ecole.example") == "strauß@ecole.example"


def test_yes_and_no_are_no_moments() -> None:
    assert moment(True, NOW) == moment(False, NOW) == NOW


@settings(max_examples=60, deadline=None)
@given(document=st.dictionaries(st.text(max_size=5), ABSURD, max_size=4) | st.lists(ABSURD, max_size=3), replaced=ABSURD)
def test_no_json_that_somebody_may_send_breaks_the_reading_and_all_of_it_can_be_stored(document: Any, replaced: object) -> None:
    for provider in PROVIDERS:
        known = read_cases(provider)[3]["event"]
        broken = [{**known, name: replaced} for name in known]
        for event in read(provider, document or {}) + read(provider, broken):
            assert_storable(event)


def assert_storable(event: Event) -> None:
    for value in (event.address, event.message_id, event.detail, event.organisation_hint, event.sender):
        value.encode("utf-8")
        assert "\x00" not in value
    assert len(event.detail) <= DETAIL_LENGTH
    assert len(event.message_id) <= 100
    assert len(event.address) <= 254
