"""Pages of members: the picture, the pace check, and what is typed wrong."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.organisations.models import Organisation
from tests.browsing import database, sign_in, text_of
from tests.delivery.numbers import A_YEAR_EARLIER, LAST_WEEK, TODAY, add_counts
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])
EMAIL = "accueil@tilleuls.example"


@pytest.fixture
def member(client: FlaskClient, app: Flask) -> FlaskClient:
    """A member of an organisation without any counts."""
    with database(app) as session:
        make_member(session, email=EMAIL, organisation=make_organisation(session, slug="tilleuls"))
    sign_in(client, EMAIL)
    return client


def organisation_of(session: Session, slug: str = "tilleuls") -> Organisation:
    return session.query(Organisation).filter_by(slug=slug).one()


def send_daily(app: Flask, size: int) -> None:
    """So many mails on each day of the last three weeks."""
    with database(app) as session:
        for back in range(1, 22):
            add_counts(session, organisation_of(session), TODAY - timedelta(days=back), delivered=size)


def test_the_page_says_what_one_sees_and_shows_the_numbers(app: Flask, member: FlaskClient) -> None:
    with database(app) as session:
        own = organisation_of(session)
        for week in range(4):
            add_counts(session, own, LAST_WEEK - timedelta(weeks=week), delivered=240, permanent=5, blocked=5, complaint=1)
            add_counts(session, own, A_YEAR_EARLIER - timedelta(weeks=week), delivered=200, temporary=50)
        add_counts(session, make_organisation(session), LAST_WEEK, delivered=77_777)
    page = member.get("/organisation/delivery?weeks=13")
    text = text_of(page)
    assert "96 % arrivés Sur 1 000 mails dont l’issue est connue, 960 sont arrivés." in text
    assert "Mieux qu’un an plus tôt : 80 %." in text
    assert "77 7" not in text
    assert page.get_data(as_text=True).count("<svg") >= 3
    table = list(
        csv.reader(io.StringIO(member.get("/organisation/delivery.csv?weeks=13").get_data(as_text=True).lstrip("\ufeff")), delimiter=";")
    )
    assert table[-1][:9] == ["2026-10-26", "2026-11-01", "250", "0", "240", "0", "5", "5", "1"]
    assert len(table) == 14
    # Thirteen weeks ago nothing had been counted a year earlier: empty, not nought.
    assert table[1][-1] == ""


def test_without_counts_the_page_says_that_there_is_nothing_to_set(member: FlaskClient) -> None:
    assert "Vous n’avez rien à régler" in text_of(member.get("/organisation/delivery"))
    assert "Pas encore de chiffres" in text_of(member.get("/organisation/"))
    assert member.get("/organisation/delivery?weeks=7").status_code == 404


def test_pages_are_for_members_only(client: FlaskClient) -> None:
    for path in ("delivery", "delivery.csv", "pace", "pace.ics"):
        assert client.get(f"/organisation/{path}").status_code == 302


def test_a_spike_is_named_and_spread(app: Flask, member: FlaskClient) -> None:
    send_daily(app, 100)
    text = text_of(member.get("/organisation/pace?recipients=400&day=2026-12-04"))
    assert "Ce serait un pic 400 mails en un jour, c’est 4 fois votre grand envoi habituel (100)." in text
    assert "Étalé sur 4 jours" in text
    # 4 December is a Friday.
    assert "1 vendredi 4 décembre 2026 100" in text
    assert "4 mercredi 9 décembre 2026 100" in text


def test_the_schedule_goes_into_a_calendar_without_a_word_of_a_person(app: Flask, member: FlaskClient) -> None:
    send_daily(app, 100)
    answer = member.get("/organisation/pace.ics?recipients=400&day=2026-12-04&until=2026-12-20")
    assert answer.mimetype == "text/calendar"
    text = answer.get_data(as_text=True)
    assert text.count("BEGIN:VEVENT") == 4
    assert "recipients=400" in text.replace("\r\n ", "")
    assert EMAIL not in text
    assert member.get("/organisation/pace.ics?recipients=0&day=2026-12-04").status_code == 404


def test_a_usual_mailing_gets_no_schedule(app: Flask, member: FlaskClient) -> None:
    send_daily(app, 100)
    text = text_of(member.get("/organisation/pace?recipients=90&day=2026-12-04"))
    assert "Ce n’est pas un pic" in text
    assert "Calendrier proposé" not in text


def test_a_last_day_that_is_too_near_is_said_with_the_day_to_begin(app: Flask, member: FlaskClient) -> None:
    send_daily(app, 100)
    text = text_of(member.get("/organisation/pace?recipients=400&day=2026-12-04&until=2026-12-07"))
    assert "Cela dépasse le lundi 7 décembre 2026. Pour finir à temps, commencez le mercredi 2 décembre 2026." in text
    text = text_of(member.get("/organisation/pace?recipients=400&day=2026-11-03&until=2026-11-04"))
    assert "Il reste trop peu de jours ouvrés." in text


def test_without_known_mails_the_check_says_that_it_cannot_compare(member: FlaskClient) -> None:
    text = text_of(member.get("/organisation/pace?recipients=400&day=2026-12-04"))
    assert "Nous ne pouvons pas comparer" in text
    assert "Quatre groupes égaux" in text


@pytest.mark.parametrize("typed", ["1 200", "1\u00a0200", "1\u202f200"])
def test_numbers_may_be_typed_as_people_write_them(member: FlaskClient, typed: str) -> None:
    assert member.get("/organisation/pace", query_string={"recipients": typed, "day": "04/12/2026"}).status_code == 200


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"recipients": "beaucoup", "day": "2026-12-04"}, "Tapez un nombre entier"),
        ({"recipients": "²", "day": "2026-12-04"}, "Tapez un nombre entier"),
        ({"recipients": "9" * 12, "day": "2026-12-04"}, "Tapez un nombre entier"),
        ({"recipients": "-4", "day": "2026-12-04"}, "Tapez un nombre entier"),
        ({"recipients": "", "day": "2026-12-04"}, "Tapez le nombre de destinataires"),
        ({"recipients": "400", "day": ""}, "Choisissez le jour"),
        ({"recipients": "400", "day": "2026-11-01"}, "Ce jour est passé."),
        ({"recipients": "400", "day": "2028-11-01"}, "Choisissez un jour dans l’année"),
        ({"recipients": "400", "day": "2026-12-04", "until": "2026-12-03"}, "Ce jour est avant le premier."),
    ],
)
def test_what_is_typed_wrong_is_said_beside_its_field_and_stays(member: FlaskClient, query: dict[str, str], error: str) -> None:
    page = member.get("/organisation/pace", query_string=query)
    assert page.status_code == 422
    assert error in text_of(page)
    assert f'value="{query["recipients"]}"' in page.get_data(as_text=True)
