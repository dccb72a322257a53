"""Which git repository keeps the history of content/: the checkout it belongs to, else one of our own in the instance folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dulwich.errors import NotGitRepository
from dulwich.ignore import IgnoreFilterManager
from dulwich.repo import Repo

OWN_BRANCH = b"main"
# While one of these exists, somebody is in the middle of something that the next commit belongs to.
UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


@dataclass(frozen=True)
class Checkout:
    """An open repository and the folder whose files it records."""

    repo: Repo
    root: Path

    @property
    def index_file(self) -> Path:
        """Where git notes what it knows of the files."""
        return Path(self.repo.controldir()) / "index"

    @property
    def is_busy(self) -> bool:
        """True while a merge, a rebase or the like waits for its end."""
        return any((Path(self.repo.controldir()) / name).exists() for name in UNFINISHED)

    def path_of(self, file: Path) -> bytes:
        """The name of a file in this repository."""
        return file.resolve().relative_to(self.root.resolve()).as_posix().encode()


@contextmanager
def open_checkout(content: Path, own: Path) -> Iterator[Checkout]:
    """The repository of the content folder; `own` is where ours is made when there is no other."""
    found = _outer(content) or _own(content, own)
    try:
        yield found
    finally:
        found.repo.close()


def _outer(content: Path) -> Checkout | None:
    try:
        repo = Repo.discover(str(content.resolve()))
    except NotGitRepository:
        return None
    checkout = Checkout(repo, Path(repo.path))
    # A repository that ignores content/ would take no commit of ours: then the history is kept apart.
    if repo.bare or _is_ignored(checkout, content):
        repo.close()
        return None
    return checkout


def _is_ignored(checkout: Checkout, content: Path) -> bool:
    name = checkout.path_of(content).decode()
    return name != "." and bool(IgnoreFilterManager.from_repo(checkout.repo).is_ignored(f"{name}/"))


def _own(content: Path, own: Path) -> Checkout:
    # Made when it is first asked for: an installation in which nobody writes has none.
    if not (own / "HEAD").exists():
        own.mkdir(parents=True, exist_ok=True)
        _make(content, own)
    return Checkout(Repo(controldir=str(own), worktree=str(content)), content)


def _make(content: Path, own: Path) -> None:
    with Repo.init_bare(str(own), default_branch=OWN_BRANCH) as repo:
        config = repo.get_config()
        # So that `git --git-dir=instance/history log` works for whoever looks by hand.
        config.set((b"core",), b"bare", False)
        config.set((b"core",), b"worktree", str(content.resolve()).encode())
        config.write_to_path()
