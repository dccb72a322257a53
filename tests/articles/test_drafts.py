from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES, Status
from helpcenter.articles.drafts import is_unpublished, publish
from helpcenter.documents.library import Library
from tests.articles.writing import make_content, write_article

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_a_library_for_authors_shows_drafts_and_scheduled_articles_as_published(tmp_path: Path) -> None:
    make_content(tmp_path)
    write_article(tmp_path, "a", status="draft")
    write_article(tmp_path, "b", publish_at="2999-01-01 08:00")
    write_article(tmp_path, "c", status="archived")
    seen = {}
    for name, adapt in (("author", publish), ("reader", None)):
        library = Library(tmp_path, [ARTICLES], adapt)
        catalogue = Catalogue(library, tmp_path / name)
        catalogue.look()
        seen[name] = [row.slug for row in catalogue.section_rows("why", "fr", NOW)]
        assert library.get(ARTICLES, "c", "fr").meta.status is Status.ARCHIVED
    assert seen == {"author": ["a", "b"], "reader": []}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, False),
        ({"status": "draft"}, True),
        ({"publish_at": "2999-01-01 08:00"}, True),
        ({"publish_at": "2026-11-01 08:00"}, False),
        ({"status": "archived"}, False),
    ],
)
def test_what_readers_do_not_see_yet_is_known_from_the_file(tmp_path: Path, fields: dict[str, str], expected: bool) -> None:
    assert is_unpublished(write_article(tmp_path, "a", **fields), NOW) is expected
