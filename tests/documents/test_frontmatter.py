from datetime import date
from pathlib import Path

import pytest

from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import FrontMatter, parse_document, parse_yaml, read_document, read_yaml

FILE = Path("content/notes/a/fr.md")


class Person(FrontMatter):
    """A nested part."""

    name: str
    age: int = 0


class Sample(FrontMatter):
    """A front matter with fields of several kinds."""

    title: str
    updated: date
    people: tuple[Person, ...] = ()


def mistakes(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse_document(text, FILE, Sample)
    return [f"{error.line}: {error.message}" for error in caught.value.each()]


def test_a_good_text_is_taken_apart_and_the_body_knows_its_line() -> None:
    document = parse_document("---\ntitle: A\nupdated: 2026-11-02\n---\n\n## Hello\n", FILE, Sample)
    assert document.meta == Sample(title="A", updated=date(2026, 11, 2))
    assert (document.body, document.body_line) == ("\n## Hello\n", 5)


def test_blank_lines_after_the_front_matter_do_not_shift_the_lines() -> None:
    document = parse_document("---\ntitle: A\nupdated: 2026-11-02\n---\n\n\n\n## Hello\n", FILE, Sample)
    text = document.body.split("\n")
    assert document.body_line + text.index("## Hello") == 8


def test_words_that_yaml_takes_for_truth_values_stay_words() -> None:
    assert parse_document("---\ntitle: no\nupdated: 2026-11-02\n---\n", FILE, Sample).meta.title == "no"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello", "1: must begin with front matter between two lines of ---"),
        ("---\ntitle: A\n", "1: has front matter without its closing line ---"),
        ("---\ntitle: A\nupdated: 2026-13-45\n---\n", '3: "updated": input should be a valid date'),
        ("---\ntitle: A\nupdated: 2026-11-02\ntitel: B\n---\n", '4: has an unknown field "titel"'),
        ("---\ntitle: A\ntitle: B\nupdated: 2026-11-02\n---\n", '3: gives the field "title" twice'),
        ("---\ntitle: Mails: why\nupdated: 2026-11-02\n---\n", "2: is not valid YAML"),
        ("---\ntitle: A\nupdated: 2026-11-02\npeople:\n  - name: B\n    age: old\n---\n", '6: "people.0.age"'),
        ("---\ntitle: A\nupdated: 2026-11-02\npeople:\n  - age: 3\n---\n", '5: lacks the field "people.0.name"'),
        ("---\ntitle: A\x07\n---\n", "2: is not valid YAML: it holds a character"),
        ("---\n- title\n---\n", '2: "front matter"'),
        ("---\ntitle: [\n---\n", "is not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, expected: str) -> None:
    found = mistakes(text)
    assert any(expected in mistake for mistake in found), found


def test_all_mistakes_are_named_at_once() -> None:
    assert mistakes("---\ncolour: red\n---\n") == [
        '2: lacks the field "title"',
        '2: lacks the field "updated"',
        '2: has an unknown field "colour"',
    ]


def test_an_error_reads_as_file_line_and_message() -> None:
    with pytest.raises(ContentError) as caught:
        parse_document("---\ntitle: A\n---\n", FILE, Sample)
    assert str(caught.value) == 'content/notes/a/fr.md:2: lacks the field "updated"'


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.md:1: cannot be read"):
        read_document(tmp_path / "gone.md", Sample)


def test_a_text_in_another_encoding_is_named_with_the_line_of_the_first_wrong_sign(tmp_path: Path) -> None:
    file = tmp_path / "fr.md"
    file.write_bytes("---\ntitle: A\n---\nété".encode("latin-1"))
    with pytest.raises(ContentError, match=r"fr\.md:4: is not written in UTF-8"):
        read_document(file, Sample)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "fr.md"
    file.write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\nupdated: 2026-11-02\r\n---\r\nHello\r\n")
    assert read_document(file, Sample).body.strip() == "Hello"


def test_a_yaml_file_is_read_with_the_same_care(tmp_path: Path) -> None:
    file = tmp_path / "person.yaml"
    file.write_text("name: Famille A\nage: 7\n", encoding="utf-8")
    assert read_yaml(file, Person) == Person(name="Famille A", age=7)
    with pytest.raises(ContentError, match=r'x\.yaml:1: lacks the field "name"'):
        parse_yaml("age: 3\n", Path("x.yaml"), Person)


def test_an_empty_yaml_file_lacks_its_fields() -> None:
    with pytest.raises(ContentError, match='lacks the field "name"'):
        parse_yaml("", Path("x.yaml"), Person)


def test_references_that_multiply_are_refused_at_once() -> None:
    rows = [f"{chr(98 + row)}: &{chr(98 + row)} [{', '.join(['*' + chr(97 + row)] * 9)}]" for row in range(12)]
    with pytest.raises(ContentError, match='lacks the field "name"'):
        parse_yaml("\n".join(["a: &a [x]", *rows]), Path("x.yaml"), Person)
