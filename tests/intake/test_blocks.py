"""The kind of block that an explained error text lets one write down."""

import pytest

from helpcenter.bounces.explanation import Cause, Explanation, Kind
from helpcenter.intake.blocks import kind_of_block
from helpcenter.providers.policy import BlockKind


@pytest.mark.parametrize(
    ("kind", "cause", "block"),
    [
        (Kind.COMPLAINT, Cause.REPORTED, BlockKind.SPAM),
        (Kind.BLOCKED, Cause.REPORTED, BlockKind.SPAM),
        (Kind.PERMANENT, Cause.RECIPIENT, BlockKind.HARD_BOUNCE),
        (Kind.TEMPORARY, Cause.RECIPIENT, BlockKind.SOFT),
        # What the provider holds back has an earlier cause, which this text does not tell.
        (Kind.BLOCKED, Cause.SUPPRESSED, BlockKind.UNKNOWN),
        (Kind.PERMANENT, Cause.SENDER_SIDE, BlockKind.UNKNOWN),
        (Kind.NOT_A_BOUNCE, Cause.UNKNOWN, BlockKind.UNKNOWN),
    ],
)
def test_only_plain_texts_name_a_kind_of_block(kind: Kind, cause: Cause, block: BlockKind) -> None:
    assert kind_of_block(Explanation(kind, cause=cause)) is block
