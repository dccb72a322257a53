"""Pictures beside a text: checked, made smaller, freed of what a camera notes, never over another one."""

import io
import json

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from helpcenter.documents.pictures import PictureError
from helpcenter.writing.pictures import make_name
from tests.browsing import submit, text_of
from tests.writing.desk import Writer

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'


def photo(kind: str = "JPEG", size: tuple[int, int] = (4000, 2000)) -> bytes:
    """A photograph that knows where it was taken, lying on its side."""
    picture = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def add(writer: Writer, data: bytes, filename: str, name: str = "") -> TestResponse:
    """Send the form of the pictures' page."""
    url = "/staff/texts/volume/pictures"
    return submit(writer.browser, url, {"picture": FileStorage(io.BytesIO(data), filename), "name": name})


def test_a_photograph_is_upright_small_enough_and_without_its_place(writer: Writer) -> None:
    writer.lay()
    assert add(writer, photo(), "Photo d’été.JPEG").status_code == 302
    with Image.open(writer.file().with_name("photo-d-ete.jpg")) as kept:
        assert kept.size == (1600, 3200)
        assert dict(kept.getexif()) == {}


def test_a_drawing_is_kept_as_it_is(writer: Writer) -> None:
    writer.lay()
    add(writer, SVG, "way.fr.svg")
    assert writer.file().with_name("way.fr.svg").read_bytes() == SVG
    assert "way.fr.svg" in text_of(writer.browser.get("/staff/texts/volume/pictures"))
    assert "Image ajoutée\xa0: way.fr.svg" in _log(writer)


@pytest.mark.parametrize(
    ("data", "filename", "words"),
    [
        (b"", "", "Choisissez un fichier."),
        (b"GIF89a", "x.gif", "Choisissez un fichier PNG, JPEG, WebP ou SVG."),
        (b"no picture", "x.png", "Ce fichier n’est pas une image PNG lisible."),
        (SVG.replace(b"<rect", b"<script>alert(1)</script><rect"), "x.svg", "Ce dessin contient un script"),
        (SVG.replace(b"<rect", b'<image href="https://evil.example/x.png"/><rect'), "x.svg", "Ce dessin a besoin d’autres fichiers."),
        (SVG.replace(b' viewBox="0 0 40 30"', b""), "x.svg", "viewBox"),
        (b"<svg", "x.svg", "pas"),
        (SVG + b" " * 1_100_000, "x.svg", "dépasse 1024 ko"),
    ],
)
def test_what_must_not_be_shown_is_refused_in_words(writer: Writer, data: bytes, filename: str, words: str) -> None:
    writer.lay()
    answer = add(writer, data, filename)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert [item.name for item in writer.file().parent.iterdir()] == ["fr.md"]


def test_another_picture_of_the_same_name_is_not_replaced(writer: Writer) -> None:
    writer.lay()
    add(writer, SVG, "way.svg")
    assert add(writer, SVG, "way.svg").status_code == 302
    answer = add(writer, SVG.replace(b"30", b"31"), "way.svg")
    assert answer.status_code == 422
    assert "Une autre image s’appelle déjà way.svg." in text_of(answer)
    assert add(writer, SVG.replace(b"30", b"31"), "way.svg", name="Way two").status_code == 302
    assert writer.file().with_name("way-two.svg").exists()


def test_the_script_gets_the_pictures_and_the_reasons_as_data(writer: Writer) -> None:
    writer.lay()
    token = writer.open()["csrf_token"]
    fetch = {"X-Requested-With": "fetch"}
    wrong = writer.browser.post("/staff/texts/volume/pictures", data={"csrf_token": token}, headers=fetch)
    assert (wrong.status_code, json.loads(wrong.get_data(as_text=True))) == (422, {"errors": ["Choisissez un fichier."]})
    add(writer, SVG, "way.svg")
    found = json.loads(writer.browser.get("/staff/texts/volume/pictures", headers=fetch).get_data(as_text=True))
    assert [(each["name"], each["width"]) for each in found["pictures"]] == [("way.svg", 40)]


@pytest.mark.parametrize(
    ("typed", "uploaded", "name"),
    [
        ("", "C:\\Users\\x\\Mon image.PNG", "mon-image.png"),
        ("", "../../etc/passwd.svg", "passwd.svg"),
        ("Chemin d’un mail.fr", "x.svg", "chemin-d-un-mail.fr.svg"),
        ("way.en.svg", "x.svg", "way.en.svg"),
        ("", ".svg", "picture.svg"),
        ("", "日本.webp", "picture.webp"),
        ("a" * 200, "x.jpeg", "a" * 50 + ".jpg"),
    ],
)
def test_names_are_made_plain(typed: str, uploaded: str, name: str) -> None:
    if uploaded == ".svg":
        with pytest.raises(PictureError):
            make_name(typed, uploaded)
        return
    assert make_name(typed, uploaded) == name


def _log(writer: Writer) -> str:
    from dulwich.repo import Repo

    with Repo(str(writer.content.parent / "instance" / "history")) as repo:
        return b"".join(entry.commit.message for entry in repo.get_walker()).decode()
