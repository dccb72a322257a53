from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from helpcenter.documents.checks import Leaf, Level, Problem, check_content, check_text, make_shelf_check
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Page
from tests.documents.texts import LETTERS, NOTES, SVG, write_text

TWO = "## One {#one}\n\n### Two {#two}\n"


def problems(root: Path) -> list[str]:
    library = Library(root, [NOTES, LETTERS])
    found = check_content(library, [make_shelf_check(NOTES)])
    return [str(Problem(problem.file.relative_to(root), problem.line, problem.level, problem.message)) for problem in found]


def write_both(root: Path, slug: str, body: str = TWO, **fields: object) -> None:
    write_text(root, f"notes/{slug}/fr", body, title=f"{slug} (fr)", **fields)
    write_text(root, f"notes/{slug}/en", body, title=f"{slug} (en)", **fields)


def test_a_good_folder_has_no_problem(tmp_path: Path) -> None:
    write_both(tmp_path, "a", TWO + "\n[b](../a/fr.md#two) [c](#one) ![x](way.svg)")
    (tmp_path / "notes" / "a" / "way.svg").write_text(SVG)
    assert problems(tmp_path) == []


def test_an_empty_content_folder_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# One {#one}", "notes/a/fr.md:5: the heading “One” must begin with ##"),
        ("## One {#one}\n\n#### Two {#two}", "notes/a/fr.md:7: the heading “Two” skips a level: #### after ##"),
        ("### One {#one}", "notes/a/fr.md:5: the heading “One” skips a level"),
        ("## One", "notes/a/fr.md:5: the heading “One” needs an anchor of its own"),
        ("## One {#one}\n\n## Two {#one}", "notes/a/fr.md:7: the anchor one is given twice"),
        ("## One {#One_x}", "notes/a/fr.md:5: the anchor One_x must be small letters"),
        ("\n[x](#gone)", "notes/a/fr.md:6: there is no heading with the anchor #gone"),
        ("[x](../gone/fr.md)", "notes/a/fr.md:5: the link leads to notes/gone/fr.md, which does not exist"),
        ("[x](../b/fr.md#gone)", "notes/a/fr.md:5: the link leads to notes/b/fr.md, which has no heading with the anchor #gone"),
        ("[x](javascript:alert(1))", "notes/a/fr.md:5: the link to javascript:alert(1) is none that a page may have"),
        ("![x](gone.svg)", "notes/a/fr.md:5: the picture gone.svg does not exist"),
        ("![](way.svg)", "notes/a/fr.md:5: the picture way.svg has no text for people who do not see it"),
        ("![x](https://evil.example/x.png)", "notes/a/fr.md:5: the picture 'https://evil.example/x.png' must be a file beside the text"),
        ("{{ colour }}", "notes/a/fr.md:5: uses the unknown variable {{ colour }}"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, body: str, expected: str) -> None:
    write_both(tmp_path, "b")
    write_both(tmp_path, "a", body)
    (tmp_path / "notes" / "a" / "way.svg").write_text(SVG)
    found = problems(tmp_path)
    assert any(problem.startswith(expected) for problem in found), found


def test_wrong_front_matter_is_named_and_hides_nothing_else(tmp_path: Path) -> None:
    write_both(tmp_path, "a", colour="red")
    write_both(tmp_path, "b", "[x](#gone)")
    found = problems(tmp_path)
    assert 'notes/a/fr.md:3: has an unknown field "colour"' in found
    assert "notes/b/fr.md:5: there is no heading with the anchor #gone" in found


def test_anchors_are_the_same_in_every_locale(tmp_path: Path) -> None:
    write_text(tmp_path, "notes/a/fr", "## Un {#one}", title="Une")
    write_text(tmp_path, "notes/a/en", "## One {#one}\n\n## Two {#two}", title="A")
    assert problems(tmp_path) == ["notes/a/fr.md:1: lacks the anchor two, which en has: anchors are the same in every locale"]


