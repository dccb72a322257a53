"""What doctor says of mails, timers and the explainer."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from helpcenter.bounces.worker import Explainer
from helpcenter.config import HOUSE, Settings, complete
from helpcenter.mail import outbox
from helpcenter.mail.message import Message
from helpcenter.operations.doctor import check_explainer, check_privacy, check_work
from helpcenter.operations.findings import Level
from tests.fakes import START


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_mail_that_waits_for_long_is_named(app: Flask, session: Session) -> None:
    outbox.put(session, Message(to="a@mairie.example", subject="x", text="x", html="x"), START)
    session.commit()
    levels = [[item.level for item in check_work(session, START + timedelta(minutes=minutes))] for minutes in (59, 61)]
    assert levels == [[Level.OK], [Level.WARNING]]


def test_an_explainer_that_answers_is_well_and_codes_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "bounces"
    shutil.copytree(HOUSE / "content" / "bounces", folder)
    assert [item.level for item in check_explainer(Explainer(folder, seconds=5))] == [Level.OK]
    (folder / "codes.yaml").write_text("nothing: [")
    broken = next(check_explainer(Explainer(folder, seconds=5)))
    assert broken.level is Level.ERROR
    assert "codes.yaml" in broken.message


def test_a_new_instance_is_closed_to_other_users_and_an_open_one_is_named(tmp_path: Path) -> None:
    settings = complete(Settings(instance=tmp_path / "instance"))
    assert [item.level for item in check_privacy(settings)] == [Level.OK]
    settings.instance.chmod(0o755)
    assert [item.level for item in check_privacy(settings)] == [Level.WARNING]
