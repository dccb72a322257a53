import json
import os
import shutil
import time
from pathlib import Path

import pytest

from helpcenter.search.content import SearchWords
from helpcenter.search.entry_file import ENTRIES_FILE, size_of
from helpcenter.search.files import only_one
from helpcenter.search.reader import VERSION_FILE, Reader
from helpcenter.search.service import Searches
from helpcenter.search.sync import LOCK_FILE, MANIFEST_FILE, WORN, Outcome, folder_of, sync
from helpcenter.search.tasks import follow_texts
from tests.search.texts import MemorySource, slugs, write_words

WORDS = {"fr": SearchWords(), "en": SearchWords()}


def test_an_edit_is_found_at_the_next_search_and_nothing_else_is_read(searches: Searches, source: MemorySource) -> None:
    assert slugs(searches, "trottinette") == []
    source.read_names.clear()
    source.put("blocked", "Mail bloqué", "Il s’agit d’une trottinette.")
    assert slugs(searches, "trottinette") == ["blocked"]
    assert source.read_names == ["blocked"]


def test_a_text_that_is_gone_is_found_no_more(searches: Searches, source: MemorySource) -> None:
    assert slugs(searches, "expéditeur")[0] == "sender"
    del source.documents["sender", "fr"]
    assert "sender" not in slugs(searches, "expéditeur")


def test_a_text_that_cannot_be_read_is_not_asked_for_again(searches: Searches, source: MemorySource, tmp_path: Path) -> None:
    class Unreadable(MemorySource):
        kind = "broken"

        def digests(self) -> dict[tuple[str, str], str]:
            return {("broken", "fr"): "1"}

    broken = Unreadable()
    both = Searches(tmp_path / "both", tmp_path, [source, broken])
    assert slugs(both, "expéditeur")[0] == "sender"
    both.complete()
    assert broken.read_names == ["broken"]


def test_other_processes_notice_a_new_version(searches: Searches, source: MemorySource, tmp_path: Path, content: Path) -> None:
    other = Searches(tmp_path / "search", content, [source])
    assert slugs(other, "trottinette") == []
    source.put("new", "Une trottinette")
    searches.complete()
    assert slugs(other, "trottinette") == ["new"]


def test_new_synonyms_and_answers_count_at_once(searches: Searches, content: Path) -> None:
    assert slugs(searches, "pigeon voyageur") == []
    write_words(content, "fr", "synonyms:\n  - [mail, pigeon voyageur]\nanswers:\n  le courrier des gens: [steps#consent, codes]\n")
    assert "blocked" in slugs(searches, "pigeon voyageur")
    first, second = searches.results("courriers des gens", "fr")[:2]
    assert (first.slug, first.anchor, second.slug) == ("steps", "consent", "codes")


def test_a_broken_file_of_synonyms_does_not_stop_the_search(searches: Searches, content: Path) -> None:
    write_words(content, "fr", "synonyms: [[mail")
    assert slugs(searches, "expéditeur")[0] == "sender"


def test_nobody_waits_for_another_process_once_there_is_an_index(tmp_path: Path, source: MemorySource) -> None:
    with only_one(tmp_path / LOCK_FILE, 0):
        assert sync(tmp_path, [source], WORDS, wait=0, seconds=9) is Outcome.BUSY
    assert sync(tmp_path, [source], WORDS, wait=0, seconds=9) is Outcome.DONE


def test_what_takes_long_is_done_in_rounds_and_left_to_the_queue(tmp_path: Path, source: MemorySource, content: Path) -> None:
    # No time at all: one text a language and round.
    rounds = 1
    while sync(tmp_path / "rounds", [source], WORDS, wait=0, seconds=0) is Outcome.LEFT:
        rounds += 1
    assert rounds == 5
    assert slugs(Searches(tmp_path / "rounds", tmp_path, [source]), "expéditeur")[0] == "sender"


