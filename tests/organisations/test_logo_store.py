"""The logo store: whole files only, and each organisation sees its own."""

import io
from pathlib import Path

from PIL import Image

from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.logos import clean_logo
from tests.organisations.pictures import make_picture

LOGO = clean_logo(make_picture())


def test_a_kept_logo_is_found_again(tmp_path: Path) -> None:
    store = LogoStore(tmp_path)
    assert store.find(1, store.keep(1, LOGO)) == LOGO.data
    assert store.has(1, LOGO.hash)


def test_the_same_logo_is_stored_once(tmp_path: Path) -> None:
    store = LogoStore(tmp_path)
    assert store.keep(1, LOGO) == store.keep(1, LOGO)
    assert [path.name for path in (tmp_path / "logos" / "1").iterdir()] == [f"{LOGO.hash}.png"]


def test_another_organisation_does_not_find_it(tmp_path: Path) -> None:
    store = LogoStore(tmp_path)
    store.keep(1, LOGO)
    assert store.find(2, LOGO.hash) is None
    assert not store.has(2, LOGO.hash)


def test_a_name_that_is_no_hash_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "logos" / "1").mkdir(parents=True)
    (tmp_path / "logos" / "secret.png").write_bytes(b"secret")
    store = LogoStore(tmp_path)
    assert store.find(1, "../secret") is None
    assert not store.has(1, "../secret")
    assert store.find(1, None) is None
    assert store.find(1, "0" * 64) is None


def test_pages_show_a_small_copy_that_is_made_once(tmp_path: Path) -> None:
    store = LogoStore(tmp_path)
    large = clean_logo(make_picture(size=(2400, 960)))
    store.keep(1, large)
    small = store.find_for_screen(1, large.hash)
    assert small
    assert len(small) < len(large.data)
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (400, 160)
    assert store.find_for_screen(1, large.hash) == small
    assert store.find(1, large.hash) == large.data
    assert store.find_for_screen(2, large.hash) is None
