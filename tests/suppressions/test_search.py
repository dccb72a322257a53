"""Finding a blocked address by what somebody remembers of it; on both databases, since each compares letters in its own way."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpcenter.db import db
from helpcenter.db.migrate import downgrade, upgrade
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.forgetting import forget_blocks
from helpcenter.suppressions.models import Lifting, Origin, Suppression, SuppressionBeginning
from helpcenter.suppressions.queries import search_blocks
from helpcenter.suppressions.service import NewBlock, lift, suppress
from tests.factories import make_organisation
from tests.fakes import START

MARIE, PAUL, GMAIL, SCHOOL = "Marie.Dupont@courrier.example", "paul_dupont@poste.example", "j.du.val@gmail.com", "ce-0751@ac-ville.example"
EVERY = (MARIE, PAUL, GMAIL, SCHOOL)


@pytest.fixture
def town(session: Session) -> Organisation:
    """An organisation with four blocked addresses; a second one with one of them."""
    made, other = make_organisation(session), make_organisation(session)
    for address in EVERY:
        note(session, made, address)
    note(session, other, MARIE)
    return made


def note(session: Session, organisation: Organisation, address: str) -> Suppression:
    return suppress(session, NewBlock(organisation.id, address, BlockKind.HARD_BOUNCE, Origin.STAFF, "mailjet", START), "test")


def find(session: Session, organisation: Organisation | None, typed: str) -> list[str]:
    return [block.address for block in search_blocks(session, organisation.id if organisation else None, typed)]


def texts(session: Session) -> set[tuple[str, int, int | None]]:
    rows = session.execute(select(SuppressionBeginning.text, SuppressionBeginning.suppression_id, SuppressionBeginning.organisation_id))
    return {(word, number, whose) for word, number, whose in rows}


def test_a_name_a_domain_and_any_beginning_find_it(session: Session, town: Organisation) -> None:
    for typed, found in (
        ("marie.dup", {MARIE}),
        (" DUPONT", {MARIE, PAUL}),
        ("dupont@courrier.example", {MARIE}),
        ("@poste.example", {PAUL}),
        ("*@ac-ville", {SCHOOL}),
        ("ville.example", {SCHOOL}),
        ("0751", {SCHOOL}),
        # At Gmail dots make no difference, whether somebody types them or not.
        ("j.du.v", {GMAIL}),
        ("jduv", {GMAIL}),
        ("val@g", {GMAIL}),
        ("jduval@googlemail.com", {GMAIL}),
        ("Jeanne du Val <J.Du.Val@gmail.com>;", {GMAIL}),
        # Letters inside a word, among the newest.
        ("upont", {MARIE, PAUL}),
        ("%", set()),
        ("@", set(EVERY)),
        ("dupond", set()),
        ("", set()),
    ):
        assert set(find(session, town, typed)) == found, typed


def test_no_organisation_finds_anothers_and_staff_find_all_the_active_ones_first(session: Session, town: Organisation) -> None:
    lift(session, search_blocks(session, town.id, MARIE)[0], Lifting.STAFF, "test", START)
    other = session.scalars(select(Organisation).where(Organisation.id != town.id)).one()
    assert find(session, other, "dupont") == [MARIE]
    assert [(block.address, block.organisation_id) for block in search_blocks(session, None, "dupont")] == [
        (MARIE, other.id),
        (PAUL, town.id),
        (MARIE, town.id),
    ]


def test_a_name_that_stands_in_an_address_twice_finds_it_once(session: Session, town: Organisation) -> None:
    note(session, town, "martin.martin@martin.example")
    assert find(session, town, "martin") == ["martin.martin@martin.example"]


def test_a_long_address_of_very_many_words_is_kept_by_a_few(session: Session, town: Organisation) -> None:
    block = note(session, town, f"{'a.' * 31}b@{'c.' * 90}example")
    assert sum(number == block.id for _, number, _ in texts(session)) == 9


def test_what_is_forgotten_leaves_no_word(session: Session, town: Organisation) -> None:
    forget_blocks(session, town.id, PAUL)
    assert not [word for word, _, whose in texts(session) if "poste" in word and whose == town.id]


def test_the_blocks_that_are_there_are_found_once_the_site_is_brought_up_to_date(app: Flask) -> None:
    with app.app_context():
        town = make_organisation(db.session)
        for address in (*EVERY, "a.a.a.a.a.a.a.b@c.d.e.f.example", "odd"):
            note(db.session, town, address)
        db.session.commit()
        before = texts(db.session)
        db.session.rollback()
    with app.app_context():
        downgrade("0020")
        upgrade()
    with app.app_context():
        assert texts(db.session) == before
        assert db.session.execute(text("SELECT count(*) FROM suppressions")).scalar() == 6
