"""The head of the ledger, stamped by an authority outside the house: here by `openssl ts` on this machine."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from helpcenter.retention.models import HeadStamp
from helpcenter.retention.time_stamps import Authority, TimeStampError, check_stamps, stamp_head
from tests.browsing import database
from tests.consent.persons import make_invitation
from tests.retention.time_authority import FakeAuthority, authority

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeAuthority]:
    """An authority that answers."""
    folder = tmp_path / "authority"
    folder.mkdir()
    with authority(folder) as found:
        yield found


def the_authority(fake: FakeAuthority) -> Authority:
    return Authority.read(fake.url, str(fake.roots))


def test_a_stamp_holds_until_somebody_makes_the_chain_anew_and_openssl_agrees(app: Flask, fake: FakeAuthority, tmp_path: Path) -> None:
    with database(app) as session:
        make_invitation(session)
        made = stamp_head(session, the_authority(fake))
        assert made
        assert made.head_seq == 1
        assert made.stamped_at.tzinfo
        # Nothing new has happened: nobody is asked twice.
        assert stamp_head(session, the_authority(fake)) is None
        assert [each.problem for each in check_stamps(session, the_authority(fake))] == [""]
        (tmp_path / "head").write_text(made.head, encoding="ascii")
        (tmp_path / "answer").write_bytes(made.answer)
        command = ["openssl", "ts", "-verify", "-data", "head", "-in", "answer", "-CAfile", str(fake.roots)]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
        change_stamp(session, head_hash="0" * 64)
        assert "does not have this head" in check_stamps(session, the_authority(fake))[0].problem


def test_a_stamp_of_another_head_or_another_authority_proves_nothing(app: Flask, fake: FakeAuthority, tmp_path: Path) -> None:
    with database(app) as session:
        make_invitation(session)
        first = stamp_head(session, the_authority(fake))
        make_invitation(session)
        second = stamp_head(session, the_authority(fake))
        assert first
        assert second
        second.answer = first.answer
        session.commit()
        assert ["proves nothing" in each.problem for each in check_stamps(session, the_authority(fake))] == [False, True]
        stranger = tmp_path / "stranger"
        stranger.mkdir()
        with authority(stranger) as other:
            assert all("proves nothing" in each.problem for each in check_stamps(session, the_authority(other)))


@pytest.mark.parametrize("answer", [b"", b"<html>down</html>", b"\x30\x05\x30\x03\x02\x01\x02", b"x" * 200_000])
def test_an_answer_that_is_no_stamp_is_not_kept(app: Flask, fake: FakeAuthority, answer: bytes) -> None:
    fake.broken = answer
    with database(app) as session:
        make_invitation(session)
        with pytest.raises(TimeStampError):
            stamp_head(session, the_authority(fake))
        assert session.scalars(select(HeadStamp)).all() == []


def test_an_old_answer_is_not_taken_for_a_new_one(app: Flask, fake: FakeAuthority) -> None:
    with database(app) as session:
        make_invitation(session)
        made = stamp_head(session, the_authority(fake))
        assert made
        fake.broken = made.answer
        make_invitation(session)
        with pytest.raises(TimeStampError):
            stamp_head(session, the_authority(fake))


def change_stamp(session: Session, **values: str) -> None:
    session.execute(update(HeadStamp).values(**values))
    session.commit()
    session.expire_all()
