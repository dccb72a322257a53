"""Moments keep their zone on both engines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from helpcenter.db import UtcDateTime

moments = Table("moments_of_test", MetaData(), Column("id", Integer, primary_key=True), Column("seen_at", UtcDateTime))


def test_a_moment_comes_back_in_utc(session: Session) -> None:
    moments.create(session.connection())
    noon_in_paris = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    session.execute(moments.insert().values(seen_at=noon_in_paris))
    assert session.scalar(select(moments.c.seen_at)) == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_a_moment_without_zone_is_refused(session: Session) -> None:
    moments.create(session.connection())
    with pytest.raises(StatementError, match="without time zone"):
        session.execute(moments.insert().values(seen_at=datetime(2026, 7, 1)))  # noqa: DTZ001
