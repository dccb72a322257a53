"""Reminders: one mail an owner, at most once a week an article."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from helpcenter.articles.reviews import Due
from helpcenter.config import Settings
from helpcenter.writing.commands import remind_owners
from helpcenter.writing.reminders import ReminderBook, address_of, plan_reminders
from helpcenter.writing.reviews import DueArticle
from helpcenter.writing.tasks import remind_in
from tests.browsing import database, outbox, words_of
from tests.factories import make_staff
from tests.fakes import FakeClock
from tests.writing.desk import Writer

TODAY = date(2026, 11, 2)
VENDOR = "contact@ani.example"


def make_due(slug: str, owner: str = "") -> DueArticle:
    return DueArticle(slug, f"Titre {slug}", "fr", Due.OVERDUE, date(2026, 11, 1), owner, ("fr",))


@pytest.mark.parametrize(
    ("owner", "to"),
    [
        ("", VENDOR),
        ("assistance", VENDOR),
        ("A@mairie.example", "a@mairie.example"),
        ("a@b@c", VENDOR),
        ("a@mairie.example\nBcc: x@y.example", VENDOR),
    ],
)
def test_a_role_word_means_the_vendor_and_an_address_means_itself(owner: str, to: str) -> None:
    assert address_of(owner, VENDOR) == to


def test_each_owner_gets_one_mail_with_all_that_is_due(tmp_path: Path) -> None:
    due = [make_due("a", "x@y.example"), make_due("b"), make_due("c", "x@y.example")]
    planned = plan_reminders(due, ReminderBook(tmp_path / "book.json"), TODAY, VENDOR, lambda to: "fr")
    assert [(each.to, [article.slug for article in each.articles]) for each in planned] == [(VENDOR, ["b"]), ("x@y.example", ["a", "c"])]


def test_an_article_is_named_at_most_once_a_week(tmp_path: Path) -> None:
    book = ReminderBook(tmp_path / "instance" / "book.json")
    book.tell(["a"], TODAY)
    days = [date(2026, 11, day) for day in (2, 8, 9)]
    planned = [plan_reminders([make_due("a")], book, day, VENDOR, lambda to: "fr") for day in days]
    assert [len(each) for each in planned] == [0, 0, 1]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 3}', '{"a": "soon"}', '{"a": "2999-01-01"}'])
def test_a_damaged_book_silences_nobody(tmp_path: Path, text: str) -> None:
    file = tmp_path / "book.json"
    file.write_text(text)
    book = ReminderBook(file)
    assert book.is_told("a", TODAY) is False
    book.tell(["b"], TODAY)
    assert json.loads(file.read_text()) == {"b": "2026-11-02"}


def test_the_daily_job_writes_to_owners_in_their_language_and_names_what_is_due(
    app: Flask, settings: Settings, writer: Writer, clock: FakeClock
) -> None:
    with database(app) as session:
        make_staff(session, email="owner@ani.example").locale = "en"
    writer.lay("late", review_on="2026-11-01", owner="owner@ani.example", title="Avec {{ vendor }}")
    writer.lay("soon", review_on="2026-11-20", owner="assistance")
    remind_in(app)
    mails = {mail["To"]: words_of(mail) for mail in outbox(settings)}
    assert mails.keys() == {"owner@ani.example", VENDOR}
    assert "“Avec ANI” (1 November 2026)" in mails["owner@ani.example"]
    assert "« Titre soon » (20 novembre 2026)" in mails[VENDOR].replace("\u00a0", " ").replace("\u202f", " ")
    assert f"{settings.public_url}/staff/texts/reviews" in mails[VENDOR]
    clock.advance(days=6)
    remind_in(app)
    assert len(outbox(settings)) == 2
    clock.advance(days=1)
    remind_in(app)
    assert len(outbox(settings)) == 4


def test_many_articles_are_counted_instead_of_named(app: Flask, settings: Settings, writer: Writer) -> None:
    for number in range(12):
        writer.lay(f"late-{number}", review_on="2026-11-01", title=f"Numéro {number}")
    remind_in(app)
    assert "et 2 autres" in words_of(outbox(settings)[0])


def test_the_command_says_whom_it_would_remind_and_writes_to_nobody(app: Flask, settings: Settings, writer: Writer) -> None:
    writer.lay("late", review_on="2026-11-01")
    with app.app_context():
        result = CliRunner().invoke(remind_owners, ["--dry-run", "--json"])
    assert json.loads(result.output) == {"sent": False, "mails": [{"to": VENDOR, "locale": "fr", "articles": ["late"]}]}
    assert outbox(settings) == []
    with app.app_context():
        sent = CliRunner().invoke(remind_owners, [])
        again = CliRunner().invoke(remind_owners, [])
    assert (sent.output.splitlines()[0], again.output.splitlines()[0]) == (f"{VENDOR}: late", "Nobody is to be reminded.")
    assert len(outbox(settings)) == 1


def test_one_article_more_is_counted_in_the_singular(app: Flask, settings: Settings, writer: Writer) -> None:
    for number in range(11):
        writer.lay(f"late-{number}", review_on="2026-11-01", title=f"Numéro {number}")
    remind_in(app)
    assert "et 1 autre" in words_of(outbox(settings)[0])
    assert "et 1 autres" not in words_of(outbox(settings)[0])
