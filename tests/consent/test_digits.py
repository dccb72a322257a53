"""The four printed digits: another proof of a person, on paper and at the counter only."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpcenter.consent.digits import MOST_WRONG, is_common, make_digits
from helpcenter.consent.invitations import MadeInvitation
from helpcenter.consent.models import Carrier, Evidence, EvidenceKind, Invitation
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import invite_person
from tests.browsing import database, text_of
from tests.consent.persons import Invited, answer_page, make_case, withdraw_on_page
from tests.consent.test_scanners import VISITORS, Stage, endings
from tests.fakes import FakeClock


def make_paper(app: Flask, carrier: Carrier = Carrier.LETTER) -> tuple[Invited, str]:
    """A code on paper, and its digits."""
    with database(app) as session:
        case = make_case(session)
        made: MadeInvitation = invite_person(session, current_desk(), case, carrier, "member:1")
        return Invited(case.id, made.code, made.text), made.digits


def test_digits_are_none_that_everybody_tries_and_stand_in_no_text() -> None:
    texts = ["Appelez le 0123456789 avant 2027", *(f"{number}" for number in range(1000, 9000))]
    for _ in range(50):
        digits = make_digits(texts)
        assert re.fullmatch("0[0-9]{3}|9[0-9]{3}", digits)
        assert not is_common(digits)
    assert all(map(is_common, ("1234", "4321", "0000", "0001", "7777", "1987", "2026", "6789", "7890")))


@pytest.mark.parametrize("carrier", Carrier)
def test_only_paper_and_the_counter_have_digits(app: Flask, carrier: Carrier) -> None:
    invited, digits = make_paper(app, carrier)
    assert bool(digits) == (carrier in {Carrier.LETTER, Carrier.COUNTER})
    assert not digits or digits not in invited.text + invited.code
    with app.app_context():
        stored = db.session.scalars(select(Invitation)).one()
        assert not digits or digits not in str([value for name, value in vars(stored).items() if name != "digits_hash"])


def test_the_digits_prove_a_person_but_not_the_mailbox(app: Flask, client: FlaskClient) -> None:
    invited, digits = make_paper(app)
    asked = text_of(client.get(invited.url))
    assert "Les 4 chiffres à côté du carré" in asked
    assert "Tapez l’un des deux" in text_of(answer_page(client, invited, proof=""))
    assert "Vous avez dit oui" in text_of(answer_page(client, invited, proof=f" {digits[:2]} {digits[2:]}"))
    with app.app_context():
        payload = db.session.scalars(select(Evidence.payload).where(Evidence.kind == EvidenceKind.GIVEN)).one()
        assert (payload["subject"]["typed_match"], payload["carrier"]) == ("printed_digits", "letter")
        assert payload["handed_over_by"] == "member:1"
        assert db.session.get_one(UnblockCase, invited.case_id).address_confirmed_at is None
    assert "Vous avez retiré votre accord" in text_of(withdraw_on_page(client, invited, proof=digits))


def test_the_address_still_proves_a_person_who_holds_a_paper(app: Flask, client: FlaskClient) -> None:
    invited, _digits = make_paper(app)
    answer_page(client, invited)
    with app.app_context():
        assert db.session.get_one(UnblockCase, invited.case_id).address_confirmed_at is not None


def test_after_many_wrong_digits_the_right_ones_prove_nothing_and_the_address_still_does(
    app: Flask, client: FlaskClient, clock: FakeClock
) -> None:
    invited, digits = make_paper(app)
    wrong = [f"{number:04d}" for number in range(5000, 5030) if f"{number:04d}" != digits][:MOST_WRONG]
    for guess in wrong:
        assert answer_page(client, invited, proof=guess).status_code in {422, 429}
        clock.advance(minutes=16)
    assert answer_page(client, invited, proof=digits).status_code == 422
    assert "Vous avez dit oui" in text_of(answer_page(client, invited))


def test_the_digits_of_one_paper_are_none_for_another_code(app: Flask, client: FlaskClient) -> None:
    invited, digits = make_paper(app)
    with database(app) as session:
        case = session.get_one(UnblockCase, invited.case_id)
        other = invite_person(session, current_desk(), case, Carrier.SMS, "member:1")
        by_message = Invited(case.id, other.code, other.text)
    assert answer_page(client, by_message, proof=digits).status_code == 422


@pytest.mark.parametrize("carrier", [Carrier.LETTER, Carrier.COUNTER])
@pytest.mark.parametrize("visit", VISITORS[5:])
def test_no_visitor_but_a_person_ends_a_code_on_paper(
    app: Flask, client: FlaskClient, clock: FakeClock, carrier: Carrier, visit: object
) -> None:
    invited, _digits = make_paper(app, carrier)
    assert callable(visit)
    visit(Stage(client, invited, clock))
    assert endings(app) == ({"open"}, 1)
