from pathlib import Path

import pytest

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.former import Archived, Moved, find_former
from helpcenter.documents.library import Library
from tests.documents.texts import write_text

MATTER = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """`present` was once `old` and `taken`; `archived` is archived in one language, `draft` in none."""
    root = tmp_path / "content"
    write_text(root, "articles/present/fr", title="Présent", aliases="[old, taken]", **MATTER)
    write_text(root, "articles/taken/fr", title="Pris", status="draft", **MATTER)
    write_text(root, "articles/archived/en", title="Archived", status="archived", aliases="[older]", **MATTER)
    catalogue = Catalogue(Library(root, [ARTICLES]), tmp_path / "instance")
    catalogue.look()
    return catalogue


def test_an_old_slug_has_moved(catalogue: Catalogue) -> None:
    assert find_former(catalogue, "old", "en") == Moved("present")


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_an_archived_article_is_remembered_in_every_language(catalogue: Catalogue, locale: str) -> None:
    former = find_former(catalogue, "archived", locale)
    assert isinstance(former, Archived)
    assert former.row.section == "why"


def test_a_draft_under_an_old_slug_hides_where_that_led(catalogue: Catalogue) -> None:
    assert find_former(catalogue, "taken", "fr") is None


def test_what_was_never_there_has_no_past(catalogue: Catalogue) -> None:
    assert find_former(catalogue, "never", "fr") is None
