"""What happened, in words; who is waited for."""

import pytest
from sqlalchemy.orm import Session

from helpcenter.consent.models import Carrier
from helpcenter.consent.queries import invitations_of_case
from helpcenter.consent.setup import current_desk
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock import case_words
from helpcenter.unblock.lists import Turn
from helpcenter.unblock.service import advance, confirm_correction, invite_person
from helpcenter.unblock.staff_verbs import StepKind
from helpcenter.unblock.stages import Stage
from helpcenter.unblock.timeline import UNSPOKEN, Wait, tell, waited_for
from helpcenter.unblock.workflow import STEPS, ConsentTrack, Ending, ProviderTrack
from tests.consent.persons import make_case


def test_everything_that_can_happen_has_its_words() -> None:
    steps = {f"{track}.{after}" for track, table in STEPS.items() for follow in table.values() for after in follow}
    endings = {f"case.{ending.value}" for ending in Ending} | {"case.open", "opened", "code", "assigned", "unassigned"}
    assert steps | endings - UNSPOKEN <= set(case_words.MOMENT) | UNSPOKEN
    tables: list[tuple[dict[object, object], object]] = [
        (case_words.WAIT, Wait),  # type: ignore[list-item]
        (case_words.AGREEMENT, ConsentTrack),  # type: ignore[list-item]
        (case_words.REQUEST, ProviderTrack),  # type: ignore[list-item]
        (case_words.STAGE, Stage),  # type: ignore[list-item]
        (case_words.TURN, Turn),  # type: ignore[list-item]
        (case_words.KIND, BlockKind),  # type: ignore[list-item]
        (case_words.DONE, StepKind),  # type: ignore[list-item]
    ]
    for table, words in tables:
        assert set(table) == set(words)  # type: ignore[call-overload]


def test_the_moments_are_told_once_and_an_answer_names_its_carrier(session: Session) -> None:
    case = make_case(session)
    desk = current_desk()
    invite_person(session, desk, case, Carrier.LETTER, "member:1")
    made = invitations_of_case(session, case.id)[0]
    made.answered_at = desk.clock()
    advance(session, desk, case, ConsentTrack.REFUSED, "person")
    advance(session, desk, case, ProviderTrack.NONE, "person")
    told = tell(case, [made])
    assert [(moment.key, moment.actor, moment.carrier) for moment in told] == [
        ("opened", "member:1", ""),
        ("code", "member:1", "letter"),
        ("consent.refused", "person", "letter"),
    ]


@pytest.mark.parametrize(
    ("consent", "provider", "expected"),
    [
        (ConsentTrack.TO_INVITE, ProviderTrack.READY, (Wait.ORGANISATION, Wait.TEAM)),
        (ConsentTrack.INVITED, ProviderTrack.NONE, (Wait.FAMILY,)),
        (ConsentTrack.INVITED, ProviderTrack.ASKED, (Wait.FAMILY, Wait.PROVIDER)),
        (ConsentTrack.GIVEN, ProviderTrack.READY, (Wait.TEAM,)),
        (ConsentTrack.GIVEN, ProviderTrack.NO_ANSWER, (Wait.PROVIDER,)),
        (ConsentTrack.GIVEN, ProviderTrack.DONE, (Wait.ORGANISATION,)),
        (ConsentTrack.NEEDS_CORRECTION, ProviderTrack.NONE, (Wait.ORGANISATION,)),
        (ConsentTrack.WITHDRAWN, ProviderTrack.TO_SUPPRESS_AGAIN, (Wait.TEAM,)),
        (ConsentTrack.TO_INVITE, ProviderTrack.EXPIRES_BY_ITSELF, (Wait.ORGANISATION, Wait.TIME)),
        (ConsentTrack.REFUSED, ProviderTrack.NONE, ()),
    ],
)
def test_who_is_waited_for(session: Session, consent: ConsentTrack, provider: ProviderTrack, expected: tuple[Wait, ...]) -> None:
    case = make_case(session)
    case.consent_track, case.provider_track = consent, provider
    assert waited_for(case) == expected


def test_a_corrected_address_still_waits_for_its_first_mail(session: Session) -> None:
    case = make_case(session)
    case.consent_track = ConsentTrack.NEEDS_CORRECTION
    confirm_correction(session, current_desk(), case, "member:1")
    assert waited_for(case) == (Wait.ORGANISATION,)
