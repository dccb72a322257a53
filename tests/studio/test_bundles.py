import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from helpcenter.studio.bundles import DAY, STALLED_SECONDS, BundleStore, Item
from helpcenter.studio.zips import stream_zip
from tests.factories import NOW

ITEMS = (Item("gmail-web-filter", "fr", "gmail-web-filter-fr.pdf"), Item("orange-web", "ar", "orange-web-ar.pdf"))


def test_a_bundle_is_ready_when_each_sheet_is_made_or_failed(tmp_path: Path) -> None:
    store = BundleStore(tmp_path, 1)
    bundle = store.begin(ITEMS)
    store.put(bundle.with_item(0, replace(ITEMS[0], key="k")))
    half = store.find(bundle.token)
    assert half
    assert (half.done, half.is_ready) == (1, False)
    store.put(half.with_item(1, replace(ITEMS[1], is_failed=True)))
    whole = store.find(bundle.token)
    assert whole
    assert whole.is_ready
    assert [item.name for item in whole.failed] == ["orange-web-ar.pdf"]


def test_a_bundle_of_another_organisation_or_a_forged_token_is_not_found(tmp_path: Path) -> None:
    token = BundleStore(tmp_path, 1).begin(ITEMS).token
    assert BundleStore(tmp_path, 2).find(token) is None
    assert BundleStore(tmp_path, 2).find(f"../1/{token}") is None


def test_old_bundles_are_swept_and_a_stalled_one_is_noticed_once(tmp_path: Path) -> None:
    times = [0.0]
    store = BundleStore(tmp_path, 1, lambda: times[0])
    first = store.begin(ITEMS)
    file = next(tmp_path.rglob("*.json"))
    times[0] = file.stat().st_mtime + STALLED_SECONDS + 1
    assert store.is_stalled(first.token)
    assert store.take_up(first.token)
    assert not BundleStore(tmp_path, 1).is_stalled(first.token)
    assert not BundleStore(tmp_path, 1).take_up(first.token)
    times[0] += DAY
    store.begin(ITEMS)
    assert store.find(first.token) is None


def test_two_who_sweep_at_once_do_not_stumble_over_each_other(tmp_path: Path) -> None:
    BundleStore(tmp_path, 1).begin(ITEMS)

    def when_another_has_swept() -> float:
        for file in tmp_path.rglob("*.json"):
            file.unlink()
        return 0.0

    store = BundleStore(tmp_path, 1, when_another_has_swept)
    assert store.find(store.begin(ITEMS).token)


def test_files_in_a_zip_carry_the_hour_of_the_house() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(b"".join(stream_zip([("a.pdf", b"%PDF")], moment)))) as archive:
        assert archive.getinfo("a.pdf").date_time == (2026, 7, 2, 0, 30, 0)


def test_a_zip_is_sent_piece_by_piece_and_can_be_opened() -> None:
    pieces = list(stream_zip([("a-fr.pdf", b"%PDF-1"), ("b-ar.pdf", b"%PDF-2")], NOW))
    assert len(pieces) == 3
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {"a-fr.pdf": b"%PDF-1", "b-ar.pdf": b"%PDF-2"}
