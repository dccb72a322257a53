"""The page of figures, and what staff do about words that were searched in vain."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.articles.setup import the_catalogue
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.feedback.desk import find_current
from helpcenter.feedback.models import SearchedWords
from helpcenter.feedback.setup import note_search
from helpcenter.feedback.versions import note_text
from helpcenter.i18n.formats import house_day
from helpcenter.search.events import SearchAnswered
from tests.browsing import database, sign_in, submit, text_of
from tests.factories import make_staff
from tests.fakes import FakeClock
from tests.feedback.readers import ARTICLE, SLUG, copy_content, make_text, make_votes

FIGURES = "/staff/figures"
WORDS = "adresse grisée"
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture
def own_app(settings: Settings, clock: FakeClock, tmp_path: Path) -> Iterator[Flask]:
    """The site with texts of its own, which the test may change."""
    app = create_app(copy_content(settings, tmp_path / "content"), clock)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def staff(own_app: Flask) -> FlaskClient:
    """A browser of one of the vendor's people."""
    with database(own_app) as session:
        make_staff(session, email="equipe@ani.example")
    client = own_app.test_client()
    sign_in(client, "equipe@ani.example")
    return client


@pytest.fixture
def missing(own_app: Flask, clock: FakeClock) -> None:
    """Words that found nothing on three days."""
    with database(own_app) as session:
        for back in range(1, 4):
            session.add(SearchedWords(day=house_day(clock()) - timedelta(days=back), locale="fr", words=WORDS, vain=2))


def do(staff: FlaskClient, decision: str, **fields: str) -> str:
    answer = submit(staff, f"{FIGURES}/words", {"locale": "fr", "words": WORDS, "decision": decision, **fields}, at=FIGURES)
    return text_of(staff.get(answer.location) if answer.status_code == 302 else answer)


def words_file(app: Flask) -> dict[str, object]:
    content: Path = app.extensions["helpcenter"].settings.content
    file = content / "search" / "fr.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}


def test_an_empty_house_has_a_page_too(staff: FlaskClient) -> None:
    words = text_of(staff.get(FIGURES))
    assert "Aucun vote pour le moment." in words
    assert "Rien n’a été cherché en vain" in words


def test_opening_the_page_takes_in_what_web_processes_have_counted(own_app: Flask, staff: FlaskClient) -> None:
    for _ in range(3):
        own_app.test_client().get(ARTICLE, headers=FIREFOX)
    desk = own_app.extensions["feedback"]
    with own_app.test_request_context(headers=FIREFOX):
        note_search(desk, SearchAnswered("rien du tout", "fr", 0))
        note_search(desk, SearchAnswered("spam", "fr", 4))
    with own_app.test_request_context(headers={"User-Agent": "Googlebot/2.1"}):
        note_search(desk, SearchAnswered("spam", "fr", 4))
    desk.tally.flush()
    # The first look asks the queue process, the second shows what it did.
    staff.get(FIGURES)
    words = text_of(staff.get(FIGURES))
    assert "2 novembre 2026 3 0" in words
    assert "2 novembre 2026 1 0" in words
    assert "Français 2" in words


def test_before_and_after_stand_side_by_side(own_app: Flask, staff: FlaskClient, clock: FakeClock) -> None:
    with database(own_app) as session:
        current = find_current(SLUG, "fr")
        assert current
        make_votes(session, make_text(session), yes=15, no=22)
        clock.advance(days=1)
        make_votes(session, note_text(session, SLUG, "fr", current.digest, clock()), yes=14, no=4)
    words = text_of(staff.get(FIGURES))
    assert "41 % (n=37) entre 26 et 57 % 78 % (n=18) entre 55 et 91 %" in words.replace("\xa0", " ")


@pytest.mark.usefixtures("missing")
def test_a_synonym_goes_into_the_list_of_words_and_the_words_leave_the_page(own_app: Flask, staff: FlaskClient) -> None:
    assert "Rien trouvé : 6 fois" in text_of(staff.get(FIGURES))
    before = words_file(own_app).get("synonyms") or []
    assert isinstance(before, list)
    assert "les deux mots mènent désormais" in do(staff, "synonym", same_as="  Adresse  bloquée ")
    assert words_file(own_app)["synonyms"] == [*before, ["adresse bloquée", WORDS]]
    assert WORDS not in text_of(staff.get(FIGURES))


