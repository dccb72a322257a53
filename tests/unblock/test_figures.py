"""Figures: what is counted, for whom, and the table."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.consent.models import Carrier
from helpcenter.consent.queries import invitations_of_case
from helpcenter.consent.setup import current_desk
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.figures import Bar, in_ranges, quantile, read_figures
from helpcenter.unblock.figures_table import write_figures
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.plots import draw_bars
from helpcenter.unblock.service import invite_person
from helpcenter.web.context import services
from tests.browsing import database, sign_in, text_of
from tests.consent.persons import answer_page, make_case, make_invitation
from tests.factories import make_member, make_organisation, make_staff


@pytest.mark.parametrize(
    ("values", "median", "p90"),
    [([], None, None), ([3.0], 3.0, 3.0), ([1.0, 2.0], 1.0, 2.0), ([float(each) for each in range(1, 11)], 5.0, 9.0)],
)
def test_quantiles_are_values_that_were_measured(values: list[float], median: float | None, p90: float | None) -> None:
    assert (quantile(values, 0.5), quantile(values, 0.9)) == (median, p90)


def test_ranges_hold_their_upper_end_and_the_rest_comes_last() -> None:
    assert [bar.value for bar in in_ranges([0, 7, 7.01, 14, 400], (7, 14))] == [2, 2, 1]
    plot = draw_bars([Bar("a", 0), Bar("b", 4), Bar("c", 2)], {"a": "A", "b": "B", "c": "C"})
    assert [bar.width for bar in plot.bars][1] == 2 * [bar.width for bar in plot.bars][2]
    assert draw_bars([Bar("a", 0)], {"a": "A"}).is_empty


def lifted_case(session: Session, days: int, number: int, **values: object) -> UnblockCase:
    case = make_case(session, address=f"famille{number}@courrier.example", **values)  # type: ignore[arg-type]
    case.done_at = case.created_at + timedelta(days=days)
    case.kind = BlockKind.SPAM
    return case


def test_an_organisation_counts_its_own_cases_only(session: Session) -> None:
    own, other = make_organisation(session), make_organisation(session)
    for number, days in enumerate((1, 3, 30)):
        lifted_case(session, days, number, organisation=own)
    foreign = lifted_case(session, 100, 9, organisation=other)
    invite_person(session, current_desk(), foreign, Carrier.SMS, "member:1")
    session.flush()
    now = services().clock()
    found = read_figures(session, now, own.id)
    assert (found.opened, found.unblocking.median, found.unblocking.p90) == (3, 3.0, 30.0)
    assert [row.made for row in found.carriers] == [0] * len(Carrier)
    assert {bar.key: bar.value for bar in found.kinds}["spam"] == 3
    assert [bar.value for bar in found.ages] == [3, 0, 0, 0, 0]
    everything = read_figures(session, now)
    assert (everything.opened, {row.carrier: row.made for row in everything.carriers}[Carrier.SMS]) == (4, 1)
    # Last year's cases are history, but an open one is open however old it is.
    later = read_figures(session, now + timedelta(days=400), own.id)
    assert (later.opened, later.ages[-1].value) == (0, 3)


def test_answers_are_counted_by_the_carrier_that_brought_them(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        case = make_case(session)
        invite_person(session, current_desk(), case, Carrier.LETTER, "member:1")
        invited = make_invitation(session, case=case, carrier=Carrier.SMS)
    answer_page(client, invited)
    with app.app_context():
        from helpcenter.db import db

        assert len(invitations_of_case(db.session, invited.case_id)) == 2
        rows = {row.carrier: (row.made, row.answered, row.agreed) for row in read_figures(db.session, services().clock()).carriers}
    assert (rows[Carrier.LETTER], rows[Carrier.SMS]) == ((1, 0, 0), (1, 1, 1))


def test_pages_and_tables_are_for_those_whom_they_are_about(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
        member = make_member(session, email="accueil@tilleuls.example")
        lifted_case(session, 4, 1, organisation=member.organisation)
        other = lifted_case(session, 9, 2).organisation_id
    assert client.get("/organisation/cases/figures.csv").status_code == 302
    sign_in(client, "accueil@tilleuls.example")
    assert "1 demande ouverte depuis" in text_of(client.get("/organisation/cases/figures"))
    assert client.get("/staff/cases/figures.csv").status_code == 403
    table = client.get("/organisation/cases/figures.csv?organisation=1")
    assert table.headers["Content-Disposition"].startswith("attachment")
    assert ["days_to_unblock", "median", "4.0"] in list(csv.reader(io.StringIO(table.get_data(as_text=True))))
    staff = app.test_client()
    sign_in(staff, "equipe@ani.example")
    assert "2 demandes ouvertes depuis" in text_of(staff.get("/staff/cases/figures"))
    assert "1 demande ouverte depuis" in text_of(staff.get(f"/staff/cases/figures?organisation={other}"))
    assert staff.get("/staff/cases/figures?organisation=x").status_code == 404


def test_the_table_holds_numbers_and_words_of_ours_only(session: Session) -> None:
    make_case(session, label="=cmd()", address="formel@courrier.example")
    text = write_figures(read_figures(session, services().clock()))
    assert text.startswith("\ufeff")
    assert "cmd" not in text
    assert "courrier" not in text
