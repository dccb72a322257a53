"""Logos: good pictures become small clean PNGs, the others are refused with the reason."""

import io
import warnings

import pytest
from PIL import Image, ImageFile

from helpcenter.organisations.logos import MAX_BYTES, TARGET, LogoError, LogoProblem, clean_logo
from tests.organisations.pictures import DISGUISED, SVG, make_bomb, make_picture, make_webp_header


def _open(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_png(kind: str) -> None:
    logo = clean_logo(make_picture(kind))
    assert _open(logo.data).format == "PNG"
    assert (logo.width, logo.height) == (300, 120)


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1", "I;16", "LA"])
def test_every_kind_of_colour_is_understood(mode: str) -> None:
    assert clean_logo(make_picture(mode=mode)).width == 300


def test_a_photograph_in_the_colours_of_printers_is_understood() -> None:
    buffer = io.BytesIO()
    Image.new("CMYK", (40, 40)).save(buffer, "JPEG")
    assert _open(clean_logo(buffer.getvalue()).data).mode == "RGB"


def test_transparency_stays() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(buffer, "PNG")
    assert _open(clean_logo(buffer.getvalue()).data).getpixel((0, 0)) == (255, 0, 0, 0)


def test_a_large_picture_is_made_smaller_in_proportion() -> None:
    logo = clean_logo(make_picture(size=(3000, 600)))
    assert (logo.width, logo.height) == (1200, 240)
    assert logo.width <= TARGET[0]
    assert logo.height <= TARGET[1]


def test_a_photograph_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Famille A"
    logo = clean_logo(make_picture("JPEG", exif=exif, comment=b"secret"))
    assert (logo.width, logo.height) == (120, 300)
    assert not _open(logo.data).getexif()
    assert b"secret" not in logo.data
    assert b"Famille A" not in logo.data


def test_nothing_that_follows_the_picture_is_kept() -> None:
    assert b"<script>" not in clean_logo(make_picture() + b"<script>alert(1)</script>").data


def test_the_same_picture_has_the_same_name() -> None:
    assert clean_logo(make_picture()).hash == clean_logo(make_picture()).hash


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", LogoProblem.EMPTY),
        (make_picture() + b"\0" * MAX_BYTES, LogoProblem.TOO_HEAVY),
        (SVG, LogoProblem.SVG),
        (b"\xef\xbb\xbf\n" + SVG, LogoProblem.SVG),
        (SVG.decode().encode("utf-16"), LogoProblem.SVG),
        (b"\x1f\x8b\x08" + b"\0" * 20, LogoProblem.SVG),
        (b"%PDF-1.7 ...", LogoProblem.NOT_A_PICTURE),
        (b"<html></html>", LogoProblem.NOT_A_PICTURE),
        (b"GIF89a" + b"\0" * 20, LogoProblem.NOT_A_PICTURE),
        (DISGUISED, LogoProblem.DAMAGED),
        (b"\xff\xd8\xff<html></html>", LogoProblem.DAMAGED),
        (b"RIFF\x00\x00\x00\x00WEBP<html></html>", LogoProblem.DAMAGED),
        (b"RIFF\x00\x00\x00\x00WEBPVP8L", LogoProblem.DAMAGED),
        (make_picture()[:-60], LogoProblem.DAMAGED),
        (make_picture("JPEG")[:400], LogoProblem.DAMAGED),
        (make_bomb(20_000), LogoProblem.TOO_LARGE),
        (make_bomb(5_000), LogoProblem.TOO_LARGE),
        (make_bomb(200_000), LogoProblem.TOO_LARGE),
        (make_webp_header(16_000, 16_000), LogoProblem.TOO_LARGE),
    ],
)
def test_a_refusal_names_its_cause(data: bytes, problem: LogoProblem) -> None:
    with pytest.raises(LogoError) as caught:
        clean_logo(data)
    assert caught.value.problem is problem


def test_half_a_picture_is_refused_even_when_another_library_has_allowed_it() -> None:
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with pytest.raises(LogoError):
            clean_logo(make_picture("JPEG")[:-200])
        assert ImageFile.LOAD_TRUNCATED_IMAGES
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_no_warning_escapes_while_a_bomb_is_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(LogoError):
            clean_logo(make_bomb(11_000))
