"""The blocks of the demo: every next step is seen, and loading them again keeps what became of them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.suppressions.demo import invent_told, load_blocks
from helpcenter.suppressions.models import Lifting, Suppression
from helpcenter.suppressions.service import lift
from helpcenter.suppressions.steps import NextStep, advise
from tests.factories import make_organisation
from tests.suppressions.senders import tell

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_the_demo_shows_each_next_step_and_loading_it_again_changes_nothing(session: Session) -> None:
    organisation = make_organisation(session, slug="centre-social-demo")
    load_blocks(session, organisation, NOW)
    blocks = session.scalars(select(Suppression).order_by(Suppression.id)).all()
    steps = {advise(block, None, NOW.date()).step for block in blocks}
    assert steps == {NextStep.SEND, NextStep.WAIT, NextStep.LEFT}
    assert all(block.address.endswith(".example") for block in blocks)
    lift(session, blocks[-1], Lifting.STAFF, "staff", NOW)
    load_blocks(session, organisation, NOW)
    assert len(session.scalars(select(Suppression)).all()) == len(blocks)
    assert blocks[-1].lifted_at == NOW


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_what_the_provider_told_of_the_demo_families_asks_for_a_request(session: Session) -> None:
    organisation = make_organisation(session, slug="centre-social-demo")
    tell(session, organisation, *invent_told(organisation.slug, NOW))
    blocks = session.scalars(select(Suppression)).all()
    assert {advise(block, None, NOW.date()).step for block in blocks} == {NextStep.ASK}
    assert len(blocks) == 2
