"""The outbox: each mail leaves once, with a real server that refuses, delays, breaks off or is not there; none is ever lost."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from structlog.testing import capture_logs

from helpcenter.mail import MailError, outbox
from helpcenter.mail.errors import TemporaryMailError, UnreachableServerError
from helpcenter.mail.models import MailState
from helpcenter.mail.queries import count_by_state, list_open
from helpcenter.mail.smtp import SmtpTransport
from tests.mail.bench import TO, VALUES, Bench
from tests.mail.smtp_server import DOMAIN, HOST, free_port, running

on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"])


def with_server(app: Flask, folder: Path, place: str) -> Bench:
    """A mailer that speaks to this server."""
    return Bench(app, folder, transport=SmtpTransport(f"smtp://{place}", timeout=1))


def parallel(work: object, times: int = 8) -> None:
    """Do the same in several threads that start together."""
    start = Barrier(times)

    def run() -> None:
        start.wait()
        work()  # type: ignore[operator]

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_same_key_is_one_mail_however_many_ask_at_once(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    parallel(lambda: bench.send(key="case:1:done"))
    bench.run_queue()
    bench.send(key="case:1:done")
    bench.send(key="case:2:done")
    bench.run_queue()
    assert [row.key for row in bench.rows()] == ["case:1:done", "case:2:done"]
    assert len(bench.transport.mails) == 2


def test_several_processes_hand_each_mail_over_once(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    for number in range(20):
        bench.send(f"famille{number}@{DOMAIN}")
    parallel(bench.mailer.delivery.deliver_due)
    assert len({mail["To"] for mail in bench.transport.mails}) == len(bench.transport.mails) == 20
    assert {row.state for row in bench.rows()} == {MailState.SENT}


def test_a_mail_whose_transaction_is_undone_never_was(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    with bench.sessions() as session:
        bench.mailer.send("greeting", TO, "fr", VALUES, session=session)
        session.rollback()
    bench.run_queue()
    assert (bench.rows(), bench.transport.mails) == ([], [])


@on_sqlite
def test_a_mail_leaves_even_when_the_queue_forgot_it(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    bench.send()
    bench.jobs.huey.storage.flush_all()
    assert bench.sweep(minutes=1) == 1
    assert bench.sweep(minutes=1) == 0
    assert len(bench.transport.mails) == 1


@on_sqlite
def test_nothing_is_lost_while_the_server_is_down_and_one_mail_tries_for_all(app: Flask, tmp_path: Path) -> None:
    port = free_port()
    bench = with_server(app, tmp_path, f"{HOST}:{port}")
    for number in range(5):
        bench.send(f"famille{number}@{DOMAIN}")
    bench.run_queue()
    assert sum(row.tries for row in bench.rows()) == 1
    # A week without server: no mail is given up, for none of them is to blame.
    for _ in range(14):
        assert bench.sweep(hours=12) == 0
    assert {row.state for row in bench.rows()} == {MailState.WAITING}
    with running(port=port) as (_place, handler):
        assert bench.sweep(minutes=20) == 5
    assert len({mail["To"] for mail in handler.mails}) == 5


@on_sqlite
@pytest.mark.parametrize(("name", "code", "status"), [("unknown", 550, "5.1.1"), ("spam", 554, "5.7.1")])
def test_a_refusal_is_kept_for_staff_with_its_code_and_without_the_address_in_the_log(
    app: Flask, tmp_path: Path, name: str, code: int, status: str
) -> None:
    with running() as (place, _handler), capture_logs() as logs:
        bench = with_server(app, tmp_path, place)
        bench.send(f"{name}@{DOMAIN}")
        bench.run_queue()
        assert bench.sweep(days=1) == 0
    (row,) = bench.rows()
    assert (row.state, row.code, row.status, row.tries) == (MailState.FAILED, code, status, 1)
    assert [log["event"] for log in logs] == ["mail refused for good"]
    assert DOMAIN not in str(logs)


@on_sqlite
@pytest.mark.parametrize(("name", "code"), [("full", 452), ("busy", 421), ("dropped", None), ("slow", None)])
def test_a_server_that_puts_off_delays_or_breaks_off_is_asked_again_and_others_go_on(
    app: Flask, tmp_path: Path, name: str, code: int | None
) -> None:
    with running() as (place, handler):
        bench = with_server(app, tmp_path, place)
        bench.send(f"{name}@{DOMAIN}")
        bench.run_queue()
        bench.send()
        assert bench.sweep(seconds=50) == 1
        assert [mail["To"] for mail in handler.mails] == [TO]
        bench.sweep(minutes=1)
    put_off, sent = bench.rows()
    assert (put_off.state, put_off.code, put_off.tries) == (MailState.WAITING, code, 2)
    assert sent.state is MailState.SENT


@on_sqlite
def test_pauses_grow_and_after_five_days_staff_decide(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path, *[TemporaryMailError("greeting: refused", 451, "4.7.1 greylisted")] * 500)
    bench.send()
    bench.run_queue()
    pauses = []
    while (row := bench.rows()[0]).state is MailState.WAITING:
        pauses.append(row.next_at - bench.clock())
        bench.sweep(seconds=pauses[-1].total_seconds())
    assert pauses[:4] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert (pauses == sorted(pauses), max(pauses)) == (True, timedelta(hours=2))
    assert timedelta(days=5) <= sum(pauses, timedelta()) < timedelta(days=5, hours=3)
    assert (row.state, row.code, row.status) == (MailState.FAILED, 451, "4.7.1")
    bench.transport.failures.clear()
    with bench.sessions() as session:
        assert outbox.send_again(session, [row.id], bench.clock()) == 1
        session.commit()
    assert bench.sweep() == 1


@on_sqlite
def test_a_process_that_dies_with_a_mail_in_its_hands_loses_nothing(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    bench.send()
    written = bench.rows()[0].message["headers"]["Message-ID"]
    with bench.sessions() as session:
        assert outbox.claim(session, bench.rows()[0].id, bench.clock())
        session.commit()
    assert bench.sweep(minutes=9) == 0
    assert bench.sweep(minutes=2) == 1
    assert [mail["Message-ID"] for mail in bench.transport.mails] == [written]


@on_sqlite
def test_an_error_that_nobody_foresaw_keeps_the_mail(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path, RuntimeError(f"about {TO}"))
    bench.send()
    with capture_logs() as logs:
        bench.run_queue()
    assert (bench.rows()[0].state, bench.rows()[0].cause) == (MailState.WAITING, "RuntimeError")
    assert TO not in str(logs)
    assert bench.sweep(minutes=1) == 1


@on_sqlite
def test_a_resting_server_is_asked_again_a_minute_later(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path, UnreachableServerError("greeting: ConnectionRefusedError"))
    bench.send()
    bench.run_queue()
    bench.send()
    bench.run_queue()
    assert bench.transport.tries == 1
    assert bench.sweep(minutes=1) == 2


@pytest.mark.parametrize("error", [None, UnreachableServerError("greeting: ConnectionRefusedError"), TemporaryMailError("busy")])
def test_a_clock_that_was_a_year_ahead_holds_no_mail_back(app: Flask, tmp_path: Path, error: Exception | None) -> None:
    bench = Bench(app, tmp_path, *([error] if error else []))
    bench.clock.advance(days=365)
    bench.send()
    if error:
        bench.run_queue()
    bench.clock.advance(days=-365)
    assert bench.mailer.delivery.deliver_due() == 1


@on_sqlite
def test_words_go_when_a_mail_has_left_and_its_key_stays(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    bench.send(key="case:1:done")
    bench.send()
    bench.run_queue()
    assert [row.message for row in bench.rows()] == [{}, {}]
    bench.clock.advance(days=31)
    bench.mailer.delivery.clean()
    assert [(row.key, row.address) for row in bench.rows()] == [("case:1:done", "")]
    bench.send(key="case:1:done")
    assert bench.sweep() == 0


@on_sqlite
def test_staff_drop_what_shall_not_leave_and_its_words_go(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    bench.send()
    with bench.sessions() as session:
        mails = list_open(session)
        assert outbox.drop(session, [mail.id for mail in mails], bench.clock()) == 1
        assert outbox.drop(session, [mail.id for mail in mails], bench.clock()) == 0
        session.commit()
        assert count_by_state(session)[MailState.DROPPED] == 1
    assert bench.sweep(minutes=1) == 0
    assert (bench.rows()[0].address, bench.rows()[0].message) == ("", {})


@on_sqlite
def test_a_key_that_is_too_long_is_refused_where_it_is_made(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(MailError, match="key"):
        Bench(app, tmp_path).send(key="x" * 121)
