"""The ledger: what it holds, what it refuses, what it finds."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpcenter.consent import ledger, verifier
from helpcenter.consent.models import Evidence, EvidenceKind
from helpcenter.db import db
from tests.browsing import database
from tests.consent.persons import ADDRESS, LABEL, LOCAL_PART, answer_page, make_invitation, withdraw_on_page
from tests.fakes import FakeClock

SUBJECT = ledger.Subject("a" * 32, 7, 3)
TRIGGERS = ("evidence_keeps_rows", "evidence_keeps_content", "evidence_grows_at_the_end")


def append_some(session: Session, count: int = 5) -> None:
    clock = FakeClock()
    for number in range(count):
        clock.advance(minutes=1)
        ledger.append(session, EvidenceKind.INVITED, SUBJECT, {"number": number, "text": "été"}, clock())
    session.commit()


def tamper(session: Session, *statements: str) -> None:
    """What an administrator could do: take the guards away, then write."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE evidence DISABLE TRIGGER USER"))
    else:
        for name in TRIGGERS:
            session.execute(text(f"DROP TRIGGER {name}"))
    for statement in statements:
        session.connection().exec_driver_sql(statement)
    session.commit()


def test_each_event_is_sealed_and_continues_the_one_before(session: Session) -> None:
    append_some(session)
    rows = list(ledger.read_rows(session))
    assert [row["seq"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0]["prev"] == "0" * 64
    assert all(after["prev"] == before["hash"] for before, after in pairwise(rows))
    assert rows[0]["at_utc"] == "2026-11-02T09:31:00.000000Z"
    assert ledger.verify(session).is_sound


def test_the_seals_are_the_ones_of_the_specification() -> None:
    assert verifier.canonical_json({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()
    row = {name: 1 if name == "seq" else "x" for name in verifier.SEALED}
    assert verifier.hash_of({**row, "payload": "no", "salt": "no", "hash": "no"}) == verifier.hash_of(row)
    assert verifier.leaf_of("00ff", {}) == hashlib.sha256(b"\x00\xff{}").hexdigest()


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, b"bytes", object()])
def test_only_exact_values_have_a_place_in_evidence(value: Any) -> None:
    with pytest.raises(TypeError):
        verifier.canonical_json({"value": value})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence SET at_utc = '2020-01-01T00:00:00.000000Z' WHERE seq = 2",
        "UPDATE evidence SET payload = '{}' WHERE seq = 2",
        "UPDATE evidence SET payload = NULL, salt = NULL, kind = 'given' WHERE seq = 2",
        "UPDATE evidence SET seq = 99 WHERE seq = 5",
        "UPDATE evidence SET salt = NULL WHERE seq = 2",
        "DELETE FROM evidence WHERE seq = 5",
        "DELETE FROM evidence",
    ],
)
def test_the_database_refuses_to_change_or_delete_evidence(session: Session, statement: str) -> None:
    append_some(session)
    with pytest.raises(DBAPIError):
        session.execute(text(statement))
    session.rollback()
    assert ledger.verify(session).rows == 5


def test_a_row_cannot_be_replaced_or_the_table_emptied(session: Session) -> None:
    append_some(session)
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    columns = ", ".join(column.name for column in Evidence.__table__.columns)
    replace = f"INSERT OR REPLACE INTO evidence ({columns}) SELECT {columns} FROM evidence WHERE seq = 5"  # noqa: S608
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("TRUNCATE evidence" if is_postgresql else replace))


def test_erasing_payload_and_salt_is_allowed_and_the_chain_still_holds(session: Session) -> None:
    append_some(session)
    session.execute(text("UPDATE evidence SET payload = NULL, salt = NULL WHERE seq IN (2, 4)"))
    session.commit()
    finding = ledger.verify(session)
    assert finding.is_sound
    assert finding.erased == 2


@pytest.mark.parametrize(
    ("statement", "bad_seq"),
    [
        ("""UPDATE evidence SET payload = '{"number":9,"text":"été"}' WHERE seq = 3""", 3),
        ("UPDATE evidence SET at_utc = '2026-11-01T00:00:00.000000Z' WHERE seq = 2", 2),
        ("UPDATE evidence SET kind = 'given' WHERE seq = 4", 4),
        ("UPDATE evidence SET case_id = 8 WHERE seq = 1", 1),
        ("DELETE FROM evidence WHERE seq = 3", 3),
        ("DELETE FROM evidence WHERE seq = 1", 1),
    ],
)
def test_verify_names_the_first_event_that_was_tampered_with(session: Session, statement: str, bad_seq: int) -> None:
    append_some(session)
    tamper(session, statement)
    assert ledger.verify(session).bad_seq == bad_seq


def test_a_new_date_with_a_new_seal_breaks_the_next_event(session: Session) -> None:
    append_some(session)
    row = {**list(ledger.read_rows(session))[2], "at_utc": "2026-01-01T00:00:00.000000Z"}
    tamper(session, f"UPDATE evidence SET at_utc = '{row['at_utc']}', hash = '{verifier.hash_of(row)}' WHERE seq = 3")  # noqa: S608
    finding = ledger.verify(session)
    assert (finding.bad_seq, finding.reason) == (4, "it does not continue the event before")


def test_a_cut_tail_is_found_only_with_a_head_that_was_noted(session: Session) -> None:
    append_some(session)
    noted = ledger.head(session)
    tamper(session, "DELETE FROM evidence WHERE seq > 3")
    assert ledger.verify(session).is_sound
    finding = ledger.verify(session, (noted.seq, noted.hash))
    assert finding.bad_seq == 4
    assert "the end is missing" in finding.reason


