"""The verbs of organisations, and which sender address follows from them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from helpcenter.accounts.service import add_person
from helpcenter.db import db
from helpcenter.organisations.models import AddressState, MemberRole, Membership, Organisation, SenderAddress
from helpcenter.organisations.queries import (
    Sender,
    chosen_sender,
    count_pending_addresses,
    find_membership,
    latest_address,
    list_memberships,
    list_organisations,
    list_pending_addresses,
    public_sender,
)
from helpcenter.organisations.service import (
    AlreadyDecidedError,
    Branding,
    LastManagerError,
    SlugError,
    SlugTakenError,
    add_member,
    change_branding,
    create_organisation,
    decide_address,
    remove_member,
    request_address,
)
from helpcenter.web.context import services
from tests.browsing import database
from tests.factories import make_member, make_organisation, make_sender_address, make_staff, make_user
from tests.fakes import FakeClock

VENDOR = "ne-pas-repondre@ani.example"
OWN = "accueil@tilleuls.example"
OTHER = "bonjour@tilleuls.example"


@pytest.fixture
def organisation(session: Session) -> Organisation:
    """An organisation that uses the vendor's address."""
    return make_organisation(session)


def _ask(session: Session, clock: FakeClock, organisation: Organisation, typed: str) -> None:
    clock.advance(minutes=1)
    request_address(session, clock, organisation, typed, VENDOR)
    session.flush()


def _decide(session: Session, clock: FakeClock, organisation: Organisation, *, is_verified: bool) -> SenderAddress:
    asked = latest_address(session, organisation)
    assert asked
    clock.advance(minutes=1)
    decide_address(session, clock, asked, staff=make_staff(session), is_verified=is_verified, note=" pourquoi\n")
    session.flush()
    return asked


def test_an_organisation_is_created_once(session: Session, clock: FakeClock) -> None:
    made = create_organisation(session, clock, slug="les-tilleuls", name=" Les\nTilleuls ")
    assert (made.name, made.created_at) == ("Les Tilleuls", clock())
    with pytest.raises(SlugTakenError):
        create_organisation(session, clock, slug="les-tilleuls", name="Autre")


@pytest.mark.parametrize("slug", ["", "Les-Tilleuls", "a--b", "-a", "a-", "a/b", "é", "a" * 61])
def test_a_short_name_must_fit_into_an_address(session: Session, clock: FakeClock, slug: str) -> None:
    with pytest.raises(SlugError):
        create_organisation(session, clock, slug=slug, name="Autre")


def test_organisations_are_listed_by_name(session: Session) -> None:
    for name in ("mairie", "Accueil", "Centre"):
        make_organisation(session, name=name)
    assert [each.name for each in list_organisations(session)] == ["Accueil", "Centre", "mairie"]


def test_a_pale_colour_never_reaches_the_sheets(organisation: Organisation) -> None:
    change_branding(organisation, Branding("N", "#ffee00", None, "A\u202eB", ("fr",)))
    assert organisation.colour != "#ffee00"
    assert organisation.contact_line == "AB"


def test_without_an_own_address_the_vendors_is_used(session: Session, organisation: Organisation) -> None:
    expected = Sender(VENDOR, is_own=False, is_verified=True)
    assert chosen_sender(session, organisation, VENDOR) == expected
    assert public_sender(session, organisation, VENDOR) == expected


