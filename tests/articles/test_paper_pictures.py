import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from helpcenter.articles.paper_pictures import LARGEST_SIDE, for_paper
from helpcenter.config import HOUSE
from helpcenter.documents.pictures import load_picture
from helpcenter.pdf.drawings import SVG, SVG_ELEMENTS

DRAWINGS = sorted(path.relative_to(HOUSE / "content").as_posix() for path in (HOUSE / "content" / "articles").rglob("*.svg"))
STYLED = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">
<style>
  text { font-family: system-ui; fill: #111111 } .a { stroke: #00ff00; font-size: 15px }
  @media (prefers-color-scheme: dark) { .a { stroke: #ffffff } }
</style>
<g><text class="a" x="1" y="2">25\u00a0% &amp; plus</text></g></svg>"""


def drawing(folder: Path, text: str) -> bytes | None:
    (folder / "a").mkdir()
    (folder / "a" / "x.svg").write_text(text, encoding="utf-8")
    return for_paper(load_picture(folder, "a", "x.svg"))


def elements_in(data: bytes) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(data).iter())  # noqa: S314 - our own drawings


def test_the_styles_of_a_drawing_are_written_out_for_light_paper(tmp_path: Path) -> None:
    data = drawing(tmp_path, STYLED)
    assert data is not None
    (text,) = (element for element in elements_in(data) if element.tag == f"{SVG}text")
    style = text.attrib["style"]
    assert "fill: #111111" in style
    assert "stroke: #00ff00" in style
    assert "#ffffff" not in style
    assert "Noto Sans" in style
    assert "system-ui" not in style
    assert text.text == "25\u00a0% & plus"


def test_a_prefix_that_a_library_gives_to_drawings_changes_nothing(tmp_path: Path) -> None:
    ElementTree.register_namespace("svg", SVG.strip("{}"))
    data = drawing(tmp_path, STYLED)
    assert data is not None
    assert b"fill: #111111" in data


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_of_the_product_can_be_printed(name: str) -> None:
    folder, _, file = name.rpartition("/")
    data = for_paper(load_picture(HOUSE / "content", folder, file))
    assert data is not None
    assert SVG_ELEMENTS.issuperset(element.tag for element in elements_in(data))


@pytest.mark.parametrize(
    "inside", ['<g id="a"/><use href="#a"/>', "<pattern/>", "<rect/>" * 3001], ids=["repeats", "not allowed", "too many elements"]
)
def test_a_drawing_that_no_document_may_hold_is_left_out(tmp_path: Path, inside: str) -> None:
    assert drawing(tmp_path, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">{inside}</svg>') is None


@pytest.mark.parametrize(("suffix", "kind"), [("png", "PNG"), ("jpg", "JPEG"), ("webp", "WEBP")])
def test_a_photo_is_no_larger_than_a_page_needs(tmp_path: Path, suffix: str, kind: str) -> None:
    (tmp_path / "a").mkdir()
    Image.new("RGB", (3000, 1500), "#2c6e49").save(tmp_path / "a" / f"x.{suffix}")
    data = for_paper(load_picture(tmp_path, "a", f"x.{suffix}"))
    assert data is not None
    with Image.open(io.BytesIO(data)) as photo:
        assert (photo.format, photo.size) == (kind, (LARGEST_SIDE, LARGEST_SIDE // 2))


def test_a_small_photo_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    Image.new("RGB", (30, 15)).save(tmp_path / "a" / "x.png")
    assert for_paper(load_picture(tmp_path, "a", "x.png")) == (tmp_path / "a" / "x.png").read_bytes()
