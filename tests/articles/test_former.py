from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.former import Archived, Moved, find_former
from helpcenter.documents.library import Library
from tests.documents.texts import write_text

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
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
    assert find_former(catalogue, "old", "en", NOW) == Moved("present")


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_an_archived_article_is_remembered_in_every_language(catalogue: Catalogue, locale: str) -> None:
    former = find_former(catalogue, "archived", locale, NOW)
    assert isinstance(former, Archived)
    assert former.row.section == "why"


def test_a_draft_under_an_old_slug_hides_where_that_led(catalogue: Catalogue) -> None:
    assert find_former(catalogue, "taken", "fr", NOW) is None


def test_what_was_never_there_has_no_past(catalogue: Catalogue) -> None:
    assert find_former(catalogue, "never", "fr", NOW) is None


def test_a_draft_that_names_an_old_slug_is_not_betrayed(catalogue: Catalogue, tmp_path: Path) -> None:
    write_text(tmp_path / "content", "articles/secret/fr", title="Secret", status="draft", aliases="[bait]", **MATTER)
    write_text(tmp_path / "content", "articles/soon/fr", title="Bientôt", publish_at="2026-12-01 08:00", aliases="[early]", **MATTER)
    catalogue.look()
    assert find_former(catalogue, "bait", "fr", NOW) is None
    assert find_former(catalogue, "early", "fr", NOW) is None
    assert find_former(catalogue, "early", "fr", NOW + timedelta(days=60)) == Moved("soon")


def test_an_old_slug_of_an_archived_article_still_leads_there(catalogue: Catalogue) -> None:
    assert find_former(catalogue, "older", "fr", NOW) == Moved("archived")