def test_a_missing_translation_is_a_warning(tmp_path: Path) -> None:
    write_text(tmp_path, "notes/a/fr", title="Une")
    assert problems(tmp_path) == ["notes/a/en.md:1: warning: the translation is missing"]


def test_a_text_may_link_to_one_that_comes_later(tmp_path: Path) -> None:
    write_both(tmp_path, "a", TWO + "\n[x](../z/fr.md#two) [y](../z/fr.md#gone)")
    write_both(tmp_path, "z")
    assert problems(tmp_path) == [
        f"notes/a/{locale}.md:9: the link leads to notes/z/fr.md, which has no heading with the anchor #gone" for locale in ("en", "fr")
    ]


def test_one_text_alone_is_checked_with_its_links(tmp_path: Path) -> None:
    write_both(tmp_path, "a", TWO + "\n[x](../z/fr.md#two) [y](../gone/fr.md)")
    write_both(tmp_path, "z", "# Wrong {#wrong}\n\n## Two {#two}")
    library = Library(tmp_path, [NOTES])
    assert {problem.message for problem in check_text(library, NOTES, "a")} == {"the link leads to notes/gone/fr.md, which does not exist"}


def test_a_room_sees_each_text_in_all_its_languages_and_the_shelf_at_the_end(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    write_both(tmp_path, "b")

    def of_text(_library: Library, pages: Sequence[Page[Any]]) -> Iterator[Problem]:
        yield Problem(pages[0].file, 1, Level.WARNING, " and ".join(page.locale for page in pages))

    def of_shelf(library: Library, leaves: Sequence[Leaf]) -> Iterator[Problem]:
        yield Problem(library.root, 1, Level.WARNING, ", ".join(leaf.place.path for leaf in leaves))

    check = make_shelf_check(NOTES, [of_text], [of_shelf])
    assert [problem.message for problem in check_content(Library(tmp_path, [NOTES]), [check])] == [
        "notes/a/en.md, notes/a/fr.md, notes/b/en.md, notes/b/fr.md",
        "en and fr",
        "en and fr",
    ]


def test_two_texts_with_one_title_cannot_be_told_apart(tmp_path: Path) -> None:
    for slug in ("a", "b"):
        write_text(tmp_path, f"notes/{slug}/fr", title="Une note")
        write_text(tmp_path, f"notes/{slug}/en", title=f"Note {slug}")
    assert problems(tmp_path) == ["notes/b/fr.md:1: has the same title as a"]


def test_names_of_folders_are_slugs_and_differ(tmp_path: Path) -> None:
    write_both(tmp_path, "my-note")
    write_text(tmp_path, "notes/My_Note/fr")
    (tmp_path / "notes" / "empty").mkdir()
    found = "\n".join(problems(tmp_path))
    assert "notes/My_Note:1: a folder's name is the address of its page" in found
    assert "notes/my-note:1: has the same address as My_Note" in found
    assert "notes/empty:1: holds no text" in found


def test_files_that_no_text_shows_are_warnings(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    (tmp_path / "notes" / "a" / "way.svg").write_text(SVG)
    (tmp_path / "notes" / "a" / "notes.docx").write_text("x")
    assert problems(tmp_path) == [
        "notes/a/notes.docx:1: warning: is neither a text such as fr.md nor a picture",
        "notes/a/way.svg:1: warning: no text shows this picture",
    ]


def test_a_text_that_leads_out_of_the_folder_is_an_error(tmp_path: Path) -> None:
    outside = write_text(tmp_path / "outside", "notes/a/fr")
    root = tmp_path / "content"
    write_text(root, "notes/a/en")
    (root / "notes" / "a" / "fr.md").symlink_to(outside)
    assert "notes/a/fr.md:1: leads out of the content folder" in problems(root)


def test_a_room_adds_its_own_checks(tmp_path: Path) -> None:
    problem = Problem(tmp_path / "x.yaml", 4, Level.WARNING, "is overdue")
    assert check_content(Library(tmp_path), [lambda library: [problem]]) == [problem]
