"""The history in real repositories, some of them in the middle of somebody's work."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dulwich.file import GitFile

from helpcenter.documents.history import PAGE, Author, BehindError, History
from helpcenter.documents.saving import digest_of, read_bytes, save

MOMENT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
CLERK = Author("Équipe A", "equipe.a@ani.example")
HOUSE = Author("Helpcenter", "helpcenter@ani.example")


def git(folder: Path, *words: str) -> str:
    """What the real git says; the test fails with its words when it fails."""
    people = ["-c", "user.name=Dev", "-c", "user.email=dev@ani.example", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
    result = subprocess.run(["git", *people, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.rstrip("\n")


class Place:
    """A content folder and its history."""

    def __init__(self, content: Path, own: Path) -> None:
        self.content = content
        self.own = own
        self.file = content / "articles" / "blocked" / "fr.md"
        self.waits: list[Callable[[], None]] = []
        self.history = History(content, own, HOUSE, self._wait)

    def _wait(self, _seconds: float) -> None:
        for happen in self.waits:
            happen()

    def save(self, text: str, message: str = "A change", minutes: int = 0) -> str | None:
        """Save as the browser does, and record."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        saved = save(self.content, self.file, text.encode(), digest_of(read_bytes(self.file)))
        return self.history.record(saved, CLERK, MOMENT + timedelta(minutes=minutes), message, "Changed outside the browser")

    def messages(self) -> list[str]:
        """The messages of the first page of versions."""
        return [version.message for version in self.history.versions(self.file).items]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a first commit: a program, a text, and content/ in a folder below."""
    root = tmp_path / "house"
    (root / "site" / "content" / "articles" / "blocked").mkdir(parents=True)
    (root / "site" / "content" / "articles" / "blocked" / "fr.md").write_text("one\n")
    (root / "program.py").write_text("print(1)\n")
    (root / ".gitignore").write_text("instance/\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "First")
    return root


@pytest.fixture
def place(checkout: Path) -> Place:
    """content/ in the checkout."""
    return Place(checkout / "site" / "content", checkout / "instance" / "history")


def test_a_save_is_a_commit_of_its_author_with_their_words(checkout: Path, place: Place) -> None:
    number = place.save("two\n", "Say it more simply")
    assert git(checkout, "log", "-1", "--format=%H|%an|%ae|%s|%cn|%aI") == (
        f"{number}|Équipe A|equipe.a@ani.example|Say it more simply|Équipe A|2026-11-02T10:30:00+01:00"
    )
    assert git(checkout, "show", "--name-only", "--format=", "HEAD") == "site/content/articles/blocked/fr.md"
    assert git(checkout, "status", "--porcelain") == ""
    assert not place.own.exists()


def test_what_others_have_staged_and_changed_stays_as_it_is(checkout: Path, place: Place) -> None:
    (checkout / "program.py").write_text("print(2)\n")
    (checkout / "new.py").write_text("new\n")
    git(checkout, "add", "program.py", "new.py")
    (checkout / "program.py").write_text("print(3)\n")
    (checkout / "loose.txt").write_text("loose\n")
    before = git(checkout, "status", "--porcelain")
    staged = git(checkout, "diff", "--cached")
    place.save("two\n")
    assert git(checkout, "status", "--porcelain") == before
    assert git(checkout, "diff", "--cached") == staged
    assert git(checkout, "show", "--name-only", "--format=", "HEAD") == "site/content/articles/blocked/fr.md"


def test_a_commit_by_hand_afterwards_holds_what_was_staged_and_keeps_the_save(checkout: Path, place: Place) -> None:
    (checkout / "program.py").write_text("print(2)\n")
    git(checkout, "add", "program.py")
    # Fills the cache of trees in the index, which a change of one entry must end.
    git(checkout, "write-tree")
    place.save("two\n")
    git(checkout, "commit", "-qm", "By hand")
    assert git(checkout, "show", "HEAD:site/content/articles/blocked/fr.md") == "two"
    assert git(checkout, "show", "HEAD:program.py") == "print(2)"
    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "fsck", "--strict", "--no-dangling") == ""


def test_a_new_file_is_recorded_beside_an_index_of_a_newer_format(checkout: Path, place: Place) -> None:
    git(checkout, "update-index", "--index-version", "4")
    place.file = place.content / "articles" / "new-one" / "fr.md"
    place.save("hello\n")
    assert git(checkout, "status", "--porcelain") == ""
    assert "site/content/articles/new-one/fr.md" in git(checkout, "ls-files")


def test_what_was_changed_outside_is_recorded_before_it_is_replaced(checkout: Path, place: Place) -> None:
    place.file.write_text("by an editor\n")
    assert place.history.versions(place.file).is_behind
    place.save("two\n", "In the browser")
    assert place.messages() == ["In the browser", "Changed outside the browser", "First"]
    versions = place.history.versions(place.file)
    assert place.history.read(place.file, versions.items[1].number) == b"by an editor\n"
    assert versions.items[1].author == "Helpcenter"
    assert not versions.is_behind


def test_commits_of_people_are_versions_too_and_those_of_other_files_are_not(checkout: Path, place: Place) -> None:
    place.file.write_text("by git\n")
    git(checkout, "commit", "-qam", "By hand")
    (checkout / "program.py").write_text("print(9)\n")
    git(checkout, "commit", "-qam", "Only the program")
    assert place.messages() == ["By hand", "First"]


def test_a_merged_branch_shows_the_commit_that_made_the_change(checkout: Path, place: Place) -> None:
    git(checkout, "checkout", "-qb", "other")
    place.file.write_text("from the branch\n")
    git(checkout, "commit", "-qam", "On the branch")
    git(checkout, "checkout", "-q", "main")
    (checkout / "program.py").write_text("print(5)\n")
    git(checkout, "commit", "-qam", "On main")
    git(checkout, "merge", "-q", "--no-ff", "-m", "Merge", "other")
    assert place.messages() == ["On the branch", "First"]


def test_saving_the_same_words_again_makes_no_version(place: Place) -> None:
    place.save("two\n")
    assert place.save("two\n") is None
    assert len(place.messages()) == 2


def test_a_detached_head_moves_and_the_branch_stays(checkout: Path, place: Place) -> None:
    git(checkout, "checkout", "-q", "--detach")
    main = git(checkout, "rev-parse", "main")
    number = place.save("two\n")
    assert git(checkout, "rev-parse", "HEAD") == number
    assert git(checkout, "rev-parse", "main") == main


def test_a_repository_without_commits_gets_its_first(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    place = Place(tmp_path / "content", tmp_path / "instance" / "history")
    place.content.mkdir()
    (tmp_path / "other.txt").write_text("other\n")
    git(tmp_path, "add", "other.txt")
    place.save("one\n", "The first words")
    assert place.messages() == ["The first words"]
    assert git(tmp_path, "status", "--porcelain") == "A  other.txt"


def test_without_a_checkout_our_own_repository_keeps_the_history(tmp_path: Path) -> None:
    place = Place(tmp_path / "content", tmp_path / "instance" / "history")
    place.file.parent.mkdir(parents=True)
    place.file.write_text("as it was found\n")
    assert place.history.versions(place.file).is_behind
    place.save("two\n", "In the browser")
    assert place.messages() == ["In the browser", "Changed outside the browser"]
    log = git(tmp_path, f"--git-dir={place.own}", "log", "--format=%s", "--", "articles/blocked/fr.md")
    assert log == "In the browser\nChanged outside the browser"
    assert git(tmp_path, f"--git-dir={place.own}", "status", "--porcelain") == ""


def test_an_ignored_content_folder_is_recorded_in_our_own_repository(checkout: Path) -> None:
    (checkout / ".gitignore").write_text("instance/\ntexts/\n")
    place = Place(checkout / "texts", checkout / "instance" / "history")
    place.save("one\n")
    assert place.messages() == ["A change"]
    assert (place.own / "HEAD").exists()


def test_a_linked_work_tree_records_on_its_own_branch(checkout: Path) -> None:
    git(checkout, "worktree", "add", "-q", "-b", "beside", str(checkout.parent / "beside"))
    place = Place(checkout.parent / "beside" / "site" / "content", checkout.parent / "instance" / "history")
    place.save("beside\n", "Beside")
    assert git(checkout, "log", "-1", "--format=%s", "beside") == "Beside"
    assert git(checkout, "log", "-1", "--format=%s", "main") == "First"
    assert git(checkout.parent / "beside", "status", "--porcelain") == ""


def test_a_lock_that_goes_away_is_waited_for(checkout: Path, place: Place) -> None:
    place.waits = [GitFile(str(checkout / ".git" / "index"), "wb").abort]
    assert place.save("two\n")
    assert place.messages() == ["A change", "First"]


def test_a_lock_that_stays_leaves_the_file_saved_and_the_history_behind(checkout: Path, place: Place) -> None:
    lock = GitFile(str(checkout / ".git" / "index"), "wb")
    with pytest.raises(BehindError):
        place.save("two\n")
    assert place.file.read_text() == "two\n"
    assert place.history.versions(place.file).is_behind
    lock.abort()
    place.save("three\n")
    assert place.messages() == ["A change", "Changed outside the browser", "First"]


def test_nothing_is_committed_into_the_middle_of_a_merge(checkout: Path, place: Place) -> None:
    (checkout / ".git" / "MERGE_HEAD").write_text(git(checkout, "rev-parse", "HEAD") + "\n")
    with pytest.raises(BehindError):
        place.save("two\n")
    assert git(checkout, "log", "--format=%s") == "First"


def test_a_long_history_comes_in_pages(place: Place) -> None:
    for number in range(PAGE + 3):
        place.save(f"text {number}\n", f"Change {number}", minutes=number)
    first = place.history.versions(place.file)
    second = place.history.versions(place.file, first.more)
    assert [len(first.items), len(second.items)] == [PAGE, 4]
    assert [version.message for version in second.items] == ["Change 2", "Change 1", "Change 0", "First"]
    assert second.more == ()


@pytest.mark.parametrize("number", ["", "HEAD", "main", "../../etc/passwd", "f" * 40, "-" * 40])
def test_what_names_no_version_is_not_found(place: Place, number: str) -> None:
    assert place.history.read(place.file, number) is None
    assert place.history.find(place.file, number) is None


def test_a_name_cannot_forge_the_header_of_a_commit(checkout: Path, place: Place) -> None:
    saved = save(place.content, place.file, b"two\n", digest_of(b"one\n"))
    forged = Author("Mallory <root@ani.example>\ncommitter X", "a@b.example>\n")
    place.history.record(saved, forged, MOMENT, "Words\nand more", "Outside")
    assert (
        git(checkout, "log", "-1", "--format=%an|%ae|%cn")
        == "Mallory root@ani.examplecommitter X|a@b.example|Mallory root@ani.examplecommitter X"
    )
    assert git(checkout, "fsck", "--strict", "--no-dangling") == ""


def test_a_place_in_the_history_that_is_none_gives_an_empty_page(checkout: Path, place: Place) -> None:
    blob = git(checkout, "rev-parse", "HEAD:program.py")
    for after in (blob, "f" * 40, "main", ""):
        assert place.history.versions(place.file, (after,)).items == ()
