"""Pages of staff: from what is ready to the last answer, in few actions; and what a program does meanwhile."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage

from helpcenter.app import create_app
from helpcenter.batches.models import Batch, ProviderRequest, RequestState
from helpcenter.batches.service import ask
from helpcenter.config import Settings
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.providers.policy import ARTICLE_POLICY
from helpcenter.providers.setup import the_policy
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ProviderTrack, Status
from tests.batches.requests import ACTOR, batch_all, content_with, make_ready, make_some, sign_staff_in
from tests.browsing import database, submit, text_of
from tests.fake_provider import FakeProvider, Reply, provider
from tests.fakes import FakeClock

BREVO = """\
name: Brevo
country: FR
order: ask_first
source: a page
checked_on: 2026-11-01
rules:
  hard_bounce: {removal: api, evidence: none}
"""


@pytest.fixture
def staff(app: Flask, client: FlaskClient) -> FlaskClient:
    return sign_staff_in(app, client)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="case" value="(\d+)" checked', page)


def make_on_page(client: FlaskClient) -> str:
    """Make a batch of what the page has ticked; its address."""
    chosen = ticked(client.get("/staff/batches").get_data(as_text=True))
    answer = submit(client, "/staff/batches", {"case": chosen})
    assert answer.status_code == 302
    return str(answer.location)


def test_a_batch_of_twenty_is_closed_in_six_actions(app: Flask, staff: FlaskClient) -> None:
    with database(app) as session:
        make_some(session, 20)
    # 1 open the list, 2 make the batch, 3 download the dossier, 4 say that the provider was asked, 5 "all lifted", 6 read that it is closed
    batch = make_on_page(staff)
    page = staff.get(batch).get_data(as_text=True)
    link = re.search(r'href="([^"]+\.zip)"', page)
    assert link
    answer = staff.get(link[1])
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert {"dossier.fr.pdf", "dossier.en.pdf", "addresses.csv", "dossier.json", "covering-text.fr.txt"} <= set(archive.namelist())
    assert submit(staff, f"{batch}/ask", at=batch).status_code == 302
    assert submit(staff, f"{batch}/answers", {"all": "done"}, at=batch).status_code == 302
    assert "Ce lot est clos" in text_of(staff.get(batch))
    with database(app) as session:
        assert {case.status for case in session.query(UnblockCase)} == {Status.UNBLOCKED}


def test_the_provider_answers_address_by_address(app: Flask, staff: FlaskClient) -> None:
    with database(app) as session:
        make_some(session, 2)
        made = batch_all(session)
        ask(session, current_desk(), made, ARTICLE_POLICY, ACTOR)
        batch, [first, second] = f"/staff/batches/{made.id}", [request.id for request in made.requests]
    assert "choisissez une réponse" in text_of(staff.get(submit(staff, f"{batch}/answers", at=batch).location))
    submit(staff, f"{batch}/answers", {f"answer-{first}": "declined", f"note-{first}": "boîte fermée"}, at=batch)
    assert "boîte fermée" in text_of(staff.get(batch))
    submit(staff, f"{batch}/answers", {"all": "no_answer"}, at=batch)
    answer = submit(staff, f"{batch}/requests/{second}", {"step": "again"}, at=batch)
    assert answer.location == "/staff/batches"
    with database(app) as session:
        assert [session.get_one(ProviderRequest, each).state for each in (first, second)] == [RequestState.DECLINED, RequestState.NO_ANSWER]
        assert session.get_one(ProviderRequest, second).cases[0].provider_track is ProviderTrack.READY


def test_a_table_is_read_and_its_bad_lines_are_named(app: Flask, staff: FlaskClient) -> None:
    with database(app) as session:
        make_some(session, 2)
        made = batch_all(session)
        ask(session, current_desk(), made, ARTICLE_POLICY, ACTOR)
        batch = f"/staff/batches/{made.id}"
    table = b"adresse;statut\nparent0@courrier.example;ok\n<b>x</b>;ok\n"
    page = submit(staff, f"{batch}/table", {"file": FileStorage(io.BytesIO(table), "réponses.csv")}, at=batch)
    assert "1 ligne" in text_of(page)
    assert "<b>x</b>" not in page.get_data(as_text=True)
    page = submit(staff, f"{batch}/table", {"lines": "adresse;humeur"}, at=batch)
    assert page.status_code == 422
    assert "adresse;humeur" in page.get_data(as_text=True)
    assert submit(staff, f"{batch}/table", {"lines": "adresse;statut\nparent1@courrier.example;refusé"}, at=batch).status_code == 302
    assert "Ce lot est clos" in text_of(staff.get(batch))


def test_two_colleagues_do_not_ask_the_provider_twice(app: Flask, staff: FlaskClient) -> None:
    with database(app) as session:
        make_some(session, 1)
    batch = make_on_page(staff)
    submit(staff, f"{batch}/ask", at=batch)
    assert "déjà" in text_of(staff.get(submit(staff, f"{batch}/ask", at=batch).location))


def test_nothing_of_another_batch_is_reached_through_this_one(app: Flask, staff: FlaskClient) -> None:
    with database(app) as session:
        make_some(session, 1)
    first = make_on_page(staff)
    with database(app) as session:
        make_ready(session)
        other = batch_all(session).requests[0].id
    assert submit(staff, f"{first}/requests/{other}", {"step": "out"}, at=first).status_code == 404
    assert staff.get(f"{first}/dossiers/99.zip").status_code == 404
    assert staff.get("/staff/batches/99").status_code == 404


@pytest.fixture
def brevo(settings: Settings, tmp_path_factory: pytest.TempPathFactory, clock: FakeClock) -> Iterator[tuple[Flask, FakeProvider]]:
    """A site whose provider is Brevo, and Brevo."""
    content = content_with(settings, tmp_path_factory.mktemp("brevo"))
    (content / "providers" / "brevo.yaml").write_text(BREVO, encoding="utf-8")
    with provider() as fake:
        chosen = replace(settings, content=content, provider="brevo", removal_api="brevo", removal_api_key="k", removal_api_url=fake.url)
        app = create_app(chosen, clock)
        yield app, fake
        with app.app_context():
            db.engine.dispose()


def test_a_program_lifts_what_it_may_as_soon_as_the_batch_is_asked(brevo: tuple[Flask, FakeProvider]) -> None:
    app, fake = brevo
    client = sign_staff_in(app, app.test_client())
    with database(app) as session:
        make_some(session, 2, the_policy())
    fake.replies = [Reply(204), Reply(500)]
    batch = make_on_page(client)
    submit(client, f"{batch}/ask", at=batch)
    assert len(fake.calls) == 2
    page = client.get(batch)
    assert "HTTP 500" in text_of(page)
    fake.replies = [Reply(404)]
    with database(app) as session:
        unclear = session.query(ProviderRequest).filter_by(state=RequestState.ASKED).one().id
    submit(client, f"{batch}/requests/{unclear}", {"step": "call"}, at=batch)
    assert len(fake.calls) == 3
    with database(app) as session:
        assert session.query(Batch).one().closed_at
