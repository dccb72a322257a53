import os
from pathlib import Path

import pytest

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import CAPACITY, Library
from tests.documents.texts import LETTERS, NOTES, SVG, write_text


def make_library(root: Path) -> Library:
    return Library(root, [NOTES, LETTERS])


def html(library: Library, slug: str = "a", locale: str = "fr") -> str:
    return str(library.get(NOTES, slug, locale).rendered.fill({"vendor": "ANI"}).html)


def age(file: Path) -> None:
    """Make a file look older, as if time had passed since it was written."""
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - 10_000_000_000))


def test_a_text_is_found_by_shelf_slug_and_locale(tmp_path: Path) -> None:
    write_text(tmp_path, "notes/a/fr", "Bonjour {{ vendor }}", title="Une note")
    library = make_library(tmp_path)
    assert library.get(NOTES, "a", "fr").meta.title == "Une note"
    assert html(library) == "<p>Bonjour ANI</p>"
    assert library.slugs(NOTES) == ("a",)
    assert library.locales(NOTES, "a") == ("fr",)


def test_what_does_not_exist_is_none_or_named(tmp_path: Path) -> None:
    library = make_library(tmp_path)
    assert library.find(NOTES, "a", "fr") is None
    assert library.slugs(NOTES) == ()
    with pytest.raises(ContentError, match=r"notes/a/fr\.md:1: this file is needed and does not exist"):
        library.get(NOTES, "a", "fr")


def test_an_edited_file_is_read_at_the_next_question(tmp_path: Path) -> None:
    age(write_text(tmp_path, "notes/a/fr", "Before"))
    library = make_library(tmp_path)
    assert "Before" in html(library)
    write_text(tmp_path, "notes/a/fr", "After!")
    assert "After!" in html(library)


def test_an_untouched_file_is_not_rendered_again(tmp_path: Path) -> None:
    write_text(tmp_path, "notes/a/fr")
    library = make_library(tmp_path)
    assert library.get(NOTES, "a", "fr") is library.get(NOTES, "a", "fr")


def test_a_file_written_again_with_the_same_words_keeps_its_rendering(tmp_path: Path) -> None:
    file = write_text(tmp_path, "notes/a/fr")
    library = make_library(tmp_path)
    before = library.get(NOTES, "a", "fr")
    age(file)
    assert library.get(NOTES, "a", "fr") is before


def test_a_changed_picture_gets_a_new_address(tmp_path: Path) -> None:
    write_text(tmp_path, "notes/a/fr", "![Le chemin](way.svg)")
    picture = tmp_path / "notes" / "a" / "way.svg"
    picture.write_text(SVG)
    age(picture)
    library = make_library(tmp_path)
    before = html(library)
    picture.write_text(SVG.replace("40", "50"))
    after = html(library)
    assert "/pictures/notes/a/way." in before
    assert after != before
    picture.unlink()
    assert "<img" not in html(library)


def test_a_mistake_is_raised_until_it_is_mended(tmp_path: Path) -> None:
    file = write_text(tmp_path, "notes/a/fr", colour="red")
    library = make_library(tmp_path)
    for _attempt in range(2):
        with pytest.raises(ContentError, match="unknown field"):
            library.find(NOTES, "a", "fr")
    age(file)
    write_text(tmp_path, "notes/a/fr")
    assert "Hello." in html(library)


@pytest.mark.parametrize("slug", ["../letters", "..", ".", "a/../b", "/etc", "A", "a--b", "-a", "a.md", "a\x00", "a%2f..", ""])
def test_no_slug_leads_out_of_its_shelf(tmp_path: Path, slug: str) -> None:
    write_text(tmp_path, "letters/x/fr")
    library = make_library(tmp_path)
    assert library.find(NOTES, slug, "fr") is None
    assert library.locales(NOTES, slug) == ()


@pytest.mark.parametrize("locale", ["../fr", "fr/../en", "FR", "", "french"])
def test_no_locale_leads_out_of_its_folder(tmp_path: Path, locale: str) -> None:
    write_text(tmp_path, "notes/a/fr")
    assert make_library(tmp_path).find(NOTES, "a", locale) is None


def test_a_link_out_of_the_content_folder_is_not_followed(tmp_path: Path) -> None:
    secret = write_text(tmp_path / "outside", "notes/a/fr", "secret")
    folder = tmp_path / "content" / "notes" / "a"
    folder.mkdir(parents=True)
    (folder / "fr.md").symlink_to(secret)
    (tmp_path / "content" / "notes" / "b").symlink_to(secret.parent)
    library = make_library(tmp_path / "content")
    assert library.find(NOTES, "a", "fr") is None
    assert library.find(NOTES, "b", "fr") is None


def test_links_between_texts_become_addresses_of_pages(tmp_path: Path) -> None:
    body = "[b](../b/fr.md#two) [c](../../letters/c/fr.md) [d](page:assistance) [e](../../../etc/fr.md) [f](page:nowhere)"
    write_text(tmp_path, "notes/a/fr", body)
    page = make_library(tmp_path).get(NOTES, "a", "fr")
    assert [link.url for link in page.rendered.links] == ["/fr/notes/b#two", "/fr/assistance"]
    assert len(page.rendered.problems) == 3


def test_a_picture_is_found_by_its_address_and_by_an_older_one(tmp_path: Path) -> None:
    write_text(tmp_path, "notes/a/fr", "![Le chemin](way.svg)")
    (tmp_path / "notes" / "a" / "way.svg").write_text(SVG)
    library = make_library(tmp_path)
    (picture,) = library.get(NOTES, "a", "fr").rendered.pictures
    assert library.find_picture("notes", "a", picture.url.rpartition("/")[2]) == picture
    assert library.find_picture("notes", "a", "way.000000000000.svg") == picture
    for folder, slug, name in [("other", "a", "way.000000000000.svg"), ("notes", "..", "way.000000000000.svg"), ("notes", "a", "fr.md")]:
        assert library.find_picture(folder, slug, name) is None


def test_memory_does_not_grow_with_the_number_of_texts(tmp_path: Path) -> None:
    slugs = [f"n{number}" for number in range(CAPACITY + 20)]
    for slug in slugs:
        write_text(tmp_path, f"notes/{slug}/fr")
    library = make_library(tmp_path)
    first = library.get(NOTES, slugs[0], "fr")
    for slug in slugs:
        library.get(NOTES, slug, "fr")
    assert library.get(NOTES, slugs[-1], "fr") is library.get(NOTES, slugs[-1], "fr")
    assert library.get(NOTES, slugs[0], "fr") is not first
