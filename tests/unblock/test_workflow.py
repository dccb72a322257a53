"""The table of steps, and the status that both tracks give."""

import pytest

from helpcenter.unblock.workflow import (
    BY_CONSENT,
    STEPS,
    ConsentTrack,
    Ending,
    NextAction,
    ProviderTrack,
    Status,
    StepError,
    check_step,
    derive_status,
    next_action,
)


def test_every_state_of_both_tracks_has_a_status() -> None:
    statuses = {derive_status(consent, provider) for consent in ConsentTrack for provider in ProviderTrack}
    assert statuses <= set(Status)


def test_every_state_can_be_reached_from_the_first() -> None:
    for name, states in (("consent", ConsentTrack), ("provider", ProviderTrack)):
        reached, waiting = {"none"}, ["none"]
        while waiting:
            following = STEPS[name].get(waiting.pop(), frozenset()) - reached
            reached |= following
            waiting += following
        assert reached == {state.value for state in states}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ConsentTrack.TO_INVITE, ConsentTrack.GIVEN),
        (ConsentTrack.REFUSED, ConsentTrack.GIVEN),
        (ConsentTrack.WITHDRAWN, ConsentTrack.GIVEN),
        (ConsentTrack.GIVEN, ConsentTrack.REFUSED),
        (ProviderTrack.READY, ProviderTrack.DONE),
        (ProviderTrack.DONE, ProviderTrack.NONE),
    ],
)
def test_a_step_that_is_not_in_the_table_is_refused(before: ConsentTrack | ProviderTrack, after: ConsentTrack | ProviderTrack) -> None:
    with pytest.raises(StepError):
        check_step(before, after)


def test_the_same_word_in_both_tracks_is_not_confused() -> None:
    check_step(ConsentTrack.NONE, ConsentTrack.TO_INVITE)
    check_step(ProviderTrack.NONE, ProviderTrack.READY)
    with pytest.raises(StepError):
        check_step(ConsentTrack.NONE, ProviderTrack.DONE)


def test_a_no_closes_the_case_whatever_the_provider_did() -> None:
    assert {derive_status(ConsentTrack.REFUSED, provider) for provider in ProviderTrack} == {Status.CLOSED_REFUSED}


def test_a_no_after_a_mail_arrived_is_a_no() -> None:
    given, refused = ConsentTrack.GIVEN, ConsentTrack.REFUSED
    assert derive_status(given, ProviderTrack.DONE, Ending.VERIFIED) is Status.VERIFIED
    assert derive_status(refused, ProviderTrack.TO_SUPPRESS_AGAIN, Ending.VERIFIED) is Status.CLOSED_REFUSED
    assert derive_status(refused, ProviderTrack.NONE, Ending.DUPLICATE) is Status.CLOSED_DUPLICATE


def test_another_address_is_the_organisations_turn_though_the_provider_declined() -> None:
    assert derive_status(ConsentTrack.NEEDS_CORRECTION, ProviderTrack.DECLINED) is Status.NEEDS_ORGANISATION
    assert next_action(ConsentTrack.NEEDS_CORRECTION, ProviderTrack.DECLINED) is NextAction.CALL


def test_a_lifted_block_asks_the_organisation_for_one_real_mail() -> None:
    assert next_action(ConsentTrack.GIVEN, ProviderTrack.DONE) is NextAction.SEND


def test_another_address_asks_the_organisation_to_call_the_family() -> None:
    assert next_action(ConsentTrack.NEEDS_CORRECTION, ProviderTrack.NONE) is NextAction.CALL


def test_each_open_state_of_the_person_has_its_own_status() -> None:
    assert set(BY_CONSENT) < {state.value for state in ConsentTrack}
