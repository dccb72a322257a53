"""The texts of mails: subject, prose and buttons, every mistake named with file and line."""

from pathlib import Path

import pytest

from helpcenter.documents.errors import ContentError
from helpcenter.mail.texts import Button, Prose, parse_mail, read_mail

TEXT = """---
subject: "Pour {{ who }}"
---
Bonjour **{{ who }}**,

[Ouvrir]({{ link }})

> {{ note }}

À bientôt
"""
VALUES = {"who": "<b>Zoé</b> & *Ali*", "link": "https://aide.example/?a=1&b=2", "note": ""}


def write(folder: Path, text: str = TEXT, locale: str = "fr") -> Path:
    """A mail in a content folder."""
    file = folder / "greeting" / f"{locale}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_line_that_is_nothing_but_a_link_becomes_a_button(tmp_path: Path) -> None:
    mail = parse_mail(write(tmp_path), "fr")
    assert [type(piece) for piece in mail.pieces] == [Prose, Button, Prose]


def test_a_link_among_words_stays_a_link(tmp_path: Path) -> None:
    mail = parse_mail(write(tmp_path, "---\nsubject: x\n---\nVoyez [le site](https://ani.example/) bientôt.\n"), "fr")
    part = mail.pieces[0].fill({})
    assert part.url == ""
    assert '<a href="https://ani.example/">le site</a>' in part.html


def test_values_are_escaped_and_never_read_as_markdown(tmp_path: Path) -> None:
    prose, button, _ = (piece.fill(VALUES) for piece in parse_mail(write(tmp_path), "fr").pieces)
    assert "<strong>&lt;b&gt;Zoé&lt;/b&gt; &amp; *Ali*</strong>" in prose.html
    assert "Bonjour <b>Zoé</b> & *Ali*," in prose.text
    assert button.url == "https://aide.example/?a=1&b=2"


def test_a_value_without_words_leaves_no_empty_box(tmp_path: Path) -> None:
    part = parse_mail(write(tmp_path), "fr").pieces[2].fill(VALUES)
    assert part.html.strip() == "<p>À bientôt</p>"


def test_a_variable_without_value_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    file = write(tmp_path)
    mail = parse_mail(file, "fr")
    with pytest.raises(ContentError) as caught:
        mail.pieces[2].fill({})
    assert (caught.value.file, caught.value.line) == (file, 8)
    with pytest.raises(ContentError) as caught:
        mail.fill_subject({})
    assert caught.value.line == 2


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "/fr/", "https://a b.example", "https://a.example\nBcc"])
def test_a_button_needs_a_complete_address(tmp_path: Path, link: str) -> None:
    file = write(tmp_path)
    with pytest.raises(ContentError, match=f"{file.name}:6: the button needs a complete address"):
        parse_mail(file, "fr").pieces[1].fill({"link": link})


def test_a_mistake_in_the_markdown_is_named(tmp_path: Path) -> None:
    mail = parse_mail(write(tmp_path, "---\nsubject: x\n---\nUn\n\n<b>gras</b>\n"), "fr")
    with pytest.raises(ContentError, match=r"fr\.md:6: HTML is shown as text"):
        mail.pieces[0].fill({})


@pytest.mark.parametrize("header", ["", "subject: ''", "subject: x\ncolour: red", "title: x"])
def test_a_front_matter_holds_a_subject_and_nothing_else(tmp_path: Path, header: str) -> None:
    with pytest.raises(ContentError):
        parse_mail(write(tmp_path, f"---\n{header}\n---\nTexte\n"), "fr")


def test_a_language_without_the_text_gets_the_french_one(tmp_path: Path) -> None:
    write(tmp_path)
    assert read_mail(tmp_path, "greeting", "en").locale == "fr"
    write(tmp_path, TEXT, "en")
    assert read_mail(tmp_path, "greeting", "en").locale == "en"


def test_a_missing_mail_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"absent/fr\.md:1"):
        read_mail(tmp_path, "absent", "fr")


@pytest.mark.parametrize("name", ["../consent", "a/b", "", "Greeting"])
def test_the_name_of_a_mail_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a mail"):
        read_mail(tmp_path, name, "fr")
