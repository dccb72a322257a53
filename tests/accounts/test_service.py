"""People: entered once, whatever letters the address is written in."""

import pytest
from sqlalchemy.orm import Session

from helpcenter.accounts.models import RoleName
from helpcenter.accounts.queries import list_staff, staff_names
from helpcenter.accounts.service import EmailError, add_person, describe_person, grant_role, normalise_email
from tests.factories import make_user
from tests.fakes import FakeClock


def test_the_same_address_is_the_same_person(session: Session, clock: FakeClock) -> None:
    first = add_person(session, clock, "Accueil@Mairie.Example")
    assert add_person(session, clock, " accueil@mairie.example ") is first
    assert first.email == "accueil@mairie.example"
    assert first.created_at == clock()


@pytest.mark.parametrize("text", ["", "personne", "a@b@c.example", "a@mairie.example\nBcc: b@c.example", "a b@mairie.example"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(EmailError):
        normalise_email(text)


def test_a_role_given_twice_is_one_role(session: Session) -> None:
    user = make_user(session)
    grant_role(session, user, RoleName.ADMIN)
    grant_role(session, user, RoleName.ADMIN)
    assert [role.name for role in user.roles] == ["admin"]
    assert user.is_staff
    assert user.is_admin
    assert list(list_staff(session)) == [user]


def test_two_people_share_one_role(session: Session) -> None:
    for user in (make_user(session), make_user(session)):
        grant_role(session, user, RoleName.STAFF)
    assert len(list_staff(session)) == 2
    assert [(each.id, each.display_name) for each in staff_names(session)] == [(user.id, user.display_name) for user in list_staff(session)]


def test_a_name_is_kept_without_superfluous_blanks(session: Session) -> None:
    user = make_user(session)
    describe_person(user, name=" Personne \n B ", locale="en")
    assert (user.name, user.locale) == ("Personne B", "en")
