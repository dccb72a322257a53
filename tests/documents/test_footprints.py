import os
import shutil
from pathlib import Path

import pytest

from helpcenter.documents.footprints import footprint

FOLDERS = ("one", "two")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two folders, a text in each, one of them deeper."""
    root = tmp_path / "root"
    for file in (root / "one" / "a.md", root / "two" / "deep" / "b.md"):
        file.parent.mkdir(parents=True)
        file.write_text("words")
    return root


def test_a_copy_looks_the_same(root: Path, tmp_path: Path) -> None:
    assert footprint(shutil.copytree(root, tmp_path / "copy"), FOLDERS) == footprint(root, FOLDERS)


def test_whatever_happens_to_a_file_changes_it(root: Path) -> None:
    file, seen = root / "two" / "deep" / "b.md", {footprint(root, FOLDERS)}
    os.utime(file, ns=(1, 1))
    seen.add(footprint(root, FOLDERS))
    file.rename(file.with_name("c.md"))
    seen.add(footprint(root, FOLDERS))
    (root / "one" / "empty").write_bytes(b"")
    seen.add(footprint(root, FOLDERS))
    shutil.rmtree(root / "one")
    seen.add(footprint(root, FOLDERS))
    assert len(seen) == 5


def test_what_lies_beside_the_folders_does_not_count(root: Path) -> None:
    before = footprint(root, FOLDERS)
    (root / "three").mkdir()
    (root / "three" / "c.md").write_text("words")
    assert footprint(root, FOLDERS) == before


def test_a_link_to_nothing_stands_in_nobodys_way(root: Path) -> None:
    before = footprint(root, FOLDERS)
    (root / "one" / ".#a.md").symlink_to("somebody@a-machine.123")
    assert footprint(root, FOLDERS) == before
