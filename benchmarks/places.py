"""Temporary folders of a run, and the contents of 10 and of 10,000 articles, which several suites share."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.corpus import write_content

FEW, MANY = 10, 10_000


@cache
def base() -> Path:
    """The folder of this run; removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="helpcenter-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # nginx gives up its rights and must still read its files.
    folder.chmod(0o755)
    return folder


def make_folder() -> Path:
    """A new, empty folder."""
    return Path(tempfile.mkdtemp(dir=base()))


@cache
def content_of(count: int) -> Path:
    """A content folder with that many made articles beside the real texts."""
    return write_content(base() / f"articles-{count}", count)
