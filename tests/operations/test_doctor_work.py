"""What doctor says of mails and timers."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from helpcenter.mail import outbox
from helpcenter.mail.message import Message
from helpcenter.operations.doctor import Level, check_work
from tests.fakes import START


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_mail_that_waits_for_long_is_named(app: Flask, session: Session) -> None:
    outbox.put(session, Message(to="a@mairie.example", subject="x", text="x", html="x"), START)
    session.commit()
    levels = [[item.level for item in check_work(session, START + timedelta(minutes=minutes))] for minutes in (59, 61)]
    assert levels == [[Level.OK], [Level.WARNING]]
