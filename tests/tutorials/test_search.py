import shutil
from pathlib import Path

import pytest

from helpcenter.config import HOUSE
from helpcenter.documents.library import Library
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.library import SHELF, Tutorials
from helpcenter.tutorials.search import TutorialSource


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOUSE / "content", tmp_path / "content"))


@pytest.fixture
def source(root: Path) -> TutorialSource:
    return TutorialSource(Tutorials(Library(root, [SHELF])), ShownBranding("ANI", "no-reply@ani.example"))


def test_a_tutorial_is_given_whole_with_the_words_of_the_screen(source: TutorialSource) -> None:
    found = source.read("gmail-web-filter", "fr")
    assert found is not None
    assert (found.kind, found.url) == ("tutorial", "/fr/tutorials/gmail-web-filter")
    assert {"Gmail", "tutoriel", "expéditeur fiable"} <= set(found.keywords)
    (only,) = found.sections
    assert only.anchor == ""
    assert "no-reply@ani.example" in only.text
    assert "{label}" not in only.text


def test_every_tutorial_is_named_in_every_language(source: TutorialSource) -> None:
    assert {("gmail-web-filter", "fr"), ("outlook-web-safe-sender", "en")} <= set(source.digests())
    assert source.read("nothing", "fr") is None


def test_a_change_of_text_or_labels_is_noticed(source: TutorialSource, root: Path) -> None:
    before, version = source.digests(), source.version()
    file = root / "mail-clients" / "gmail.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# seen again\n", encoding="utf-8")
    assert source.version() != version
    after = source.digests()
    assert {name for name, digest in after.items() if digest != before[name]} == {name for name in after if name[0].startswith("gmail")}
