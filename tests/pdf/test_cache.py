"""The folder of finished PDFs: whole files, one maker per key, bounded."""

import os
import threading
import time
from pathlib import Path

import pytest

from helpcenter.pdf.cache import PdfCache, write_whole

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def age(cache: PdfCache, key: str, seconds: float) -> None:
    """Pretend that a PDF was last used some time ago."""
    moment = time.time() - seconds
    os.utime(cache.folder / key[:2] / f"{key}.pdf", (moment, moment))


def test_what_is_put_is_found(tmp_path: Path) -> None:
    cache = PdfCache(tmp_path)
    assert cache.find(ONE) is None
    cache.put(ONE, b"%PDF")
    assert cache.find(ONE) == b"%PDF"


def test_the_least_recently_used_go_when_the_folder_is_full(tmp_path: Path) -> None:
    cache = PdfCache(tmp_path, max_bytes=25)
    cache.put(ONE, b"x" * 10)
    cache.put(TWO, b"x" * 10)
    age(cache, ONE, 200)
    age(cache, TWO, 100)
    cache.find(ONE)
    cache.put(THREE, b"x" * 10)
    assert [cache.find(key) is not None for key in (ONE, TWO, THREE)] == [True, False, True]


def test_marks_of_pdfs_that_went_long_ago_go_too_and_those_of_pdfs_to_come_stay(tmp_path: Path) -> None:
    cache, old = PdfCache(tmp_path, max_bytes=25), time.time() - 7200
    for key in (ONE, TWO):
        cache.put(key, b"x" * 10, "o-tilleuls")
        os.utime(tmp_path / "owners" / "o-tilleuls" / key, (old, old))
    age(cache, ONE, 200)
    # Another process has just marked a PDF that it has not written yet.
    to_come = tmp_path / "owners" / "o-mairie" / ("4" * 64)
    to_come.parent.mkdir()
    to_come.touch()
    cache.put(THREE, b"x" * 10, "o-tilleuls")
    assert {mark.name for mark in tmp_path.glob("owners/*/*")} == {TWO, THREE, to_come.name}


def test_a_pdf_larger_than_the_folder_is_not_kept(tmp_path: Path) -> None:
    cache = PdfCache(tmp_path, max_bytes=5)
    cache.put(ONE, b"x" * 10)
    assert cache.find(ONE) is None


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    write_whole(path, b"old")
    with pytest.raises(TypeError):
        write_whole(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_else_on_the_machine_reads_a_kept_pdf(tmp_path: Path) -> None:
    write_whole(tmp_path / "file.pdf", b"x")
    assert (tmp_path / "file.pdf").stat().st_mode & 0o077 == 0


def test_one_key_has_one_maker_at_a_time(tmp_path: Path) -> None:
    cache, inside, most = PdfCache(tmp_path), [0], [0]

    def make() -> None:
        for _ in range(20):
            with cache.single_flight(ONE):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_the_lock_of_a_key_leaves_no_file(tmp_path: Path) -> None:
    cache = PdfCache(tmp_path)
    with cache.single_flight(ONE):
        pass
    assert not list(tmp_path.rglob("*.lock"))


def test_different_keys_do_not_wait_for_each_other(tmp_path: Path) -> None:
    cache = PdfCache(tmp_path)
    with cache.single_flight(ONE), cache.single_flight(ONE[:2] + "f" * 62):
        pass


def test_the_pdfs_of_whoever_leaves_go_and_nobody_elses(tmp_path: Path) -> None:
    cache = PdfCache(tmp_path)
    cache.put(ONE, b"x", "o-tilleuls")
    cache.put(TWO, b"x", "o-tilleuls-annexe")
    cache.put(THREE, b"x")
    assert (cache.forget("o-tilleuls"), cache.forget("o-tilleuls"), cache.forget("")) == (1, 0, 0)
    assert [cache.find(key) is not None for key in (ONE, TWO, THREE)] == [False, True, True]
