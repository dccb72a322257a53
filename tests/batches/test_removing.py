"""Lifting blocks by a program: claimed before the call, never called twice, and interrupted without harm."""

import threading

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from helpcenter.batches.models import CallState, ProviderRequest, RequestState
from helpcenter.batches.queries import LOST_AFTER, is_lost
from helpcenter.batches.removing import call_again, settle
from helpcenter.batches.service import Answer, BatchStateError, ask, record_answer
from helpcenter.batches.tasks import remove_due
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.providers.policy import BlockKind
from helpcenter.providers.removal import Outcome, Removed
from helpcenter.unblock.workflow import ProviderTrack
from tests.batches.requests import ACTOR, API_POLICY, ScriptedRemover, batch_all, make_ready, make_some
from tests.browsing import database
from tests.fakes import FakeClock


def ask_all(session: Session, number: int) -> list[int]:
    make_some(session, number, API_POLICY)
    batch = batch_all(session, API_POLICY)
    ask(session, current_desk(), batch, API_POLICY, ACTOR)
    session.commit()
    return [request.id for request in batch.requests]


def test_each_address_is_called_once_and_a_block_that_is_gone_counts_as_lifted(session: Session) -> None:
    ids, remover = ask_all(session, 3), ScriptedRemover(Outcome.LIFTED, Outcome.NOT_BLOCKED, Outcome.LIFTED)
    assert remove_due(session, current_desk(), remover, API_POLICY) == 3
    assert remove_due(session, current_desk(), remover, API_POLICY) == 0
    assert remover.calls == ["parent0@courrier.example", "parent1@courrier.example", "parent2@courrier.example"]
    requests = [session.get_one(ProviderRequest, each) for each in ids]
    assert {request.state for request in requests} == {RequestState.DONE}
    assert all(case.provider_track is ProviderTrack.DONE for request in requests for case in request.cases)


@pytest.mark.parametrize("outcome", [Outcome.LATER, Outcome.UNREACHABLE, Outcome.DENIED])
def test_a_provider_that_wants_a_pause_gets_one(session: Session, clock: FakeClock, outcome: Outcome) -> None:
    ask_all(session, 2)
    remover = ScriptedRemover(outcome, Outcome.LIFTED)
    assert remove_due(session, current_desk(), remover, API_POLICY) == 1
    clock.advance(seconds=30)
    assert remove_due(session, current_desk(), remover, API_POLICY) == 1
    assert len(set(remover.calls)) == 2
    clock.advance(hours=2)
    assert remove_due(session, current_desk(), remover, API_POLICY) == 1


@pytest.mark.parametrize("outcome", [Outcome.UNCERTAIN, Outcome.REFUSED])
def test_without_a_clear_answer_only_a_person_lets_it_call_again(session: Session, clock: FakeClock, outcome: Outcome) -> None:
    [number] = ask_all(session, 1)
    remover = ScriptedRemover(outcome, Outcome.LIFTED)
    remove_due(session, current_desk(), remover, API_POLICY)
    clock.advance(days=2)
    assert remove_due(session, current_desk(), remover, API_POLICY) == 0
    call_again(session, current_desk(), session.get_one(ProviderRequest, number))
    assert remove_due(session, current_desk(), remover, API_POLICY) == 1
    assert session.get_one(ProviderRequest, number).state is RequestState.DONE


class Overtaken:
    """While it calls, staff write down what the provider told them."""

    def __init__(self, app: Flask, request_id: int) -> None:
        self.app, self.request_id = app, request_id
        self.calls: list[str] = []

    def remove(self, address: str) -> Removed:
        """Lifts the block, too late."""
        self.calls.append(address)
        if len(self.calls) == 1:
            with self.app.app_context():
                record_answer(db.session, current_desk(), db.session.get_one(ProviderRequest, self.request_id), Answer.DECLINED, ACTOR)
                db.session.commit()
        return Removed(Outcome.LIFTED)


def test_an_answer_that_staff_wrote_down_during_the_call_stands_and_the_others_are_called(app: Flask, session: Session) -> None:
    first, second = ask_all(session, 2)
    remover = Overtaken(app, first)
    assert remove_due(session, current_desk(), remover, API_POLICY) == 2
    assert session.get_one(ProviderRequest, first).state is RequestState.DECLINED
    assert session.get_one(ProviderRequest, second).state is RequestState.DONE


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_the_outcome_takes_the_lock_of_the_ledger_before_the_row(session: Session) -> None:
    [number] = ask_all(session, 1)
    request, written = session.get_one(ProviderRequest, number), list[str]()
    event.listen(db.engine, "before_cursor_execute", lambda *arguments: written.append(arguments[2]))
    settle(session, current_desk(), request, Removed(Outcome.LIFTED))
    locks = [statement for statement in written if "pg_advisory" in statement or statement.startswith("UPDATE")]
    assert "pg_advisory" in locks[0]


class Interrupted:
    """The process ends while it calls."""

    calls = 0

    def remove(self, address: str) -> Removed:
        """Never comes back."""
        self.calls += 1
        raise KeyboardInterrupt


def test_who_was_interrupted_leaves_a_claim_and_nobody_calls_again_unseen(session: Session, clock: FakeClock) -> None:
    [number] = ask_all(session, 1)
    with pytest.raises(KeyboardInterrupt):
        remove_due(session, current_desk(), Interrupted(), API_POLICY)
    session.rollback()
    request = session.get_one(ProviderRequest, number)
    assert request.call is CallState.CLAIMED
    assert not is_lost(request, clock())
    with pytest.raises(BatchStateError):
        call_again(session, current_desk(), request)
    clock.advance(seconds=LOST_AFTER.total_seconds() + 1)
    assert remove_due(session, current_desk(), Interrupted(), API_POLICY) == 0
    assert is_lost(session.get_one(ProviderRequest, number), clock())
    call_again(session, current_desk(), session.get_one(ProviderRequest, number))


def test_eight_workers_at_once_call_each_address_once(app: Flask) -> None:
    with database(app) as session:
        ask_all(session, 6)
    remover, start = ScriptedRemover(Outcome.LIFTED), threading.Barrier(8)

    def work() -> None:
        with app.app_context():
            start.wait()
            remove_due(db.session, current_desk(), remover, API_POLICY)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(remover.calls) == [f"parent{each}@courrier.example" for each in range(6)]


def test_a_program_calls_only_where_the_rule_lets_it(session: Session) -> None:
    case = make_ready(session, policy=API_POLICY, kind=BlockKind.UNKNOWN)
    batch = batch_all(session, API_POLICY)
    ask(session, current_desk(), batch, API_POLICY, ACTOR)
    batch.requests[0].kind = BlockKind.SPAM
    session.commit()
    remover = ScriptedRemover(Outcome.LIFTED)
    assert remove_due(session, current_desk(), remover, API_POLICY) == 0
    assert case.provider_track is ProviderTrack.ASKED
