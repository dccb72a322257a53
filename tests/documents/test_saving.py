"""Saving: whole or not at all, never over somebody else's words, never outside the folder."""

import stat
from pathlib import Path

import pytest

from helpcenter.documents.saving import (
    ABSENT,
    LARGEST_TEXT,
    ChangedMeanwhileError,
    OutsideError,
    TooLargeError,
    clean_text,
    digest_of,
    save,
    write_whole,
)


def names_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(item.name for item in folder.iterdir())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text in a content folder."""
    file = tmp_path / "content" / "articles" / "blocked" / "fr.md"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"one\n")
    return file


@pytest.fixture
def root(file: Path) -> Path:
    """The content folder."""
    return file.parents[2]


def test_a_save_replaces_the_file_and_tells_what_was_there(root: Path, file: Path) -> None:
    saved = save(root, file, b"two\n", digest_of(b"one\n"))
    assert file.read_bytes() == b"two\n"
    assert (saved.before, saved.after, saved.digest, saved.is_change) == (b"one\n", b"two\n", digest_of(b"two\n"), True)
    assert names_in(file.parent) == ["fr.md"]


def test_a_new_file_is_made_only_where_there_is_none(root: Path, file: Path) -> None:
    assert save(root, file.with_name("en.md"), b"new\n", ABSENT).before is None
    with pytest.raises(ChangedMeanwhileError):
        save(root, file, b"new\n", ABSENT)


def test_words_that_somebody_else_wrote_meanwhile_are_not_replaced(root: Path, file: Path) -> None:
    opened = digest_of(file.read_bytes())
    file.write_bytes(b"theirs\n")
    with pytest.raises(ChangedMeanwhileError) as caught:
        save(root, file, b"mine\n", opened)
    assert caught.value.current == b"theirs\n"
    assert file.read_bytes() == b"theirs\n"


def test_a_file_that_was_removed_meanwhile_is_not_made_again(root: Path, file: Path) -> None:
    file.unlink()
    with pytest.raises(ChangedMeanwhileError) as caught:
        save(root, file, b"mine\n", digest_of(b"one\n"))
    assert caught.value.current is None
    assert not file.exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_stay(root: Path, file: Path, mode: int) -> None:
    file.chmod(mode)
    save(root, file, b"two\n", digest_of(b"one\n"))
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.parametrize("path", ["../outside.md", "articles/../../outside.md", ".", ".git/config", "articles/.hidden/fr.md"])
def test_a_path_never_leaves_the_folder(root: Path, path: str) -> None:
    with pytest.raises(OutsideError):
        save(root, root / path, b"x\n", ABSENT)
    assert not (root.parent / "outside.md").exists()


def test_a_link_that_leads_out_is_refused(root: Path, file: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_bytes(b"secret\n")
    file.unlink()
    file.symlink_to(tmp_path / "secret.md")
    with pytest.raises(OutsideError):
        save(root, file, b"x\n", digest_of(b"secret\n"))
    (root / "articles" / "away").symlink_to(tmp_path)
    with pytest.raises(OutsideError):
        save(root, root / "articles" / "away" / "fr.md", b"x\n", ABSENT)
    assert (tmp_path / "secret.md").read_bytes() == b"secret\n"


def test_a_link_inside_the_folder_stays_a_link(root: Path, file: Path) -> None:
    link = file.with_name("en.md")
    link.symlink_to(file)
    save(root, link, b"two\n", digest_of(b"one\n"))
    assert link.is_symlink()
    assert file.read_bytes() == b"two\n"


def test_a_text_has_a_largest_size(root: Path, file: Path) -> None:
    with pytest.raises(TooLargeError):
        save(root, file, b"x" * (LARGEST_TEXT + 1), digest_of(b"one\n"))
    assert file.read_bytes() == b"one\n"


def test_a_failure_while_writing_leaves_what_was_there_and_no_rest(root: Path, file: Path) -> None:
    folder = file.parent / "en.md"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(folder, b"two\n")
    assert names_in(file.parent) == ["en.md", "fr.md"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree\n"),
        ("\ufeffone\n\n\n", "one\n"),
        ("e\u0301te\u0301", "été\n"),
        ("a\x00b\x07c\td", "abc\td\n"),
        ("a\ue0001\ue001b", "a1b\n"),
        ("line\u2028line", "line\nline\n"),
        ("two blanks  \nstay", "two blanks  \nstay\n"),
        (" \n\t\n", ""),
    ],
)
def test_a_typed_text_is_made_plain(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
    assert clean_text(kept) == kept
