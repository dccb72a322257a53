"""Sheets made ahead of the first click: the newest wish first, each once, and after it a download is a hit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, update
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


class RefusingPress(Press):
    """Finds one sheet too large for paper."""

    def document(self, session: Session, organisation: Organisation, tutorial_id: str, locale: str) -> PdfDocument | None:
        if tutorial_id == "gmail-web-filter":
            raise PdfFailed("the document is larger than a sheet can be")
        return super().document(session, organisation, tutorial_id, locale)


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


# SQLite lets one writer at a time begin at all.
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_two_changes_at_the_same_moment_are_two_wishes_and_neither_fails(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    session.commit()

    def while_the_other_one_saves() -> datetime:
        with db.sessionmaker() as other:
            wish(other, clock, [organisation.id])
            other.commit()
        return clock()

    wish(session, while_the_other_one_saves, [organisation.id])
    session.commit()
    assert session.get_one(RenderWish, organisation.id).number == 2


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_wish_that_comes_while_the_one_before_is_crossed_off_stays(session: Session, press: Press, clock: FakeClock) -> None:
    organisation = make_organisation(session, locales=("fr",))
    wish(session, clock, [organisation.id])
    session.commit()
    late: list[str] = []

    def wish_again(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("DELETE FROM render_wishes") and not late:
            late.append(statement)
            with db.sessionmaker() as other:
                wish(other, clock, [organisation.id])
                other.commit()

    event.listen(db.engine, "before_cursor_execute", wish_again)
    made = fulfil_wishes(session, press)
    assert late
    # The later wish was worked on too, and only then forgotten.
    assert made == 2 * len(list(press.chosen(session, organisation)))
    assert session.query(RenderWish).count() == 0


def test_a_document_that_is_refused_before_it_is_printed_keeps_no_other_from_being_made(
    session: Session, press: Press, clock: FakeClock
) -> None:
    organisation = make_organisation(session, locales=("fr",))
    wish(session, clock, [organisation.id])
    refusing = RefusingPress(press.tutorials, press.settings, press.render, press.clock)
    assert fulfil_wishes(session, refusing) == len(list(press.chosen(session, organisation))) - 1


def test_a_change_is_a_wish_that_is_undone_with_it(app: Flask, session: Session) -> None:
    organisation = make_organisation(session)
    found: Services = app.extensions["helpcenter"]

    note_change(session, found, organisation.id)
    note_change(session, found)

    assert [(each.organisation_id, each.number) for each in session.query(RenderWish)] == [(organisation.id, 2)]
    session.rollback()
    assert session.query(RenderWish).count() == 0


@pytest.mark.parametrize("changed", ["content/tutorials/x/fr.md", "program/helpcenter/static/css/sheet.css"])
def test_a_changed_text_or_stylesheet_changes_the_stamp(tmp_path: Path, changed: str) -> None:
    content, program, file = tmp_path / "content", tmp_path / "program", tmp_path / changed
    file.parent.mkdir(parents=True)
    before = content_stamp(content, program)
    file.write_text("neu")

    assert content_stamp(content, program) != before
    assert content_stamp(content, program) == content_stamp(content, program)
