"""What a person read on a screen goes into the file and its history."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from helpcenter.documents.history import Author, History
from helpcenter.labels.checking import Checked, Desk, LabelChangedMeanwhileError, Note, check_label
from helpcenter.labels.label_file import LabelFileError
from helpcenter.labels.mail_clients import Evidence, Label, read_mail_client
from helpcenter.labels.wording import WordingError
from tests.labels.samples import FILE

NOTE = Note(Author("Équipe A", "equipe.a@ani.example"), datetime(2026, 11, 27, 23, 30, tzinfo=UTC), "Checked", "Changed outside")


class Place:
    """A content folder with one file of labels, and its history."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "content" / "mail-clients" / "mail.yaml"
        self.file.parent.mkdir(parents=True)
        self.file.write_text(FILE, encoding="utf-8")
        root = folder / "content"
        self.desk = Desk(root, self.file, History(root, folder / "history", Author("House", "house@ani.example")))

    def label(self, locale: str = "fr", key: str = "web.rule.ok") -> Label:
        """As the file says now."""
        found = read_mail_client(self.file).find_label(key, locale)
        assert found
        return found

    def check(self, wording: str | None = None, *, seen: str = "", locale: str = "fr", note: Note = NOTE) -> Checked:
        """Record a look at the label as it stands now, or as it was when it was `seen`."""
        return check_label(self.desk, "web.rule.ok", locale, seen or self.label(locale).fingerprint, wording, note)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place to write in."""
    return Place(tmp_path)


def test_it_says_exactly_this_makes_a_label_checked_by_this_person_today(place: Place) -> None:
    done = place.check()
    label = place.label()
    assert not done.is_new_wording
    assert (label.text, label.evidence, label.verified_by) == ("D'accord", Evidence.SCREEN, "Équipe A")
    # In Paris the day has begun.
    assert label.verified_on == date(2026, 11, 28)
    assert label.confidence is None
    assert "# nobody knows" in place.file.read_text(encoding="utf-8")


def test_new_words_put_the_old_ones_among_the_variants_with_their_sources(place: Place) -> None:
    assert place.check("  Valider ").is_new_wording
    assert place.label().text == "Valider"
    assert place.label().variants == ("D'accord", "Oui (A)")
    place.check("Fine", locale="en")
    english = place.label("en")
    assert english.variants == ("OK (A)",)
    # The source said the old words, not these.
    assert (english.sources, english.seen_on) == ((), None)


def test_a_variant_that_becomes_the_wording_is_no_variant_any_more(place: Place) -> None:
    place.check("Oui")
    assert place.label().variants == ("D'accord",)


def test_the_history_names_the_person_and_keeps_what_stood_there(place: Place) -> None:
    place.check("Valider")
    newest, before = place.desk.history.versions(place.file).items
    assert (newest.author, newest.message) == ("Équipe A", "Checked")
    assert before.author == "House"
    assert place.desk.history.read(place.file, before.number) == FILE.encode()


def test_another_label_of_the_same_file_is_no_conflict(place: Place) -> None:
    seen = place.label("en").fingerprint
    place.check("Valider")
    place.check(seen=seen, locale="en")
    assert place.label().text == "Valider"
    assert place.label("en").evidence is Evidence.SCREEN


def test_somebody_elses_change_of_the_label_is_a_conflict_that_shows_theirs(place: Place) -> None:
    seen = place.label().fingerprint
    place.check("Valider")
    with pytest.raises(LabelChangedMeanwhileError) as conflict:
        place.check("Confirmer", seen=seen)
    assert conflict.value.label
    assert conflict.value.label.text == "Valider"
    assert place.label().text == "Valider"


def test_a_second_press_finds_the_work_done(place: Place) -> None:
    seen = place.label().fingerprint
    place.check()
    before = place.file.read_bytes()
    assert not place.check(seen=seen).is_new_wording
    assert place.file.read_bytes() == before
    someone_else = replace(NOTE, author=Author("Équipe B", "equipe.b@ani.example"))
    with pytest.raises(LabelChangedMeanwhileError):
        place.check(seen=seen, note=someone_else)


def test_refused_words_change_nothing(place: Place) -> None:
    with pytest.raises(WordingError):
        place.check("<b>")
    assert place.file.read_text(encoding="utf-8") == FILE


def test_a_history_that_is_behind_loses_nothing(place: Place) -> None:
    (place.desk.root.parent / "history").write_text("no folder", encoding="utf-8")
    assert place.check("Valider").is_behind
    assert place.label().text == "Valider"


def test_a_file_that_somebody_broke_meanwhile_is_refused_and_left_as_it_is(place: Place) -> None:
    seen = place.label().fingerprint
    place.file.write_text("client: [", encoding="utf-8")
    with pytest.raises(LabelFileError):
        place.check(seen=seen)
    assert place.file.read_text(encoding="utf-8") == "client: ["
