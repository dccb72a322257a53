import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES, Status
from helpcenter.articles.rows import Row
from helpcenter.articles.tasks import follow_files
from helpcenter.documents.library import Library
from tests.documents.texts import write_text

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MATTER = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.fixture
def catalogue(root: Path, tmp_path: Path) -> Catalogue:
    return open_catalogue(root, tmp_path)


def open_catalogue(root: Path, tmp_path: Path) -> Catalogue:
    return Catalogue(Library(root, [ARTICLES]), tmp_path / "instance")


def write(root: Path, slug: str, locale: str = "fr", **fields: Any) -> Path:
    return write_text(root, f"articles/{slug}/{locale}", **{**MATTER, "title": f"Titre {slug}", **fields})


def slugs(rows: list[Row]) -> list[str]:
    return [row.slug for row in rows]


def test_a_row_holds_what_the_front_matter_says(root: Path, catalogue: Catalogue) -> None:
    lists = {"related": "[b]", "keywords": "[délai]", "aliases": "[old]"}
    dates = {"publish_at": "2026-12-01 08:00", "review_on": "2027-05-01"}
    write(root, "a", title="Un titre", order=5, owner="assistance", translation="{of: fr, sections: {introduction: abc}}", **lists, **dates)
    catalogue.look()
    row = catalogue.find("a", "fr")
    assert row is not None
    assert (row.title, row.order, row.owner, row.status) == ("Un titre", 5, "assistance", Status.PUBLISHED)
    assert (row.related, row.keywords, row.aliases) == (("b",), ("délai",), ("old",))
    assert row.translation is not None
    assert row.translation.sections == {"introduction": "abc"}
    # Eight o'clock in Paris in winter.
    assert row.publish_at == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)


def test_a_section_is_listed_in_its_order_and_each_article_in_its_best_language(root: Path, catalogue: Catalogue) -> None:
    write(root, "a", order=20)
    write(root, "a", "en", order=20)
    write(root, "b", order=10)
    write(root, "c", "en", order=30)
    write(root, "d", section="families")
    catalogue.look()
    rows = catalogue.section_rows("why", "en", NOW)
    assert [(row.slug, row.locale) for row in rows] == [("b", "fr"), ("a", "en"), ("c", "en")]
    assert slugs(catalogue.section_rows("why", "en", NOW, limit=1, offset=1)) == ["a"]
    assert catalogue.count_section("why", NOW) == 3


def test_neighbours_stand_before_and_after_in_the_section(root: Path, catalogue: Catalogue) -> None:
    for slug, order in (("a", 10), ("b", 20), ("c", 20), ("d", 30)):
        write(root, slug, order=order)
    write(root, "x", order=20, status="draft")
    catalogue.look()
    row = catalogue.find("b", "fr")
    assert row is not None
    before, after = catalogue.neighbours(row, NOW)
    assert before is not None
    assert after is not None
    assert (before.slug, after.slug) == ("a", "c")
    first = catalogue.find("a", "fr")
    assert first is not None
    assert catalogue.neighbours(first, NOW)[0] is None


@pytest.mark.parametrize(
    ("fields", "is_public"),
    [
        ({}, True),
        ({"status": "draft"}, False),
        ({"status": "archived"}, False),
        ({"publish_at": "2026-11-26 12:59"}, True),
        ({"publish_at": "2026-11-26 13:01"}, False),
        ({"status": "draft", "publish_at": "2026-11-26 12:59"}, False),
    ],
)
def test_readers_see_what_is_published_and_due(root: Path, catalogue: Catalogue, fields: dict[str, Any], is_public: bool) -> None:
    write(root, "a", **fields)
    catalogue.look()
    row = catalogue.find("a", "fr")
    assert row is not None
    assert row.is_public(NOW) is is_public
    assert bool(catalogue.find_public("a", "fr", NOW)) is is_public
    assert bool(catalogue.section_rows("why", "fr", NOW)) is is_public


def test_the_next_publication_is_known(root: Path, catalogue: Catalogue) -> None:
    write(root, "a", publish_at="2026-12-01 08:00")
    write(root, "b", publish_at="2026-11-30 08:00")
    write(root, "c", publish_at="2026-11-29 08:00", status="draft")
    catalogue.look()
    assert catalogue.next_publication(NOW) == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    assert catalogue.next_publication(NOW + timedelta(days=30)) is None


