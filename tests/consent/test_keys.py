"""Keyed hashes and their keys."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpcenter.consent.keys import KeyRing


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = KeyRing(tmp_path / "keys").hash("address", "a@b.example")
    again = KeyRing(tmp_path / "keys").hash("address", "a@b.example")
    assert first == again
    files = list((tmp_path / "keys").iterdir())
    assert [path.name for path in files] == ["k1.key"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_two_installations_hash_the_same_address_differently(tmp_path: Path) -> None:
    one, other = KeyRing(tmp_path / "one"), KeyRing(tmp_path / "other")
    assert one.hash("address", "a@b.example").digest != other.hash("address", "a@b.example").digest


def test_purposes_never_share_a_hash(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    assert ring.hash("address", "x").digest != ring.hash("network", "x").digest


def test_a_new_key_leaves_older_hashes_comparable(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    old = ring.hash("address", "a@b.example")
    assert ring.rotate() == "k2"
    new = ring.hash("address", "a@b.example")
    assert (old.key_id, new.key_id) == ("k1", "k2")
    assert ring.matches(old, "address", "a@b.example")
    assert ring.matches(new, "address", "a@b.example")
    assert not ring.matches(old, "address", "c@b.example")


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(lambda _: KeyRing(tmp_path / "keys").hash("address", "x"), range(24)))
    assert len(hashes) == 1


def test_a_key_that_is_missing_is_an_error_and_not_a_new_key(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    old = ring.hash("address", "x")
    (tmp_path / "k1.key").unlink()
    with pytest.raises(FileNotFoundError):
        ring.matches(old, "address", "x")
