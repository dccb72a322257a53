"""The next step for a blocked address."""

from datetime import UTC, date, datetime

import pytest

from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.suppressions.steps import NextStep, advise
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ConsentTrack, Ending, ProviderTrack

TODAY, AT = date(2026, 11, 2), datetime(2026, 11, 1, 12, tzinfo=UTC)


def make_block(kind: BlockKind = BlockKind.SPAM, until: date | None = None, address: str = "famille.a@courrier.example") -> Suppression:
    return Suppression(address=address, mailbox_key=address, kind=kind, source=Origin.EVENT, since_at=AT, last_at=AT, until_on=until)


def make_case(consent: ConsentTrack, provider: ProviderTrack = ProviderTrack.NONE, ending: Ending | None = None) -> UnblockCase:
    return UnblockCase(consent_track=consent, provider_track=provider, ending=ending)


@pytest.mark.parametrize(
    ("block", "case", "step"),
    [
        (make_block(), None, NextStep.ASK),
        (make_block(BlockKind.UNKNOWN), None, NextStep.ASK),
        (make_block(BlockKind.HARD_BOUNCE, date(2027, 1, 30)), None, NextStep.CORRECT),
        (make_block(BlockKind.HARD_BOUNCE, date(2027, 1, 30), "famille.a@gmial.com"), None, NextStep.TYPING),
        (make_block(BlockKind.HARD_BOUNCE, date(2026, 11, 9)), None, NextStep.WAIT),
        (make_block(BlockKind.HARD_BOUNCE, date(2026, 11, 10)), None, NextStep.CORRECT),
        (make_block(BlockKind.HARD_BOUNCE, date(2026, 11, 1)), None, NextStep.SEND),
        (make_block(BlockKind.UNSUBSCRIBE), None, NextStep.LEFT),
        (make_block(), make_case(ConsentTrack.TO_INVITE), NextStep.FOLLOW),
        (make_block(), make_case(ConsentTrack.REFUSED), NextStep.UNWANTED),
        (make_block(), make_case(ConsentTrack.WITHDRAWN), NextStep.UNWANTED),
        (make_block(), make_case(ConsentTrack.WRONG_PERSON), NextStep.STRANGER),
        (make_block(), make_case(ConsentTrack.GIVEN, ProviderTrack.DONE, Ending.VERIFIED), NextStep.ASK),
    ],
)
def test_the_step_follows_from_the_block_and_the_last_case(block: Suppression, case: UnblockCase | None, step: NextStep) -> None:
    assert advise(block, case, TODAY).step is step


def test_a_block_that_is_over_asks_for_a_mail_unless_one_arrived() -> None:
    block = make_block()
    block.lifted_at = AT
    steps = {}
    for because in Lifting:
        block.lifted_because = because
        steps[because] = advise(block, None, TODAY).step
    assert {because for because, step in steps.items() if step is NextStep.SEND} == {Lifting.PROVIDER, Lifting.TIME}
