from pathlib import Path

import pytest

from helpcenter.articles.sections import read_sections
from helpcenter.config import HOUSE
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.i18n.locales import INTERFACE_LOCALES


def test_every_section_has_a_title_and_a_summary_in_every_language() -> None:
    sections = read_sections(Library(HOUSE / "content"))
    assert [section.id for section in sections] == ["why", "practices", "unblocking", "families"]
    for section in sections:
        assert set(section.title) == set(section.summary) == set(INTERFACE_LOCALES)


def test_a_language_without_words_reads_french() -> None:
    section = read_sections(Library(HOUSE / "content"))[0]
    assert section.title_in("de") == section.title_in("fr") != section.title_in("en")
    assert section.summary_in("de") == section.summary_in("fr")


def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "sections.yaml").write_text("sections:\n  - id: why\n    title: {fr: Oui}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"sections\.yaml:2: lacks the field"):
        read_sections(Library(tmp_path))
