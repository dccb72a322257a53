from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.config import SettingError, Settings
from helpcenter.documents.errors import ContentError
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.tutorials.setup import require_sender, require_tutorials, sitemap_files, sitemap_pages
from tests.tutorials.samples import library_of, real_library, real_tutorials, write_content, write_tutorial


def test_the_site_starts_with_its_own_tutorials() -> None:
    require_tutorials(real_library())


def test_the_site_does_not_start_with_a_broken_tutorial_and_names_it(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_tutorial(tmp_path, locale="fr", method="magic")
    with pytest.raises(ContentError, match=r"mail-web-rule/fr\.md:\d+: mail has no method"):
        require_tutorials(library_of(tmp_path))


def test_what_was_sound_once_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_tutorial(tmp_path, locale="fr")
    require_tutorials(library_of(tmp_path))
    write_tutorial(tmp_path, locale="fr", method="magic")
    with pytest.raises(ContentError, match="mail has no method"):
        require_tutorials(library_of(tmp_path))


@pytest.mark.parametrize("address", ["", "nobody", "a'b@ani.example", "a@ani.example\nBcc: x@y.example"])
def test_the_site_does_not_start_with_an_address_that_no_sheet_can_name(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingError, match="HELPCENTER_SENDER_ADDRESS"):
        require_sender(replace(Settings(instance=tmp_path), sender_address=address))


def test_search_engines_learn_the_neutral_pages_only() -> None:
    entries = [dict(page.paths) for page in sitemap_pages(real_tutorials())]
    assert {code: f"/{code}/tutorials/" for code in FAMILY_LOCALES} in entries
    filters = next(entry for entry in entries if "gmail-web-filter" in entry["fr"])
    assert {filters["fr"], filters["en"]} == {"/fr/tutorials/gmail-web-filter", "/en/tutorials/gmail-web-filter"}
    assert not any("/o/" in path for entry in entries for path in entry.values())
    assert "gmail.yaml" in {file.name for file in sitemap_files(real_tutorials())}