def test_a_chain_made_anew_is_found_only_with_a_head_that_was_noted(session: Session) -> None:
    append_some(session)
    noted = ledger.head(session)
    tamper(session, "DELETE FROM evidence")
    append_some(session)
    assert ledger.verify(session).is_sound
    assert ledger.verify(session, (noted.seq, noted.hash)).bad_seq == 5


def test_the_order_is_seq_even_when_the_clock_was_set_back(session: Session) -> None:
    clock = FakeClock()
    ledger.append(session, EvidenceKind.INVITED, SUBJECT, {}, clock())
    clock.advance(days=-400)
    ledger.append(session, EvidenceKind.REVOKED, SUBJECT, {}, clock())
    session.commit()
    assert [row["kind"] for row in ledger.read_rows(session)] == ["invited", "revoked"]
    assert ledger.verify(session).is_sound


def write_export(session: Session, file: Path, change: Callable[[list[str]], list[str]] = lambda lines: lines) -> Path:
    lines = change(list(ledger.export_lines(session)))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def run_verifier(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The verifier as an auditor runs it: isolated, without this program, in another folder."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(Path(verifier.__file__).resolve()), *arguments], capture_output=True, text=True, cwd="/"
    )


def test_the_stand_alone_verifier_accepts_an_export_and_names_what_was_edited(session: Session, tmp_path: Path) -> None:
    append_some(session)
    head = ledger.head(session)
    good = run_verifier(str(write_export(session, tmp_path / "good.jsonl")), "--head", str(head))
    assert (good.returncode, good.stdout) == (0, f"OK: 5 events (0 erased), head {head}\n")
    edited = write_export(session, tmp_path / "edited.jsonl", lambda lines: [line.replace('"number": 2', '"number": 3') for line in lines])
    bad = run_verifier(str(edited))
    assert bad.returncode == 1
    assert bad.stdout.startswith("BAD at seq 3")
    cut = write_export(session, tmp_path / "cut.jsonl", lambda lines: lines[:3])
    assert run_verifier(str(cut)).returncode == 0
    assert run_verifier(str(cut), "--head", str(head)).returncode == 1


@pytest.mark.parametrize("broken", ["{", "[]", "{}", '{"seq": 1}', "null", '"x"'])
def test_a_broken_line_of_an_export_is_the_first_bad_event(broken: str) -> None:
    assert verifier.check_chain(verifier.read_export([broken])).bad_seq == 1


def test_bytes_that_are_no_text_and_endless_nesting_are_named_too(session: Session, tmp_path: Path) -> None:
    make_invitation(session)
    export = tmp_path / "evidence.jsonl"
    [line] = ledger.export_lines(session)
    export.write_bytes(line.encode().replace(b'"sms"', b'"s\xffs"') + b"\n")
    checked = run_verifier(str(export))
    assert (checked.returncode, checked.stdout.partition(":")[0], checked.stderr) == (1, "BAD at seq 1", "")
    for nested in ("[" * 100_000, json.dumps({**json.loads(line), "payload": 0}).replace("0}", '{"a":' * 900 + "1" + "}" * 900 + "}")):
        assert verifier.check_chain(verifier.read_export([nested])).bad_seq == 1


def test_neither_label_nor_address_nor_the_code_enters_the_ledger(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited = make_invitation(session)
        other = make_invitation(session, address="dominique.petit@courrier.example")
    answer_page(client, invited)
    withdraw_on_page(client, invited)
    answer_page(client, other, "moved", "dominique.petit", new_address="dominique.grand@courrier.example")
    with database(app) as session:
        kept = "\n".join(ledger.export_lines(session))
        kinds = list(session.scalars(select(Evidence.kind).order_by(Evidence.seq)))
    assert [kind.value for kind in kinds] == ["invited", "invited", "given", "withdrawn", "address_corrected"]
    for secret in (LABEL, "Zébulon", ADDRESS, LOCAL_PART, "dominique", invited.code, "127.0.0.1"):
        assert secret not in kept, f"{secret} stands in the ledger"
    assert "c…@courrier.example" in json.loads(kept.splitlines()[2])["payload"]["subject"]["masked"]


def test_the_answer_states_what_a_provider_asks_for(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    answer_page(client, invited)
    with app.app_context():
        given = db.session.scalars(select(Evidence).where(Evidence.kind == EvidenceKind.GIVEN)).one()
        payload = given.payload
    assert payload["decision"] == "given"
    assert payload["subject"]["typed_match"] == "local_part"
    assert payload["subject"]["key_id"] == "k1"
    assert payload["notice"] == {**payload["notice"], "version": "2026-11", "locale": "fr", "text_id": "lift-block"}
    assert (payload["method"], payload["carrier"], payload["lawful_basis"]) == ("web_form", "sms", "consent")
    assert payload["purpose"] == {"code": "lift_block", "text_id": "lift-block"}
    assert payload["recipient"] == {"mail_provider": "Mailjet", "country": "France"}
    assert payload["event_time"] == "2026-11-02T09:30:00.000000Z"


def is_locked_for_others() -> bool:
    """Whether somebody else would have to wait before writing evidence; the question itself leaves nothing locked."""
    with db.engine.connect() as other:
        free = other.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": ledger.LOCK})
        other.rollback()
        return not free


def test_the_lock_is_held_until_the_transaction_ends_however_often_it_is_asked_for(session: Session) -> None:
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has one writer from BEGIN on")
    for _ in range(2):
        ledger.lock(session)
        ledger.lock(session)
        assert is_locked_for_others()
        session.commit()
        assert not is_locked_for_others()


def test_a_lock_that_a_savepoint_took_back_is_taken_again(session: Session) -> None:
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has one writer from BEGIN on")
    attempt = session.begin_nested()
    ledger.lock(session)
    attempt.rollback()
    ledger.lock(session)
    assert is_locked_for_others()
