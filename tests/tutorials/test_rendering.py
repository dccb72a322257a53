"""Sheets made ahead of the first click: the newest wish first, each once, and after it a download is a hit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.organisations.models import Organisation
from helpcenter.pdf import PdfDocument, PdfFailed
from helpcenter.pdf.cache import PdfCache
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.render_models import RenderWish
from helpcenter.tutorials.rendering import Press, fulfil_wishes, try_lock, wish
from helpcenter.tutorials.tasks import content_stamp, note_change
from helpcenter.web.context import Services
from tests.factories import make_organisation
from tests.fakes import FakeClock


@dataclass
class CountingPrinter:
    """Keeps PDFs like the real service, and counts what it had to make."""

    cache: PdfCache
    made: list[str] = field(default_factory=list)
    after: Callable[[int], None] = lambda number: None

    def render(self, document: PdfDocument) -> bytes:
        key = document.key()
        with self.cache.single_flight(key):
            if self.cache.find(key) is None:
                self.made.append(document.title)
                self.cache.put(key, b"%PDF")
        self.after(len(self.made))
        return b"%PDF"


@pytest.fixture
def printer(settings: Settings) -> CountingPrinter:
    return CountingPrinter(PdfCache(settings.instance / "pdf" / "finished"))


@pytest.fixture
def press(app: Flask, session: Session, settings: Settings, clock: FakeClock, printer: CountingPrinter) -> Press:
    return Press(the_tutorials(), settings, printer.render, clock)


def test_after_the_queue_has_run_every_sheet_is_kept_and_none_is_made_twice(
    session: Session, press: Press, printer: CountingPrinter, clock: FakeClock
) -> None:
    organisation = make_organisation(session, locales=("fr",))
    wish(session, clock, [organisation.id])

    number = fulfil_wishes(session, press)

    sheets = list(press.chosen(session, organisation))
    documents = [press.document(session, organisation, *sheet) for sheet in sheets]
    assert number == len(sheets) == len(printer.made)
    assert all(document and printer.cache.find(document.key()) for document in documents)
    assert session.query(RenderWish).count() == 0
    wish(session, clock, [organisation.id])
    fulfil_wishes(session, press)
    assert len(printer.made) == number


def test_a_newer_branding_takes_the_place_of_the_one_being_made(
    session: Session, press: Press, printer: CountingPrinter, clock: FakeClock
) -> None:
    organisation = make_organisation(session, name="Avant", locales=("fr",))
    wish(session, clock, [organisation.id])

    def rename(number: int) -> None:
        if number == 3:
            organisation.name = "Après"
            wish(session, clock, [organisation.id])
            session.commit()

    printer.after = rename
    fulfil_wishes(session, press)

    assert sum(title.endswith("Avant") for title in printer.made) == 3
    assert sum(title.endswith("Après") for title in printer.made) == len(list(press.chosen(session, organisation)))


def test_the_newest_wish_comes_first(session: Session, press: Press, printer: CountingPrinter, clock: FakeClock) -> None:
    old, new = make_organisation(session, name="Ancienne", locales=("fr",)), make_organisation(session, name="Nouvelle", locales=("fr",))
    wish(session, clock, [old.id])
    clock.advance(seconds=5)
    wish(session, clock, [new.id])

    fulfil_wishes(session, press)

    assert printer.made[0].endswith("Nouvelle")
    assert printer.made[-1].endswith("Ancienne")


def test_an_organisation_that_another_process_works_on_is_left_to_it(
    session: Session, press: Press, printer: CountingPrinter, clock: FakeClock
) -> None:
    organisation = make_organisation(session, locales=("fr",))
    wish(session, clock, [organisation.id])
    session.commit()

    with try_lock(press.settings.instance / "pdf" / f"ahead-{organisation.id}.lock"):
        assert fulfil_wishes(session, press) == 0

    assert printer.made == []
    assert session.query(RenderWish).count() == 1


def test_a_sheet_that_cannot_be_made_keeps_no_other_from_being_made(session: Session, press: Press, clock: FakeClock) -> None:
    organisation = make_organisation(session, locales=("fr",))
    wish(session, clock, [organisation.id])

    def fail(_document: PdfDocument) -> bytes:
        raise PdfFailed("poison")

    failing = Press(press.tutorials, press.settings, fail, clock)
    assert fulfil_wishes(session, failing) == len(list(press.chosen(session, organisation)))
    assert session.query(RenderWish).count() == 0


@dataclass(frozen=True)
class BusyPress(Press):
    """Another process writes whenever a sheet is prepared here."""

    def document(self, session: Session, organisation: Organisation, tutorial_id: str, locale: str) -> PdfDocument | None:
        with db.engine.connect() as other:
            other.rollback()
            if db.engine.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout=0")
            other.execute(update(Organisation).values(contact_line=tutorial_id))
            other.commit()
        return super().document(session, organisation, tutorial_id, locale)


def test_others_may_write_while_sheets_are_prepared(app: Flask, session: Session, settings: Settings, clock: FakeClock) -> None:
    organisation = make_organisation(session, locales=("fr",))
    wish(session, clock, [organisation.id])
    press = BusyPress(the_tutorials(), settings, lambda _document: b"%PDF", clock)

    assert fulfil_wishes(session, press) == len(list(press.chosen(session, organisation)))


def test_a_change_is_a_wish_that_is_undone_with_it(app: Flask, session: Session) -> None:
    organisation = make_organisation(session)
    found: Services = app.extensions["helpcenter"]

    note_change(session, found, organisation.id)
    note_change(session, found)

    assert [(each.organisation_id, each.number) for each in session.query(RenderWish)] == [(organisation.id, 2)]
    session.rollback()
    assert session.query(RenderWish).count() == 0


def test_a_changed_text_changes_the_stamp(tmp_path: Path) -> None:
    (tmp_path / "tutorials" / "x").mkdir(parents=True)
    before = content_stamp(tmp_path)
    (tmp_path / "tutorials" / "x" / "fr.md").write_text("neu")

    assert content_stamp(tmp_path) != before
    assert content_stamp(tmp_path) == content_stamp(tmp_path)
