import os
from pathlib import Path

import pytest

from helpcenter.documents.errors import ContentError
from helpcenter.tutorials.choices import files_of_choices, list_tutorials
from helpcenter.tutorials.finder import domains_by_client
from helpcenter.tutorials.library import Tutorials
from tests.tutorials.samples import library_of, only_tutorial, write_client, write_content, write_generic, write_tutorial


def test_a_change_of_a_file_is_seen_at_the_next_reading(tmp_path: Path) -> None:
    tutorials, tutorial = only_tutorial(write_content(tmp_path))
    before = tutorials.client("mail")
    assert tutorials.client("mail") is before
    assert tutorials.find("mail-web-rule", "fr") is tutorial
    file = write_client(tmp_path, "mail", domains=["mail.example"])
    os.utime(file, ns=(1, 1))
    assert tutorials.client("mail").domains == ("mail.example",)
    os.utime(write_tutorial(tmp_path, title="Another title"), ns=(1, 1))
    changed = tutorials.find("mail-web-rule", "fr")
    assert changed
    assert changed.meta.title == "Another title"


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    tutorials = Tutorials(library_of(tmp_path))
    with pytest.raises(ContentError, match=r"post\.yaml:1: this file is needed and does not exist"):
        tutorials.client("post")


def test_a_broken_file_of_labels_hides_no_other_tutorial(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_generic(tmp_path)
    tutorials = Tutorials(library_of(tmp_path))
    assert [each.id for each in list_tutorials(tutorials, "fr")] == ["mail-web-rule", "poste-web-generic", "generic"]
    broken = tmp_path / "mail-clients" / "poste.yaml"
    broken.write_text("client: [", encoding="utf-8")
    assert [each.id for each in list_tutorials(tutorials, "fr")] == ["mail-web-rule", "generic"]
    assert set(domains_by_client(tutorials)) == {"generic", "mail"}
    # Mended, it comes back to the pages that are kept meanwhile.
    assert broken in files_of_choices(tutorials, "fr")


@pytest.mark.parametrize("name", ["../mail-web-rule", "mail-web-rule/fr", "", "Mail"])
def test_only_a_slug_can_be_asked_for(tmp_path: Path, name: str) -> None:
    tutorials, _ = only_tutorial(write_content(tmp_path))
    assert tutorials.find(name, "fr") is None
    assert tutorials.find("mail-web-rule", "../fr") is None


def test_all_files_that_decide_a_page_are_named(tmp_path: Path) -> None:
    tutorials, tutorial = only_tutorial(write_content(tmp_path, longer="mail-web-more"))
    names = {file.relative_to(tmp_path).as_posix() for file in tutorials.files(tutorial)}
    expected = {"tutorials/mail-web-rule/fr.md", "tutorials/mail-web-more/fr.md", "mail-clients/mail.yaml", "illustrations/button.svg"}
    assert names == expected