@pytest.mark.parametrize("damage", ["manifest", "index", "entries", "half of the entries", "folder"])
def test_whatever_is_lost_is_made_again(searches: Searches, source: MemorySource, tmp_path: Path, content: Path, damage: str) -> None:
    searches.complete()
    folder = folder_of(tmp_path / "search", "fr")
    if damage == "manifest":
        (folder / MANIFEST_FILE).unlink()
    elif damage == "index":
        (folder / "meta.json").write_text("{", encoding="utf-8")
    elif damage == "entries":
        (folder / ENTRIES_FILE).unlink()
    elif damage == "half of the entries":
        os.truncate(folder / ENTRIES_FILE, size_of(folder) // 2)
    else:
        shutil.rmtree(folder)
    fresh = Searches(tmp_path / "search", content, [source])
    assert slugs(fresh, "expéditeur")[0] == "sender"
    assert len(slugs(fresh, "famille")) == len(set(slugs(fresh, "famille")))


def test_an_index_made_by_other_rules_is_removed(searches: Searches, tmp_path: Path) -> None:
    old = tmp_path / "search" / "0123456789ab" / "fr"
    old.mkdir(parents=True)
    searches.complete()
    assert not old.exists()


def test_the_queue_process_follows_the_texts(searches: Searches, source: MemorySource, content: Path, tmp_path: Path) -> None:
    stopping = follow_texts(searches, pause=0.01)
    source.put("new", "Une trottinette")
    reader = Searches(tmp_path / "search", content, [source])
    patience = time.monotonic() + 10
    while not (folder_of(tmp_path / "search", "fr") / VERSION_FILE).exists() and time.monotonic() < patience:
        time.sleep(0.01)
    while not source.read_names.count("new") and time.monotonic() < patience:
        time.sleep(0.01)
    stopping.set()
    assert slugs(reader, "trottinette") == ["new"]
    assert source.read_names.count("new") == 1


def test_nothing_is_looked_at_twice_without_a_change(tmp_path: Path, content: Path) -> None:
    class Counting(MemorySource):
        asked = 0

        def digests(self) -> dict[tuple[str, str], str]:
            self.asked += 1
            return {}

    counting = Counting()
    counting.version = lambda: 1  # type: ignore[method-assign]
    empty = Searches(tmp_path / "empty", content, [counting])
    assert [slugs(empty, "mail") for _ in range(3)] == [[], [], []]
    # Once for each language.
    assert counting.asked == 2


@pytest.mark.parametrize("name", [VERSION_FILE, MANIFEST_FILE])
@pytest.mark.parametrize("damage", ["", "{cut of", "[1]", '{"a": 1}'])
def test_a_file_that_a_power_cut_damaged_is_written_anew(searches: Searches, tmp_path: Path, content: Path, name: str, damage: str) -> None:
    assert slugs(searches, "expéditeur")[0] == "sender"
    (folder_of(tmp_path / "search", "fr") / name).write_text(damage)
    assert slugs(searches, "expéditeur")[0] == "sender"
    other = Searches(tmp_path / "search", content, searches._sources)
    assert slugs(other, "expéditeur")[0] == "sender"


def test_entries_that_were_replaced_do_not_heap_up_for_ever(searches: Searches, source: MemorySource, tmp_path: Path) -> None:
    searches.complete()
    folder = folder_of(tmp_path / "search", "fr")
    size = size_of(folder)
    version = json.loads((folder / VERSION_FILE).read_text())
    (folder / VERSION_FILE).write_text(json.dumps(version | {"written": 2 * WORN}))
    source.put("new", "Une trottinette")
    assert slugs(searches, "trottinette") == ["new"]
    assert json.loads((folder / VERSION_FILE).read_text())["written"] == 6
    source.put("new", "Un vélo")
    assert slugs(searches, "vélo") == ["new"]
    assert size < size_of(folder) < 2 * size


def test_a_reader_never_takes_the_entries_of_another_index(searches: Searches, source: MemorySource, tmp_path: Path) -> None:
    searches.complete()
    folder = folder_of(tmp_path / "search", "fr")
    reader = Reader(folder, "fr")
    before = reader.look()
    (folder / MANIFEST_FILE).unlink()
    source.put("new", "Une trottinette")
    searches.complete()
    after = reader.look()
    assert before
    assert after
    assert (before.engine.find("new"), before.engine.find("sender") is None) == (None, False)
    found = after.engine.find("new")
    assert found
    assert found.title == "Une trottinette"
