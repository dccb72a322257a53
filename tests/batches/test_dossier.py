"""The dossier: what a provider's support needs, checkable by anybody, and nothing that is nobody's business."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.answer_file import LineProblem, TableError, TableProblem, read_answers
from helpcenter.batches.covering import covering_texts
from helpcenter.batches.dossier import DossierContent, make_dossier, read_dossier
from helpcenter.batches.dossier_files import pack, text_files
from helpcenter.batches.models import Batch
from helpcenter.batches.printing import make_documents
from helpcenter.batches.service import Answer, ask
from helpcenter.consent import ledger
from helpcenter.consent.models import Evidence, EvidenceKind
from helpcenter.consent.setup import current_desk
from helpcenter.consent.verifier import hash_of, leaf_of
from helpcenter.i18n.tables import inert
from helpcenter.providers.policy import ARTICLE_POLICY
from helpcenter.unblock.notes import add_note
from helpcenter.web.context import services
from tests.batches.requests import ACTOR, batch_all, make_ready
from tests.browsing import database
from tests.consent.persons import ADDRESS, LABEL, LOCAL_PART, answer_page, make_case, make_invitation
from tests.factories import make_user

NOTE = "La mère a téléphoné deux fois"


def make_agreed(app: Flask, client: FlaskClient) -> int:
    """A batch of two addresses; of one, the person has agreed."""
    with database(app) as session:
        case = make_case(session)
        add_note(session, current_desk(), case, make_user(session, name="Odile Secrète"), NOTE, is_for_staff=True)
        invited = make_invitation(session, case=case)
        make_ready(session, "=cmd@courrier.example")
    answer_page(client, invited)
    with database(app) as session:
        batch = batch_all(session)
        make_dossier(session, current_desk(), batch, ACTOR)
        return batch.id


def read(session: Session, batch_id: int) -> DossierContent:
    return read_dossier(session, session.get_one(Batch, batch_id).dossiers[-1], ARTICLE_POLICY, "ne-pas-repondre@ani.example")


def test_the_dossier_proves_each_agreement_and_says_nothing_private(app: Flask, client: FlaskClient) -> None:
    batch_id = make_agreed(app, client)
    with database(app) as session:
        content = read(session, batch_id)
        files = text_files(content, covering_texts(content, "ANI"))
    everything = "\n".join(files.values()) + "".join(each.html for each in make_documents(content, "ANI").values())
    for private in (LABEL, NOTE, "Odile", "Secrète", "Zébulon"):
        assert private not in everything
    [row] = [json.loads(line) for line in files["evidence.jsonl"].splitlines()]
    assert (row["hash"], row["leaf"]) == (hash_of(row), leaf_of(row["salt"], row["payload"]))
    # Only whoever holds the key and the address can tell whose it is.
    assert LOCAL_PART not in files["evidence.jsonl"]
    [name] = [name for name in files if name.startswith("notices/")]
    assert name == f"notices/{hashlib.sha256(files[name].encode()).hexdigest()}.txt"
    data = json.loads(files["dossier.json"])
    assert [bool(entry["agreement"]) for entry in data["entries"]] == [True, False]
    assert data["entries"][0]["agreement"]["notice_sha256"] == row["payload"]["notice"]["sha256"]
    for text in (files["how-to-verify.txt"], files["covering-text.fr.txt"], files["covering-text.en.txt"]):
        assert str(content.head) in text


def test_the_table_holds_no_formula_and_comes_back_with_answers(app: Flask, client: FlaskClient) -> None:
    batch_id = make_agreed(app, client)
    with database(app) as session:
        batch, content = session.get_one(Batch, batch_id), read(session, batch_id)
        ask(session, current_desk(), batch, ARTICLE_POLICY, ACTOR)
        table = text_files(content, {})["addresses.csv"]
        rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
        assert [row[1] for row in rows] == ["address", ADDRESS, "'=cmd@courrier.example"]
        for row, answer in zip(rows[1:], ("done", "Refusé"), strict=True):
            row[-1] = answer
        back = io.StringIO()
        csv.writer(back, delimiter=";").writerows(rows)
        lines = read_answers(back.getvalue().encode("cp1252"), batch.requests)
        assert [line.answer for line in lines] == [Answer.DONE, Answer.DECLINED]
    assert inert("\t=1") == "'\t=1"


def test_the_head_leaves_the_house_and_the_ledger_says_with_whom(app: Flask, client: FlaskClient) -> None:
    batch_id = make_agreed(app, client)
    with database(app) as session:
        batch = session.get_one(Batch, batch_id)
        exported = session.scalars(select(Evidence).where(Evidence.kind == EvidenceKind.HEAD_EXPORTED)).one()
        assert (exported.record_id, exported.payload["batch"]) == (batch.record_id, batch_id)
        assert exported.payload["records"] == sorted(case.record_id for request in batch.requests for case in request.cases)
        assert str(batch.dossiers[0].head_seq) == str(exported.seq)
        assert ledger.verify(session, (exported.seq, exported.hash)).is_sound


def test_a_dossier_stays_as_it_was_and_the_next_one_holds_what_came_meanwhile(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        case = make_case(session)
        invited = make_invitation(session, case=case)
        batch = batch_all(session)
        make_dossier(session, current_desk(), batch, ACTOR)
        batch_id = batch.id
    answer_page(client, invited)
    with database(app) as session:
        assert read(session, batch_id).agreements == 0
        make_dossier(session, current_desk(), session.get_one(Batch, batch_id), ACTOR)
        later = read(session, batch_id)
        assert later.agreements == 1
        files = [("a.txt", b"a")]
        assert pack(files, later.made_at) == pack(files, later.made_at)


def test_the_dossier_prints_in_both_languages(app: Flask, client: FlaskClient) -> None:
    batch_id = make_agreed(app, client)
    with database(app) as session:
        content = read(session, batch_id)
        documents = make_documents(content, "ANI")
        assert set(documents) == {"dossier.fr.pdf", "dossier.en.pdf"}
        assert "&lt;" not in documents["dossier.fr.pdf"].html
        assert services().pdfs.render_now(documents["dossier.fr.pdf"]).startswith(b"%PDF-")
        # What people wrote is text, in the ticket's paper too.
        named = replace(content, entries=tuple(replace(entry, organisation="<img src=x> & Cie") for entry in content.entries))
        assert all("<img" not in each.html and "&lt;img src=x&gt; &amp; Cie" in each.html for each in make_documents(named, "ANI").values())


def test_whoever_unpacks_the_dossier_may_read_its_files() -> None:
    archive = zipfile.ZipFile(io.BytesIO(pack([("addresses.csv", b"1")], datetime(2026, 11, 2, 9, 30, tzinfo=UTC))))
    assert [info.external_attr >> 16 & 0o444 for info in archive.infolist()] == [0o444]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_tables_of_real_spreadsheets_are_read(session: Session, encoding: str, separator: str) -> None:
    make_ready(session)
    batch = batch_all(session)
    ask(session, current_desk(), batch, ARTICLE_POLICY, ACTOR)
    lines = [["N°", "Adresse", "Réponse"], ["1", " <Camille.Martin@COURRIER.example> ", "Débloqué"], ["2", "autre@courrier.example", ""]]
    data = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    assert [line.answer for line in read_answers(data, batch.requests)] == [Answer.DONE]


def test_each_line_that_is_left_out_says_why(session: Session) -> None:
    make_ready(session)
    make_ready(session, "b@courrier.example")
    batch = batch_all(session)
    rows = ["address,answer", "nobody,done", "x@courrier.example,done", "b@courrier.example,perhaps", f"{ADDRESS},done"]
    found = [line.problem for line in read_answers("\n".join(rows).encode(), batch.requests)]
    assert found == [LineProblem.ADDRESS, LineProblem.UNKNOWN, LineProblem.ANSWER, LineProblem.ANSWERED]
    ask(session, current_desk(), batch, ARTICLE_POLICY, ACTOR)
    twice = read_answers(f"address,answer\n{ADDRESS},done\n{ADDRESS},no".encode(), batch.requests)
    assert [line.problem for line in twice] == [None, LineProblem.TWICE]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", TableProblem.EMPTY),
        (b"address;state of mind\n", TableProblem.COLUMNS),
        (b"x" * 1_000_001, TableProblem.TOO_LARGE),
        (b"address,answer\n" + b"a@courrier.example,done\n" * 2_001, TableProblem.TOO_LARGE),
        (b'address,answer\n"' + b"x" * 200_000, TableProblem.UNREADABLE),
        (b"\x89PNG\r\n\x1a\n\0\0", TableProblem.UNREADABLE),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, problem: TableProblem) -> None:
    with pytest.raises(TableError) as refused:
        read_answers(data, [])
    assert refused.value.problem is problem


def test_an_address_has_no_place_in_the_name_of_a_file(app: Flask, client: FlaskClient) -> None:
    batch_id = make_agreed(app, client)
    with database(app) as session:
        content = read(session, batch_id)
        assert not [name for name in text_files(content, covering_texts(content, "ANI")) if "@" in name]
        assert content.entries[0].last_mail_on == date(2026, 10, 30)
        assert zipfile.ZipFile(io.BytesIO(pack([("x", b"")], content.made_at))).testzip() is None
