"""Words that were not saved: kept for their writer, offered again, shown to nobody else."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from helpcenter.documents.saving import digest_of
from helpcenter.writing.drafts import EXPIRY, FRESH, Draft, DraftStore
from tests.browsing import text_of
from tests.fakes import START, FakeClock
from tests.writing.desk import BODY, Writer, form_of

TYPED = BODY.replace("Words that say it.", "Typed and not saved.")


def keep(writer: Writer, **changes: str) -> dict[str, object]:
    """Send what is being typed, as the script does."""
    answer = writer.send(writer.open(), more="/draft", body=TYPED, **changes)
    assert answer.status_code == 200
    found: dict[str, object] = json.loads(answer.get_data(as_text=True))
    return found


def test_what_is_typed_is_kept_and_offered_when_the_text_is_opened_again(writer: Writer) -> None:
    before = writer.lay().read_text()
    assert keep(writer) == {"at": "Mis de côté à 10:30, pas encore enregistré", "others": []}
    assert writer.file().read_text() == before
    page = writer.browser.get(writer.url())
    assert "Vous avez ici un texte qui n’a pas été enregistré : 2 novembre 2026 à 10:30." in text_of(page)
    assert form_of(page)["body"] == BODY
    taken = writer.open(more="?draft=1")
    assert taken["body"] == TYPED
    assert writer.send(taken).status_code == 302
    assert "Typed and not saved." in writer.file().read_text()
    assert "pas été enregistré" not in text_of(writer.browser.get(writer.url()))


def test_kept_words_can_be_dropped(writer: Writer) -> None:
    writer.lay()
    keep(writer)
    token = writer.open()["csrf_token"]
    assert writer.browser.post(writer.url(more="/draft/drop"), data={"csrf_token": token}).status_code == 302
    assert "pas été enregistré" not in text_of(writer.browser.get(writer.url() + "?again=1"))


def test_words_that_are_in_the_file_already_are_not_offered(writer: Writer) -> None:
    writer.lay()
    keep(writer)
    writer.lay(body=TYPED)
    assert "pas été enregistré" not in text_of(writer.browser.get(writer.url()))


def test_kept_words_on_a_file_that_changed_meanwhile_meet_it_as_a_conflict(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    keep(writer)
    colleague.save(body=BODY.replace("1. Do it.", "1. Do it now."))
    answer = writer.send(writer.open(more="?draft=1"))
    assert answer.status_code == 409
    assert form_of(answer)["body"] == TYPED


def test_somebody_else_s_words_are_never_shown_but_that_they_write_is(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    keep(writer)
    page = text_of(colleague.browser.get(colleague.url()))
    assert "Écrit aussi ici en ce moment : Équipe A" in page
    assert "Typed and not saved." not in page
    assert colleague.open(more="?draft=1")["body"] == BODY
    assert keep(colleague)["others"] == ["Équipe A"]


def test_somebody_who_stopped_typing_is_not_said_to_write(writer: Writer, colleague: Writer, clock: FakeClock) -> None:
    writer.lay()
    keep(writer)
    clock.advance(minutes=11)
    assert "Écrit aussi ici" not in text_of(colleague.browser.get(colleague.url()))


def test_drafts_are_for_staff_and_need_the_token_of_the_form(writer: Writer) -> None:
    writer.lay()
    assert writer.browser.post(writer.url(more="/draft"), data={"body": "x"}).status_code == 400
    assert (
        writer.browser.post(writer.url("nothing-here", more="/draft"), data={"csrf_token": writer.open()["csrf_token"]}).status_code == 404
    )


DRAFT = Draft({"body": ["words"]}, "digest", START)


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    """An empty store."""
    return DraftStore(tmp_path / "drafts")


def test_a_draft_is_each_person_s_own_and_ends(store: DraftStore, tmp_path: Path) -> None:
    store.keep(1, "volume", "fr", DRAFT)
    assert store.find(1, "volume", "fr", START) == DRAFT
    assert store.find(2, "volume", "fr", START) is None
    assert store.find(1, "volume", "en", START) is None
    assert store.find(1, "volume", "fr", START + EXPIRY + timedelta(seconds=1)) is None
    assert list(tmp_path.rglob("*.json")) == []


def test_others_are_those_whose_words_are_fresh(store: DraftStore) -> None:
    store.keep(1, "volume", "fr", DRAFT)
    store.keep(2, "volume", "fr", DRAFT)
    assert store.others(1, "volume", "fr", START) == [2]
    assert store.others(1, "volume", "fr", START + FRESH) == []


def test_only_the_owner_of_the_site_s_files_may_read_drafts(store: DraftStore, tmp_path: Path) -> None:
    store.keep(1, "volume", "fr", DRAFT)
    [file] = tmp_path.rglob("*.json")
    assert file.stat().st_mode & 0o077 == 0
    assert (tmp_path / "drafts").stat().st_mode & 0o077 == 0


def test_what_a_text_was_opened_with_is_found_by_its_digest_until_it_is_old(store: DraftStore, tmp_path: Path) -> None:
    digest = store.keep_base(b"words", START)
    assert digest == digest_of(b"words")
    assert store.find_base(digest) == b"words"
    for wrong in ("", "../../secret", "0" * 64):
        assert store.find_base(wrong) is None
    store.keep_base(b"words", START)
    store.keep_base(b"later", START + EXPIRY + timedelta(days=1))
    assert store.find_base(digest) is None


def test_a_damaged_draft_is_no_draft(store: DraftStore, tmp_path: Path) -> None:
    store.keep(1, "volume", "fr", DRAFT)
    [file] = tmp_path.rglob("*.json")
    for text in ("{", "[]", "{}"):
        file.write_text(text)
        assert store.find(1, "volume", "fr", START) is None
        assert store.others(2, "volume", "fr", START) == []


def test_what_somebody_else_cleared_away_stands_in_nobody_s_way(store: DraftStore, tmp_path: Path) -> None:
    store.keep_base(b"words", START)
    (tmp_path / "drafts" / "opened" / "gone").symlink_to("nothing")
    assert store.find_base(store.keep_base(b"other words", START)) == b"other words"
