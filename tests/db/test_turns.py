"""Writers come one after the other, and a writer that never ends does not hold up the others for ever."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from helpcenter.db import db
from helpcenter.db.engine import READ_ONLY, writing
from helpcenter.db.turns import QueueingConnection, Turn, TurnError


def test_everybody_who_queues_up_gets_a_turn(tmp_path: Path) -> None:
    file, order = tmp_path / "turn", list[int]()
    first = Turn(file)
    first.take()

    def queue_up(number: int) -> None:
        turn = Turn(file)
        turn.take()
        order.append(number)
        turn.give_back()

    threads = [threading.Thread(target=queue_up, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    first.give_back()
    for thread in threads:
        thread.join()
    assert sorted(order) == [0, 1, 2, 3]


def test_whoever_waits_in_vain_is_told_and_blocks_nobody_afterwards(tmp_path: Path) -> None:
    holder, hasty, next_one = (Turn(tmp_path / "turn", patience) for patience in (1, 0.05, 5))
    holder.take()
    with pytest.raises(TurnError):
        hasty.take()
    holder.give_back()
    next_one.take()
    next_one.give_back()


def test_a_turn_ends_with_the_transaction_however_it_ends(tmp_path: Path) -> None:
    file = str(tmp_path / "data.sqlite3")
    one, other = (QueueingConnection(file, isolation_level=None) for _ in range(2))
    for end in (one.commit, one.rollback, one.close):
        one.begin_writing()
        end()
        other.begin_writing()
        other.rollback()
    other.close()


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_only_the_writing_block_of_a_reading_session_takes_the_lock(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as making:
        making.execute(text("CREATE TABLE words (n INTEGER)"))
    with app.app_context():
        db.session.info[READ_ONLY] = True
        assert db.session.scalar(text("SELECT count(*) FROM words")) == 0
        with writing(db.session):
            db.session.execute(text("INSERT INTO words VALUES (1)"))
            db.session.commit()
        assert db.session.scalar(text("SELECT count(*) FROM words")) == 1
        # Another connection would wait for its turn here, if this session still had it.
        with db.engine.begin() as other:
            other.execute(text("INSERT INTO words VALUES (2)"))
