"""The verbs of the sender check."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from helpcenter.db import db
from helpcenter.kit.service import ask_for_check, find_last_check
from tests.fakes import FakeClock

ADDRESS = "accueil@mairie.example"


# SQLite lets one writer at a time begin at all.
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_two_who_ask_for_the_first_check_at_the_same_moment_ask_once(session: Session, clock: FakeClock) -> None:
    def while_the_other_one_asks() -> datetime:
        with db.sessionmaker() as other:
            ask_for_check(other, clock, ADDRESS)
            other.commit()
        return clock()

    ask_for_check(session, while_the_other_one_asks, ADDRESS)
    session.commit()
    found = find_last_check(session, clock, ADDRESS)
    assert found
    assert found.is_running
