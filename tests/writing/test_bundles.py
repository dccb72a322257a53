"""Exports are opened within limits, and nothing is written anywhere."""

import io
import zipfile
from pathlib import Path

import pytest

from helpcenter.writing import bundles
from helpcenter.writing.bundles import BundleError, open_bundle
from tests.writing.exports import write_zip


def test_a_zip_holds_texts_and_pictures_and_what_is_left_out_is_named(tmp_path: Path) -> None:
    file = write_zip(tmp_path, {"a/Solutions.xml": b"<a/>", "b/x.PNG": b"x", "Users.csv": b"1"})
    found = open_bundle(file)
    assert (list(found.texts), list(found.pictures)) == (["a/Solutions.xml"], ["b/x.PNG"])
    assert found.skipped == [("Users.csv", "neither an export nor a picture")]


def test_names_that_lead_out_of_a_zip_are_only_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    found = open_bundle(write_zip(folder, {"../../evil.json": b"[]", "/etc/evil.xml": b"<a/>"}))
    assert len(found.texts) == 2
    assert sorted(item.name for item in tmp_path.rglob("*")) == ["export.zip", "in"]


def test_a_zip_that_was_made_to_burst_is_refused(tmp_path: Path) -> None:
    file = write_zip(tmp_path, {"bomb.json": b" " * (3 * bundles.MEGABYTE)})
    with pytest.raises(BundleError, match="times when unpacked"):
        open_bundle(file)


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.json", b"x" * 5000)
    data = bytearray(out.getvalue())
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    file = tmp_path / "export.zip"
    file.write_bytes(data)
    with pytest.raises(BundleError):
        open_bundle(file)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    file = write_zip(tmp_path, {f"{number}.json": b"" for number in range(bundles.MOST_FILES + 1)})
    with pytest.raises(BundleError, match="more than 20000 files"):
        open_bundle(file)


def test_a_folder_is_read_and_links_out_of_it_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("[]")
    folder = tmp_path / "export"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.json").write_text("[]")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    (folder / "around").symlink_to(tmp_path)
    assert list(open_bundle(folder).texts) == ["deep/a.json"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("gone.json", None, "does not exist"), ("a.docx", b"x", "is no export"), ("b.zip", b"PK\x05\x06", "is no export")],
)
def test_what_is_no_export_is_refused_in_words(tmp_path: Path, name: str, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(BundleError, match=said):
        open_bundle(tmp_path / name)
