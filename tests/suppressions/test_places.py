"""In which order blocks are listed, and where a list goes on; on both databases, since each compares two columns in its own way."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.suppressions.places import Place, read_place
from helpcenter.suppressions.queries import BlockFilter, Shown, find_page
from helpcenter.suppressions.service import NewBlock, lift, suppress
from tests.factories import make_organisation
from tests.fakes import START

# Told late: what began first is noted last but one; two began in one moment.
BEGAN = {"a": 3, "b": 1, "c": 9, "d": 3}


@pytest.fixture
def town(session: Session) -> Organisation:
    return make_organisation(session)


@pytest.fixture
def blocks(session: Session, town: Organisation) -> dict[str, Suppression]:
    return {name: note(session, town, name, START - timedelta(days=days)) for name, days in BEGAN.items()}


def note(session: Session, town: Organisation, name: str, since: datetime) -> Suppression:
    return suppress(session, NewBlock(town.id, f"{name}@courrier.example", BlockKind.HARD_BOUNCE, Origin.STAFF, "mailjet", since), "test")


def names(session: Session, wanted: BlockFilter, before: Place | None = None, after: Place | None = None) -> str:
    return "".join(block.address[0] for block in find_page(session, wanted, before, after).blocks)


def place(block: Suppression) -> Place:
    return Place(block.lifted_at or block.since_at, block.id)


@pytest.mark.parametrize("kind", [None, BlockKind.HARD_BOUNCE])
def test_what_lasts_is_listed_by_the_day_on_which_it_began(
    session: Session, town: Organisation, blocks: dict[str, Suppression], kind: BlockKind | None
) -> None:
    wanted = BlockFilter(town.id, kind=kind)
    assert names(session, wanted) == "bdac"
    assert names(session, wanted, before=place(blocks["d"])) == "ac"
    assert names(session, wanted, after=place(blocks["a"])) == "bd"


def test_what_is_over_is_listed_by_the_day_on_which_it_ended(session: Session, town: Organisation, blocks: dict[str, Suppression]) -> None:
    for name, days in (("a", 2), ("c", 1)):
        lift(session, blocks[name], Lifting.STAFF, "test", START - timedelta(days=days))
    assert names(session, BlockFilter(town.id, shown=Shown.OVER)) == "ca"
    assert names(session, BlockFilter(shown=Shown.OVER), before=place(blocks["c"])) == "a"
    assert names(session, BlockFilter(town.id)) == "bd"


def test_a_place_is_read_back_from_the_address_of_a_page_to_the_microsecond() -> None:
    found = Place(START + timedelta(microseconds=7), 12)
    assert read_place(str(found)) == found
    assert [read_place(text) for text in ("", "12", "-1-2", "1-2-3", "1" * 18 + "-1", "1-" + "1" * 19)] == [None] * 6