def test_an_old_slug_leads_to_its_article_as_long_as_one_language_names_it(root: Path, catalogue: Catalogue) -> None:
    write(root, "a", aliases="[old, older]")
    write(root, "a", "en", aliases="[old]")
    catalogue.look()
    assert [catalogue.slug_of_alias(old) for old in ("old", "older", "never")] == ["a", "a", None]
    write(root, "a", title="Other", aliases="[]")
    catalogue.look()
    assert [catalogue.slug_of_alias(old) for old in ("old", "older")] == ["a", None]


def test_an_edit_a_new_file_and_a_removed_one_are_noticed(root: Path, catalogue: Catalogue) -> None:
    file = write(root, "a")
    first = catalogue.look()
    assert catalogue.look() == first
    file.write_text(file.read_text(encoding="utf-8").replace("Titre a", "Another title"), encoding="utf-8")
    second = catalogue.look()
    write(root, "b")
    third = catalogue.look()
    assert slugs(catalogue.rows()) == ["a", "b"]
    assert catalogue.rows()[0].title == "Another title"
    file.unlink()
    fourth = catalogue.look()
    assert first < second < third < fourth
    assert slugs(catalogue.rows("fr")) == ["b"]


def test_the_stamp_tells_kept_pages_of_a_change_and_of_nothing_else(root: Path, catalogue: Catalogue) -> None:
    write(root, "a")
    catalogue.look()
    before = catalogue.stamp_file.stat().st_mtime_ns
    catalogue.look()
    assert catalogue.stamp_file.stat().st_mtime_ns == before
    write(root, "b")
    catalogue.look()
    assert catalogue.stamp_file.stat().st_mtime_ns > before


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [({"body": "New text."}, False), ({"updated_on": "2026-11-03"}, False), ({"title": "Nouveau titre"}, True), ({"order": 7}, True)],
)
def test_pages_of_other_articles_are_made_anew_only_for_what_they_show(
    root: Path, catalogue: Catalogue, fields: dict[str, Any], is_shown: bool
) -> None:
    write(root, "a")
    catalogue.look()
    before = [stamp.stat().st_ino for stamp in (catalogue.stamp_file, catalogue.links_stamp_file)]
    write(root, "a", **fields)
    catalogue.look()
    after = [stamp.stat().st_ino for stamp in (catalogue.stamp_file, catalogue.links_stamp_file)]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, is_shown]


def test_a_broken_article_is_left_out_until_it_is_mended(root: Path, catalogue: Catalogue) -> None:
    write(root, "a", colour="red")
    write(root, "b")
    catalogue.look()
    assert slugs(catalogue.rows()) == ["b"]
    write(root, "a")
    catalogue.look()
    assert slugs(catalogue.rows()) == ["a", "b"]


def test_another_process_finds_what_this_one_read_and_reads_nothing_again(root: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    write(root, "a")
    version = catalogue.look()
    assert open_catalogue(root, tmp_path).look() == version


@pytest.mark.parametrize("damage", ["garbage", "older", "deleted"])
def test_a_catalogue_that_cannot_be_used_is_made_again(root: Path, tmp_path: Path, catalogue: Catalogue, damage: str) -> None:
    write(root, "a")
    catalogue.look()
    file = tmp_path / "instance" / "catalogue.sqlite3"
    if damage == "garbage":
        file.write_bytes(b"no database at all" * 100)
    elif damage == "deleted":
        file.unlink()
    else:
        database = sqlite3.connect(file)
        database.execute("PRAGMA user_version = 999")
        database.close()
    for each in (catalogue, open_catalogue(root, tmp_path)):
        each.look()
        assert slugs(each.rows()) == ["a"]


def test_links_out_of_the_content_folder_are_not_followed(root: Path, tmp_path: Path, catalogue: Catalogue) -> None:
    outside = write(tmp_path / "elsewhere", "secret")
    (root / "articles" / "a").mkdir(parents=True)
    (root / "articles" / "a" / "fr.md").symlink_to(outside)
    catalogue.look()
    assert catalogue.rows() == []


def test_many_threads_may_look_at_once(root: Path, catalogue: Catalogue) -> None:
    for number in range(20):
        write(root, f"a-{number}")
    threads = [threading.Thread(target=catalogue.look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(catalogue.rows()) == 20


def test_the_queue_process_notices_an_edit_of_which_nobody_asked(root: Path, catalogue: Catalogue) -> None:
    write(root, "a")
    catalogue.look()
    stopping = follow_files(catalogue, pause=0.01)
    # It may look while the file is half written, and then once more.
    write(root, "b")
    patience = time.monotonic() + 10
    while slugs(catalogue.rows()) != ["a", "b"] and time.monotonic() < patience:
        time.sleep(0.01)
    stopping.set()
    assert slugs(catalogue.rows()) == ["a", "b"]
