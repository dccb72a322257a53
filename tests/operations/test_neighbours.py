"""What doctor says of mail server, mailbox, Redis, proxy, disk and clock: each fault with what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.config import Settings, complete
from helpcenter.operations import neighbours
from helpcenter.operations.findings import Finding, Level
from tests.mail.smtp_server import HOST, free_port, running


@pytest.fixture
def bare(tmp_path: Path) -> Settings:
    """An installation without neighbours."""
    return complete(Settings(instance=tmp_path / "instance"))


def said(findings: Iterable[Finding]) -> list[tuple[Level, str]]:
    """Level and words of each line."""
    return [(item.level, item.message) for item in findings]


def test_nobody_is_asked_whom_the_settings_do_not_name(bare: Settings) -> None:
    checks = (neighbours.check_mail_server, neighbours.check_mailbox, neighbours.check_redis, neighbours.check_proxy)
    assert [said(check(bare)) for check in checks] == [[]] * 4


def test_a_mail_server_that_takes_mails_is_well_and_gets_none(bare: Settings) -> None:
    with running() as (place, server):
        ((level, _words),) = said(neighbours.check_mail_server(replace(bare, smtp_url=f"smtp://{place}")))
        assert level is Level.OK
        assert server.mails == []


def test_a_mail_server_that_does_not_let_us_in_is_named_without_the_password(bare: Settings) -> None:
    with running() as (place, _server):
        ((level, words),) = said(neighbours.check_mail_server(replace(bare, smtp_url=f"smtp://u:secret-word@{place}")))
    assert level is Level.ERROR
    assert "does not take mails" in words
    assert "secret-word" not in words


@pytest.mark.parametrize(
    ("check", "setting", "url"),
    [
        (neighbours.check_mail_server, "smtp_url", "smtp://{place}"),
        (neighbours.check_mailbox, "imap_url", "imaps://u:secret-word@{place}/INBOX"),
        (neighbours.check_redis, "redis_url", "redis://:secret-word@{place}/0"),
        (neighbours.check_redis, "redis_url", "no address at all"),
    ],
)
def test_whoever_does_not_answer_is_an_error_that_names_its_setting(
    bare: Settings, check: Callable[[Settings], Iterable[Finding]], setting: str, url: str
) -> None:
    changes: dict[str, Any] = {setting: url.format(place=f"{HOST}:{free_port()}")}
    ((level, words),) = said(check(replace(bare, **changes)))
    assert level is Level.ERROR
    assert f"HELPCENTER_{setting.upper()}" in words
    assert "secret-word" not in words


def test_behind_https_without_a_believed_proxy_all_readers_would_share_one_limit(bare: Settings) -> None:
    public = replace(bare, public_url="https://aide.example")
    ((level, words),) = said(neighbours.check_proxy(public))
    assert level is Level.WARNING
    assert "HELPCENTER_TRUSTED_PROXIES=1" in words
    assert said(neighbours.check_proxy(replace(public, trusted_proxies=1))) == []


@pytest.mark.parametrize(("free", "level"), [(99, Level.ERROR), (100, Level.WARNING), (499, Level.WARNING), (500, Level.OK)])
def test_a_disk_that_fills_up_is_named_before_answers_are_refused(tmp_path: Path, free: int, level: Level) -> None:
    assert [item.level for item in neighbours.check_disk(tmp_path, free)] == [level]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("seconds", "level"), [(0, Level.OK), (3600, Level.ERROR), (-3600, Level.ERROR)])
def test_a_clock_far_from_the_databases_is_an_error(app: Flask, session: Session, seconds: int, level: Level) -> None:
    now = session.execute(select(func.now())).scalar_one()
    assert [item.level for item in neighbours.check_clock(session, now + timedelta(seconds=seconds))] == [level]