@pytest.mark.usefixtures("missing")
def test_an_article_becomes_the_best_answer(own_app: Flask, staff: FlaskClient) -> None:
    with own_app.app_context():
        current = find_current(SLUG, "fr")
        assert current
    assert f'<option value="{current.title}">' in staff.get(FIGURES).text.replace("&#39;", "'")
    assert "vient en premier" in do(staff, "answer", article=f" {current.title.upper()} ")
    answers = words_file(own_app)["answers"]
    assert isinstance(answers, dict)
    assert answers[WORDS] == [SLUG]


@pytest.mark.usefixtures("missing")
def test_a_draft_is_begun_that_readers_do_not_see(own_app: Flask, staff: FlaskClient) -> None:
    assert "adresse-grisee" in do(staff, "draft")
    with own_app.app_context():
        the_catalogue().look()
        row = the_catalogue().find("adresse-grisee", "fr")
        assert row
        assert (row.status.value, row.title, row.keywords) == ("draft", "Adresse grisée", (WORDS,))
        assert the_catalogue().find("adresse-grisee", "en")
        assert find_current("adresse-grisee", "fr") is None


@pytest.mark.usefixtures("missing")
def test_words_can_be_set_aside(staff: FlaskClient) -> None:
    assert "Mis de côté" in do(staff, "dismissed")
    assert WORDS not in text_of(staff.get(FIGURES))


@pytest.mark.usefixtures("missing")
@pytest.mark.parametrize(
    ("decision", "fields", "said"),
    [
        ("synonym", {"same_as": ""}, "Saisissez l’autre mot"),
        ("synonym", {"same_as": WORDS.upper()}, "Saisissez l’autre mot"),
        ("synonym", {"same_as": "x" * 81}, "81"),
        ("answer", {"article": ""}, "Aucun article ne porte ce titre"),
        ("answer", {"article": "../../etc"}, "Aucun article ne porte ce titre"),
    ],
)
def test_a_mistake_is_said_beside_the_words_and_writes_nothing(
    own_app: Flask, staff: FlaskClient, decision: str, fields: dict[str, str], said: str
) -> None:
    before = words_file(own_app)
    page = do(staff, decision, **fields)
    assert said in page or said == "81"
    assert WORDS in page
    assert words_file(own_app) == before


@pytest.mark.usefixtures("missing")
def test_a_list_of_words_written_by_hand_is_left_alone_when_it_cannot_be_extended(own_app: Flask, staff: FlaskClient) -> None:
    file = own_app.extensions["helpcenter"].settings.content / "search" / "fr.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("synonyms: [[a, b]]\n", encoding="utf-8")
    assert "Modifiez-le à la main" in do(staff, "synonym", same_as="mail")
    assert file.read_text(encoding="utf-8") == "synonyms: [[a, b]]\n"


@pytest.mark.usefixtures("missing")
def test_a_draft_does_not_overwrite_an_article(own_app: Flask, staff: FlaskClient) -> None:
    folder = own_app.extensions["helpcenter"].settings.content / "articles" / "adresse-grisee"
    folder.mkdir()
    assert "porte déjà cette adresse" in do(staff, "draft")
    assert list(folder.iterdir()) == []


def test_words_that_staff_do_not_see_cannot_be_decided_about(own_app: Flask, staff: FlaskClient) -> None:
    answer = submit(staff, f"{FIGURES}/words", {"locale": "fr", "words": "rare", "decision": "draft"}, at="/account/")
    assert answer.status_code == 302
    assert "Quelqu’un a décidé" in text_of(staff.get(FIGURES))
    assert not (own_app.extensions["helpcenter"].settings.content / "articles" / "rare").exists()


@pytest.mark.usefixtures("missing")
def test_a_broken_history_does_not_stop_what_was_saved(own_app: Flask, staff: FlaskClient) -> None:
    found = own_app.extensions["helpcenter"].settings
    (found.instance / "history").write_text("no repository")
    assert WORDS not in do(staff, "synonym", same_as="blocage").partition("Mots cherchés en vain")[2]
    assert WORDS in (found.content / "search" / "fr.yaml").read_text(encoding="utf-8")
