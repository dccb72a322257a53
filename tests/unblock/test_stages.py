"""Stages: the database finds exactly the cases that the rule names, on both engines."""

from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.unblock.lists import CaseFilter, Turn, find_cases
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.stages import ITS_TURN, Stage, in_stages, in_statuses, is_open, needs_action, stage_of
from helpcenter.unblock.workflow import ConsentTrack, Ending, ProviderTrack, Status
from tests.consent.persons import make_case
from tests.factories import NOW, make_organisation


def make_every_state(session: Session) -> list[UnblockCase]:
    """One case for each pair of tracks, with and without an ending."""
    organisation = make_organisation(session)
    cases = []
    for number, (consent, provider, ending) in enumerate(product(ConsentTrack, ProviderTrack, (None, Ending.VERIFIED, Ending.CORRECTED))):
        case = make_case(session, organisation=organisation, address=f"famille{number}@courrier.example")
        case.consent_track, case.provider_track, case.ending = consent, provider, ending
        cases.append(case)
    session.flush()
    return cases


def test_the_database_finds_the_cases_that_the_rule_names(session: Session) -> None:
    cases = make_every_state(session)

    def found(condition: object) -> set[int]:
        return set(session.scalars(select(UnblockCase.id).where(condition)))  # type: ignore[arg-type]

    for stage in Stage:
        assert found(in_stages([stage])) == {c.id for c in cases if stage_of(c.consent_track, c.provider_track, c.ending) is stage}, stage
    for status in Status:
        assert found(in_statuses([status])) == {case.id for case in cases if case.status is status}, status
    assert found(is_open()) == {case.id for case in cases if not case.is_closed}
    assert found(needs_action(ITS_TURN)) == {case.id for case in cases if case.next_action in ITS_TURN}


def test_what_was_withdrawn_after_the_lift_is_staff_work_until_the_sending_stops(session: Session) -> None:
    case = make_case(session)
    case.consent_track, case.provider_track = ConsentTrack.WITHDRAWN, ProviderTrack.TO_SUPPRESS_AGAIN
    session.flush()
    assert find_cases(session, CaseFilter(stages=(Stage.SUPPRESS,))).total == 1
    assert find_cases(session, CaseFilter(turn=Turn.OPEN)).total == 0
    case.suppressed_again_at = NOW
    session.flush()
    assert find_cases(session, CaseFilter(stages=(Stage.SUPPRESS,))).total == 0
    assert find_cases(session, CaseFilter(stages=(Stage.CLOSED,))).total == 1
