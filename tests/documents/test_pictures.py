import io
from pathlib import Path

import pytest
from PIL import Image

from helpcenter.documents.pictures import LARGEST, PictureError, hashed_name, load_picture, plain_name
from tests.documents.texts import SVG


def folder(root: Path) -> Path:
    made = root / "notes" / "a"
    made.mkdir(parents=True, exist_ok=True)
    return made


def write(root: Path, name: str, data: bytes | str) -> None:
    (folder(root) / name).write_bytes(data.encode() if isinstance(data, str) else data)


def test_a_drawing_is_measured_and_addressed_by_its_bytes(tmp_path: Path) -> None:
    write(tmp_path, "way.fr.svg", SVG)
    picture = load_picture(tmp_path, "notes/a", "way.fr.svg")
    assert (picture.width, picture.height, picture.media_type) == (40, 30, "image/svg+xml")
    assert picture.url == f"/pictures/notes/a/{hashed_name('way.fr.svg', SVG.encode())}"


def test_a_photograph_is_measured(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (12, 8)).save(buffer, "PNG")
    write(tmp_path, "photo.png", buffer.getvalue())
    assert load_picture(tmp_path, "notes/a", "photo.png").width == 12


def test_the_address_of_a_picture_leads_back_to_its_name() -> None:
    assert plain_name(hashed_name("way.fr.svg", b"x")) == "way.fr.svg"
    assert plain_name("way.fr.svg") is None


@pytest.mark.parametrize(
    "name",
    ["../b/way.svg", "/etc/passwd", "..\\way.svg", "way.svg/../../x.svg", "https://evil.example/x.svg", "way.html", ".svg", "a b.svg"],
)
def test_only_a_file_beside_the_text_is_a_picture(tmp_path: Path, name: str) -> None:
    write(tmp_path, "way.svg", SVG)
    with pytest.raises(PictureError, match="must be a file beside the text"):
        load_picture(tmp_path, "notes/a", name)


def test_a_picture_may_not_lead_out_of_the_content_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.svg"
    outside.write_text(SVG)
    root = tmp_path / "content"
    (folder(root) / "way.svg").symlink_to(outside)
    with pytest.raises(PictureError, match="leads out of the content folder"):
        load_picture(root, "notes/a", "way.svg")


@pytest.mark.parametrize(
    "drawing",
    [
        SVG.replace("<rect", "<script>alert(1)</script><rect"),
        SVG.replace("<rect", '<rect onload="alert(1)"'),
        SVG.replace("<rect", "<rect\nonclick='x'"),
        SVG.replace("<rect", '<image href="https://evil.example/x.png"/><rect'),
        SVG.replace("<rect", '<a xlink:href="javascript:alert(1)"/><rect'),
        SVG.replace("<rect", '<style>@import "https://evil.example/x.css"</style><rect'),
        SVG.replace("<rect", '<rect fill="url(https://evil.example/#x)"'),
        SVG.replace("<rect", "<foreignObject/><rect"),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        '<?xml-stylesheet href="x.css"?>' + SVG,
        SVG.replace(' viewBox="0 0 40 30"', ""),
        SVG.replace("0 0 40 30", "0 0 nan 30"),
        SVG.replace("0 0 40 30", "0 0 inf 30"),
        SVG.replace("<rect", '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script><rect'),
        SVG.replace("<rect", '<set attributeName="href" to="&#106;avascript:alert(1)"/><rect'),
        SVG.replace("<rect", '<set attributeName="href" to="java&#9;script:alert(1)"/><rect'),
        "<svg",
        "no drawing",
    ],
)
def test_a_drawing_that_could_act_or_call_out_is_refused(tmp_path: Path, drawing: str) -> None:
    write(tmp_path, "way.svg", drawing)
    with pytest.raises(PictureError):
        load_picture(tmp_path, "notes/a", "way.svg")


def test_a_drawing_in_another_encoding_cannot_hide_a_script(tmp_path: Path) -> None:
    write(tmp_path, "way.svg", SVG.replace("<rect", "<script>alert(1)</script><rect").encode("utf-16"))
    with pytest.raises(PictureError, match="must be written in UTF-8"):
        load_picture(tmp_path, "notes/a", "way.svg")


def test_a_drawing_may_refer_to_itself(tmp_path: Path) -> None:
    write(tmp_path, "way.svg", SVG.replace("<rect", '<use href="#a"/><rect fill="url(#b)"'))
    assert load_picture(tmp_path, "notes/a", "way.svg").width == 40


def test_a_file_that_only_claims_to_be_a_picture_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "photo.png", "<script>alert(1)</script>")
    with pytest.raises(PictureError, match="is not a PNG file"):
        load_picture(tmp_path, "notes/a", "photo.png")


def test_a_picture_that_is_too_large_or_missing_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "photo.png", b"x" * (LARGEST + 1))
    with pytest.raises(PictureError, match="is larger than 1024 kB"):
        load_picture(tmp_path, "notes/a", "photo.png")
    with pytest.raises(PictureError, match="does not exist"):
        load_picture(tmp_path, "notes/a", "gone.png")
