"""The watch counts what the kernel tells: writing, replacing, making and removing files, and nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from helpcenter.documents.inotify import file_system_of
from helpcenter.web.file_watch import FileWatch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "text" / "fr.md"
    place.parent.mkdir()
    place.write_text("first")
    return place


def replace(file: Path) -> None:
    draft = file.with_name("draft")
    draft.write_text("other")
    draft.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda file: file.write_text("later"),
    "replaced": replace,
    "removed": lambda file: file.unlink(),
    "touched": os.utime,
    "beside": lambda file: file.with_name("en.md").write_text("new"),
    "folder": lambda file: file.parent.rename(file.parent.with_name("elsewhere")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_counted_at_once(file: Path, change: str) -> None:
    watch = FileWatch()
    watch.add([file])
    before = watch.look()
    CHANGES[change](file)
    assert watch.look() > before


def test_nothing_is_counted_while_nothing_changes(file: Path) -> None:
    watch = FileWatch()
    watch.add([file])
    before = watch.look()
    file.read_text()
    assert watch.look() == before


def test_a_file_behind_a_link_is_watched_where_it_is_written(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "shown" / "fr.md"
    link.parent.mkdir()
    link.symlink_to(file)
    watch = FileWatch()
    watch.add([link])
    before = watch.look()
    file.write_text("later")
    assert watch.look() > before


def test_a_folder_among_the_files_is_watched_itself(file: Path, tmp_path: Path) -> None:
    watch = FileWatch()
    watch.add([file.parent])
    before = watch.look()
    file.with_name("en.md").write_text("new")
    assert watch.look() > before


def test_a_folder_that_took_the_place_of_another_is_watched_when_added_again(file: Path) -> None:
    watch = FileWatch()
    watch.add([file])
    file.parent.rename(file.parent.with_name("old"))
    file.parent.mkdir()
    watch.add([file])
    before = watch.look()
    file.write_text("later")
    assert watch.look() > before


def test_where_the_kernel_may_not_see_every_change_the_watch_says_so(file: Path) -> None:
    assert FileWatch(local=[file_system_of(file.stat().st_dev)]).add([file])
    assert not FileWatch(local=[]).add([file])
    assert not FileWatch().add([file.parent.parent / "missing" / "fr.md"])