def test_a_pending_address_is_previewed_but_not_public(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    assert chosen_sender(session, organisation, VENDOR) == Sender(OWN, is_own=True, is_verified=False)
    assert public_sender(session, organisation, VENDOR) is None
    assert [each.address for each in list_pending_addresses(session)] == [OWN]


def test_a_verified_address_is_public(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    decided = _decide(session, clock, organisation, is_verified=True)
    assert public_sender(session, organisation, VENDOR) == Sender(OWN, is_own=True, is_verified=True)
    assert (decided.decided_at, decided.note) == (clock(), "pourquoi")
    assert count_pending_addresses(session) == 0


def test_a_refused_address_is_used_nowhere(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    _decide(session, clock, organisation, is_verified=False)
    assert chosen_sender(session, organisation, VENDOR).address == VENDOR
    assert public_sender(session, organisation, VENDOR) == Sender(VENDOR, is_own=False, is_verified=True)


def test_the_address_verified_before_stays_public_while_a_new_one_waits(
    session: Session, clock: FakeClock, organisation: Organisation
) -> None:
    make_sender_address(session, organisation=organisation, address=OWN)
    _ask(session, clock, organisation, OTHER)
    assert chosen_sender(session, organisation, VENDOR) == Sender(OTHER, is_own=True, is_verified=False)
    assert public_sender(session, organisation, VENDOR) == Sender(OWN, is_own=True, is_verified=True)


def test_a_newly_verified_address_takes_the_place_of_the_one_before(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    before = make_sender_address(session, organisation=organisation, address=OWN)
    _ask(session, clock, organisation, OTHER)
    _decide(session, clock, organisation, is_verified=True)
    assert public_sender(session, organisation, VENDOR) == Sender(OTHER, is_own=True, is_verified=True)
    assert before.ended_at == clock()


@pytest.mark.parametrize("typed", ["", "  ", VENDOR])
def test_an_own_address_can_be_given_up(session: Session, clock: FakeClock, organisation: Organisation, typed: str) -> None:
    make_sender_address(session, organisation=organisation, address=OWN)
    _ask(session, clock, organisation, typed)
    assert public_sender(session, organisation, VENDOR) == Sender(VENDOR, is_own=False, is_verified=True)


def test_going_back_to_the_verified_address_needs_no_second_check(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    make_sender_address(session, organisation=organisation, address=OWN)
    _ask(session, clock, organisation, OTHER)
    _ask(session, clock, organisation, OWN)
    assert chosen_sender(session, organisation, VENDOR) == Sender(OWN, is_own=True, is_verified=True)
    assert count_pending_addresses(session) == 0


def test_asking_twice_for_the_same_address_is_asking_once(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    _ask(session, clock, organisation, f" {OWN} ")
    assert count_pending_addresses(session) == 1


def test_another_wish_replaces_the_one_that_waits(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    _ask(session, clock, organisation, OTHER)
    assert [each.address for each in list_pending_addresses(session)] == [OTHER]


def test_a_refused_address_may_be_asked_for_again(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    _decide(session, clock, organisation, is_verified=False)
    _ask(session, clock, organisation, OWN)
    assert [each.address for each in list_pending_addresses(session)] == [OWN]


def test_a_decision_is_taken_once(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    asked = _decide(session, clock, organisation, is_verified=True)
    with pytest.raises(AlreadyDecidedError):
        decide_address(session, clock, asked, staff=make_staff(session), is_verified=False)
    assert asked.state is AddressState.VERIFIED


def test_an_address_that_was_given_up_cannot_be_verified(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    _ask(session, clock, organisation, OWN)
    asked = latest_address(session, organisation)
    assert asked
    _ask(session, clock, organisation, "")
    with pytest.raises(AlreadyDecidedError):
        decide_address(session, clock, asked, staff=make_staff(session), is_verified=True)


def test_one_organisations_address_is_not_anothers(session: Session, organisation: Organisation) -> None:
    make_sender_address(session, organisation=make_organisation(session), address=OWN)
    assert chosen_sender(session, organisation, VENDOR).address == VENDOR


def test_somebody_is_a_member_once_and_may_become_a_manager(session: Session, clock: FakeClock, organisation: Organisation) -> None:
    user = make_user(session)
    first = add_member(session, clock, organisation, user, MemberRole.MEMBER)
    assert add_member(session, clock, organisation, user, MemberRole.MANAGER) is first
    assert first.role is MemberRole.MANAGER
    add_member(session, clock, organisation, user, MemberRole.MEMBER)
    assert first.role is MemberRole.MANAGER


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_two_managers_who_remove_each_other_at_once_leave_one(app: Flask) -> None:
    with database(app) as session:
        one = make_member(session)
        both = [one.id, make_member(session, organisation=one.organisation).id]
        organisation_id = one.organisation_id
    start = threading.Barrier(2)

    def remove(number: int) -> bool:
        with app.app_context():
            membership = db.session.get_one(Membership, number)
            start.wait()
            try:
                remove_member(db.session, membership)
            except LastManagerError:
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, both)) == [False, True]
    with database(app) as session:
        assert len(list_memberships(session, session.get_one(Organisation, organisation_id))) == 1


def test_somebody_who_is_invited_twice_at_once_is_one_person_and_one_member(app: Flask) -> None:
    with database(app) as session:
        organisation_id = make_organisation(session).id
    start = threading.Barrier(4)

    def invite(_number: int) -> int:
        with app.app_context():
            start.wait()
            user = add_person(db.session, services().clock, "Nouvelle@Mairie.example")
            made = add_member(db.session, services().clock, db.session.get_one(Organisation, organisation_id), user, MemberRole.MEMBER)
            number = made.id
            db.session.commit()
            return number

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(invite, range(4)))) == 1


def test_what_grows_when_it_is_composed_is_cut_to_what_fits(session: Session, organisation: Organisation) -> None:
    """Some letters have no composed form: 80 of them become 160 signs, which PostgreSQL would refuse with an error."""
    change_branding(organisation, Branding("\u0958" * 80, "#2c6e49", None, "\u0958" * 160, ("fr",)))
    session.flush()
    assert (len(organisation.name), len(organisation.contact_line)) == (80, 160)


def test_the_last_manager_stays(session: Session) -> None:
    manager = make_member(session)
    member = make_member(session, organisation=manager.organisation, role=MemberRole.MEMBER)
    with pytest.raises(LastManagerError):
        remove_member(session, manager)
    remove_member(session, member)
    assert list(list_memberships(session, manager.organisation)) == [manager]


def test_a_manager_may_leave_when_another_stays(session: Session) -> None:
    manager = make_member(session)
    other = make_member(session, organisation=manager.organisation)
    remove_member(session, manager)
    assert list(list_memberships(session, other.organisation)) == [other]


def test_a_membership_is_found_through_its_own_organisation_only(session: Session, organisation: Organisation) -> None:
    stranger = make_member(session)
    assert find_membership(session, organisation, stranger.id) is None
    assert find_membership(session, stranger.organisation, stranger.id) is stranger


def test_the_number_of_an_organisation_that_left_is_never_given_again(session: Session, clock: FakeClock) -> None:
    first = create_organisation(session, clock, slug="partie", name="Partie")
    left = first.id
    session.delete(first)
    session.flush()
    assert create_organisation(session, clock, slug="venue", name="Venue").id > left
