"""Pages of staff: all organisations, the worst first, and one alone."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.delivery.ranking import rank
from helpcenter.events.registry import PROVIDERS
from tests.browsing import database, sign_in, text_of
from tests.delivery.numbers import A_YEAR_EARLIER, LAST_WEEK, TODAY, add_counts
from tests.factories import make_organisation, make_staff


def test_the_worst_stand_first_and_few_mails_prove_little(session: Session) -> None:
    few, bad, good = (make_organisation(session, slug=slug, name=slug) for slug in ("few", "bad", "good"))
    add_counts(session, few, LAST_WEEK, delivered=1, permanent=1)
    add_counts(session, bad, LAST_WEEK, delivered=800, blocked=200)
    add_counts(session, bad, A_YEAR_EARLIER, delivered=990, blocked=10)
    add_counts(session, good, LAST_WEEK, delivered=999, temporary=1)
    add_counts(session, None, LAST_WEEK, delivered=10)
    # Not of these four weeks: last year's weeks aside, nothing else counts.
    add_counts(session, good, LAST_WEEK - timedelta(weeks=4), blocked=5_000)
    rows = rank(session, TODAY)
    assert [row.organisation.slug if row.organisation else None for row in rows] == ["bad", "few", "good", None]
    assert [(row.is_worrying, row.period.trend.value) for row in rows[:2]] == [(True, "worse"), (True, "unknown")]
    assert [row.is_worrying for row in rows[2:]] == [False, False]


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_staff_see_all_together_or_one(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
        first = make_organisation(session, slug="tilleuls", name="=Tilleuls")
        add_counts(session, first, LAST_WEEK, delivered=90, permanent=10)
        add_counts(session, make_organisation(session, slug="mairie", name="Mairie"), LAST_WEEK, delivered=100)
        add_counts(session, None, LAST_WEEK, delivered=100)
    sign_in(client, "equipe@ani.example")
    assert "Sur 300 mails" in text_of(client.get("/staff/delivery"))
    assert "96,7 % Mails arrivés en quatre semaines 1 organisation à regarder." in text_of(client.get("/staff/"))
    alone = text_of(client.get("/staff/delivery?organisation=tilleuls&weeks=52"))
    assert "Sur 100 mails" in alone
    assert "Mairie" not in alone
    for wrong in ("organisation=nobody", "weeks=x"):
        assert client.get(f"/staff/delivery?{wrong}").status_code == 404
    assert client.get("/staff/delivery?page=-3").status_code == 200
    table = client.get("/staff/delivery/organisations.csv").get_data(as_text=True).splitlines()
    # A name that a spreadsheet would calculate is inert; mails of nobody are named so.
    assert table[1].startswith("'=Tilleuls;2026-10-05;2026-11-01;100;0;90;0;10;0;0;0")
    assert any(line.startswith("Organisation inconnue;") for line in table)
    assert len(client.get("/staff/delivery.csv?organisation=mairie").get_data(as_text=True).splitlines()) == 27


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_before_the_first_event_staff_read_how_to_connect_a_provider(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
        make_organisation(session, slug="tilleuls")
    sign_in(client, "equipe@ani.example")
    words = text_of(client.get("/staff/delivery"))
    assert all(f"{provider.name}: http://localhost/events/{provider.id}" in words for provider in PROVIDERS.values())
    assert "par son nom court" in text_of(client.get("/staff/delivery?organisation=tilleuls"))
