"""All sheets anew: progress, a cut in the middle, cancelling, failures and trying them again; the staff's page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.pdf import PdfDocument, PdfFailed
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.render_models import RenderRun, RunState
from helpcenter.tutorials.rendering import Press, try_lock
from helpcenter.tutorials.rerendering import cancel_run, find_progress, go_on, list_failures, retry_failures, start_run
from tests.browsing import database, sign_in, submit, text_of
from tests.factories import make_member, make_organisation, make_staff
from tests.fakes import FakeClock
from tests.tutorials.test_rendering import RefusingPress

PAGE = "/staff/sheets"


class Printer:
    """Prints all but what it is told to refuse, and remembers."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.refused = ""

    def render(self, document: PdfDocument) -> bytes:
        if self.refused and self.refused in document.title:
            raise PdfFailed("a poisonous drawing")
        self.titles.append(document.title)
        return b"%PDF"


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def press(app: Flask, session: Session, settings: Settings, clock: FakeClock, printer: Printer) -> Press:
    make_organisation(session, name="Les Tilleuls", locales=("fr",))
    make_organisation(session, name="La Mairie", locales=("fr", "en"))
    session.commit()
    return Press(the_tutorials(), settings, printer.render, clock, workers=2)


def test_a_run_makes_every_sheet_of_every_organisation(session: Session, press: Press, printer: Printer, clock: FakeClock) -> None:
    start_run(session, press)
    assert go_on(session, press, seconds=600) is False

    progress = find_progress(session, clock)
    assert progress is not None
    assert (progress.run.state, progress.waiting, progress.failed) == (RunState.DONE, 0, 0)
    assert progress.done == progress.total == len(printer.titles) > 60
    assert progress.percent == 100


def test_after_a_cut_a_run_goes_on_where_it_was(session: Session, press: Press, printer: Printer, clock: FakeClock) -> None:
    start_run(session, press)
    assert go_on(session, press, seconds=0) is True
    first = find_progress(session, clock)
    assert first is not None
    assert 0 < first.done < first.total
    assert first.minutes is not None

    start_run(session, press)
    go_on(session, press, seconds=600)

    assert session.query(RenderRun).count() == 1
    assert len(printer.titles) == first.total


def test_two_processes_never_work_on_one_run(session: Session, press: Press, printer: Printer) -> None:
    start_run(session, press)
    session.commit()

    with try_lock(press.settings.instance / "pdf" / "run.lock"):
        assert go_on(session, press, seconds=600) is False

    assert printer.titles == []


def test_a_cancelled_run_stays_as_it_is(session: Session, press: Press, printer: Printer, clock: FakeClock) -> None:
    start_run(session, press)
    go_on(session, press, seconds=0)
    made = len(printer.titles)
    cancel_run(session, clock)

    assert go_on(session, press, seconds=600) is False
    assert len(printer.titles) == made


def test_failures_are_told_with_their_cause_and_tried_again(session: Session, press: Press, printer: Printer, clock: FakeClock) -> None:
    printer.refused = "Tilleuls"
    run = start_run(session, press)
    go_on(session, press, seconds=600)
    failures = list_failures(session, run.id)
    assert {(each.organisation.name, each.problem) for each in failures} == {("Les Tilleuls", "a poisonous drawing")}

    printer.refused = ""
    assert retry_failures(session, clock) == len(failures)
    go_on(session, press, seconds=600)

    progress = find_progress(session, clock)
    assert progress is not None
    assert (progress.failed, progress.waiting) == (0, 0)


def test_a_sheet_that_is_refused_before_it_is_printed_is_a_failure_like_others(session: Session, press: Press, clock: FakeClock) -> None:
    refusing = RefusingPress(press.tutorials, press.settings, press.render, press.clock)
    start_run(session, refusing)
    assert go_on(session, refusing, seconds=600) is False
    progress = find_progress(session, clock)
    assert progress is not None
    assert progress.run.state is RunState.DONE
    assert {item.problem for item in list_failures(session, progress.run.id)} == {"PdfFailed: the document is larger than a sheet can be"}


def test_only_staff_make_sheets_anew(app: Flask, client: FlaskClient) -> None:
    assert "sign-in" in client.get(PAGE).location
    with database(app) as session:
        make_member(session, email="direction@tilleuls.example")
    sign_in(client, "direction@tilleuls.example")
    assert client.get(PAGE).status_code == 403


def test_the_page_shows_how_far_it_is_and_asks_again_by_itself(
    app: Flask, client: FlaskClient, settings: Settings, clock: FakeClock
) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
        make_organisation(session, locales=("fr",))
        session.commit()
        start_run(session, Press(the_tutorials(), settings, Printer().render, clock))
        session.commit()
    sign_in(client, "equipe@ani.example")

    page = client.get(PAGE)
    assert "En cours" in text_of(page)
    assert page.headers["Refresh"] == "3"

    submit(client, f"{PAGE}/cancel", at=PAGE)
    page = client.get(PAGE)
    assert "Arrêté" in text_of(page)
    assert "Refresh" not in page.headers
