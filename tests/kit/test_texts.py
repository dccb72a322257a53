"""Ready texts, filled."""

from pathlib import Path

import pytest

from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.kit.texts import Kind, find_text, list_texts
from tests.kit.samples import URL, announcement, real_library, write_text


@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
def test_every_kind_names_the_address_whole(locale: str) -> None:
    texts = list_texts(real_library(), announcement(), locale)
    assert {text.kind for text in texts} == set(Kind)
    assert all("bonjour@tilleuls.example" in text.plain for text in texts)
    assert [text.order for text in texts] == sorted(text.order for text in texts)


@pytest.mark.parametrize("kind", Kind)
def test_plain_text_has_no_marks_and_no_variables(kind: Kind) -> None:
    text = find_text(real_library(), announcement(), kind, "fr")
    assert text
    assert not {"**", "{{", "> "} & {text.plain[start : start + 2] for start in range(len(text.plain))}


def test_html_holds_paragraphs_lists_one_link_and_nothing_else() -> None:
    text = find_text(real_library(), announcement(), Kind.WEBSITE, "fr")
    assert text
    assert f'<a href="{URL}" dir="ltr">{URL}</a>' in text.html
    assert "<li>" in text.html
    assert "class=" not in text.html


def test_what_an_organisation_calls_itself_stays_text() -> None:
    name = 'Maison <b>A</b> & "B" {{ sender_address }} [x](https://evil.example)'
    text = find_text(real_library(), announcement(organisation=name), Kind.WEBSITE, "fr")
    assert text
    assert "Maison &lt;b&gt;A&lt;/b&gt; &amp;" in text.html
    assert "evil.example)" in text.plain
    assert 'href="https://evil' not in text.html


def test_without_a_contact_line_its_sentence_is_left_out() -> None:
    with_contact = find_text(real_library(), announcement(), Kind.WEBSITE, "fr")
    without = find_text(real_library(), announcement(contact=""), Kind.WEBSITE, "fr")
    assert with_contact
    assert without
    assert "01 99 00 12 34" in with_contact.plain
    assert "Une question" not in without.plain


def test_a_message_is_the_fullest_wording_that_is_sent_as_one() -> None:
    short = find_text(real_library(), announcement(organisation="CS", sheets_url="https://a.example/fr/o/b/"), Kind.SMS, "fr")
    long = find_text(real_library(), announcement(organisation="C" * 40, sheets_url="https://a.example/" + "o" * 60), Kind.SMS, "fr")
    assert short
    assert short.message
    assert long
    assert long.message
    assert "https://" in short.plain
    assert "https://" not in long.plain
    assert short.message.segments == long.message.segments == 1
    assert short.message.places == len(short.plain) <= short.message.capacity == 160


def test_an_arabic_message_keeps_its_letters_and_counts_seventy(tmp_path: Path) -> None:
    library = write_text(tmp_path, Kind.SMS, "رسائلنا من {{ sender_address }}", "ar")
    text = find_text(library, announcement(), Kind.SMS, "ar")
    assert text
    assert text.message
    assert text.plain.startswith("رسائلنا")
    assert (text.message.capacity, text.message.segments) == (70, 1)


def test_a_language_without_text_gives_none() -> None:
    assert find_text(real_library(), announcement(), Kind.SMS, "xx") is None
