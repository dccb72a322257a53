"""Static files under one hashed folder: browsers keep them for ever, a change gives them a new address."""

import contextlib
import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from helpcenter.config import PACKAGE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SOURCE = PACKAGE / "static"


class StaticTree:
    """The static files of one version: `url("css/base.css")` gives /static/<hash>/css/base.css."""

    def __init__(self, source: Path, target: Path) -> None:
        self.source = source
        self.version = tree_hash(source)
        self.root = target
        self._names = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
        publish(source, target / self.version)

    def url(self, name: str) -> str:
        """The address of a file; KeyError when it does not exist, so that a typing mistake is found by the tests."""
        if name not in self._names:
            raise KeyError(f"static file {name} does not exist")
        return f"/static/{self.version}/{name}"


def tree_hash(source: Path) -> str:
    """Twelve hexadecimal digits over the names and bytes of all files."""
    digest = hashlib.sha256()
    for path in sorted(source.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(source).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def publish(source: Path, target: Path) -> None:
    """Copy the files, compressed beside; done once per version, whole or not at all."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".static-", dir=target.parent))
    shutil.copytree(source, draft / "files")
    _compress(draft / "files")
    # Another worker may have been first; its copy is the same.
    with contextlib.suppress(OSError):
        (draft / "files").rename(target)
    shutil.rmtree(draft)


def _compress(folder: Path) -> None:
    compressor = Compressor(quiet=True)
    for path in list(folder.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            list(compressor.compress(str(path)))


def make_static_layer(wsgi: "WSGIApplication", tree: StaticTree) -> WhiteNoise:
    """Answer /static/… before Flask; every file there may be kept for ever."""
    return WhiteNoise(
        wsgi,
        root=str(tree.root),
        prefix="static/",
        max_age=365 * 24 * 3600,
        immutable_file_test=lambda path, url: True,
        allow_all_origins=False,
    )
