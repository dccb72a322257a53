from pathlib import Path
from typing import Any

import pytest

from helpcenter.documents.checks import Level, check_content
from helpcenter.i18n.locales import FAMILY_LOCALES, INTERFACE_LOCALES
from helpcenter.tutorials.content import CHECKS
from tests.tutorials.samples import CONTENT, STEP, library_of, write_client, write_content, write_tutorial


def problems(root: Path, level: Level = Level.ERROR) -> list[str]:
    found = [problem for problem in check_content(library_of(root), CHECKS) if problem.level is level]
    return [f"{problem.file.relative_to(root)}:{problem.line}: {problem.message}" for problem in found]


def test_the_house_has_no_error_and_names_each_label_from_memory() -> None:
    assert problems(CONTENT) == []
    warnings = problems(CONTENT, Level.WARNING)
    known = ("known from memory only", "is not known in", "translation is missing", "the steps are not the same")
    assert all(any(reason in warning for reason in known) for warning in warnings)


def test_a_good_tutorial_has_no_problem(tmp_path: Path) -> None:
    assert problems(write_content(tmp_path)) == []
    others = [f"tutorials/mail-web-rule/{code}.md" for code in FAMILY_LOCALES if code not in INTERFACE_LOCALES]
    # The sample is written in the two languages of the interface only.
    assert sorted(warning.partition(":")[0] for warning in problems(tmp_path, Level.WARNING)) == sorted(others)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"client": "post"}, "there is no mail client post"),
        ({"method": "magic"}, "mail has no method web.magic"),
        ({"strength": "weak"}, "is weak here, strong among the facts"),
        ({"shorter": "mail-web-short"}, "there is no tutorial mail-web-short"),
        ({"links": [{"link": "web.none", "text": "x", "continue_at": "click"}]}, "mail has no link web.none"),
        ({"links": [{"link": "web.rules", "text": "x", "continue_at": "end"}]}, "there is no step end"),
        ({"limits": []}, "limits"),
        ({"may_still_block": []}, "may_still_block"),
        ({"colour": "red"}, "unknown field"),
    ],
)
def test_what_a_front_matter_refers_to_must_exist(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    assert any(message in problem for problem in problems(write_content(tmp_path, **changes)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("label=web.rule.ok", "label=web.rule.no", "mail has no label web.rule.no"),
        ("illustration=button", "illustration=wand", "there is no drawing illustrations/wand.svg"),
        ("label=web.rule.ok", "label=web.rule.ok sender=shown", "the drawing button has no room for the sender"),
    ],
)
def test_what_a_step_refers_to_must_exist(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = problems(write_content(tmp_path, steps=STEP.replace(old, new)))
    assert len([problem for problem in found if message in problem]) == 2
    assert all(".md:" in problem and not problem.endswith(".md:1:") for problem in found)


def test_both_languages_must_show_the_same_steps(tmp_path: Path) -> None:
    write_content(tmp_path, locales=("en",))
    write_tutorial(tmp_path, locale="fr", steps=STEP.replace("action=click", "action=open"))
    (found,) = problems(tmp_path)
    assert "tutorials/mail-web-rule/en.md:" in found
    assert "the steps are not the same as in fr" in found


def test_a_translation_that_is_behind_is_only_a_warning_so_that_a_correction_need_not_wait(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_tutorial(tmp_path, locale="tr", steps=STEP.replace("action=click", "action=open"))
    assert problems(tmp_path) == []
    assert any("mail-web-rule/tr.md" in warning and "not the same as in fr" in warning for warning in problems(tmp_path, Level.WARNING))


def test_both_languages_must_say_the_same_of_the_method(tmp_path: Path) -> None:
    write_content(tmp_path, locales=("en",))
    write_tutorial(tmp_path, locale="fr", needs_received_mail="true")
    assert any("needs_received_mail is not the same in fr" in problem for problem in problems(tmp_path))


def test_a_folder_is_named_like_its_method(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_tutorial(tmp_path, folder="mail-web-other")
    assert any("make mail-web-rule, the folder says mail-web-other" in problem for problem in problems(tmp_path))


def test_labels_that_no_language_has_together_are_an_error(tmp_path: Path) -> None:
    write_content(tmp_path)
    seen = {"evidence": "memory", "confidence": "low"}
    write_client(tmp_path, labels={"web.rule.ok": {"fr": {"text": "a", **seen}}, "web.rule.go": {"de": {"text": "b", **seen}}})
    write_tutorial(tmp_path, steps=STEP.replace("It is blue.", "Not {web.rule.go}."))
    assert any("no language of the screen has all labels" in problem for problem in problems(tmp_path))


def test_a_broken_client_is_named_in_its_own_file(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_client(tmp_path, labels={"web.rule.ok": {"fr": {"text": "a", "evidence": "seen"}}})
    found = problems(tmp_path)
    assert found
    assert all(problem.startswith("mail-clients/mail.yaml:") for problem in found)


def test_a_file_is_named_like_its_client(tmp_path: Path) -> None:
    write_content(tmp_path)
    write_client(tmp_path).rename(tmp_path / "mail-clients" / "post.yaml")
    write_client(tmp_path)
    assert any("mail-clients/post.yaml:1: names the client mail, the file says post" in problem for problem in problems(tmp_path))


def test_doubtful_things_are_warnings(tmp_path: Path) -> None:
    write_content(tmp_path, locales=("fr",))
    (tmp_path / "illustrations" / "unused.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "mail-clients" / "notes.txt").write_text("x")
    warnings = " ".join(problems(tmp_path, Level.WARNING))
    assert "the translation is missing" in warnings
    assert "no step of a tutorial shows this drawing" in warnings
    assert "nobody reads it" in warnings


def test_an_unknown_variable_in_a_step_is_an_error_with_file_and_line(tmp_path: Path) -> None:
    found = problems(write_content(tmp_path, steps=STEP.replace("It is blue.", "It is from {{ vendr }}.")))
    assert len(found) == 2
    assert all(".md:" in problem and "uses the unknown variable {{ vendr }}" in problem for problem in found)
    assert not any(problem.partition(" ")[0].endswith(".md:1:") for problem in found)


def test_an_unknown_variable_in_the_front_matter_is_an_error_with_file_and_line(tmp_path: Path) -> None:
    found = problems(write_content(tmp_path, limits=["It does not last {{ days }} days."]))
    assert len(found) == 2
    assert all("uses the unknown variable {{ days }}" in problem and ".md:1:" not in problem for problem in found)


def test_titles_stand_in_lists_as_they_are_and_hold_no_variable(tmp_path: Path) -> None:
    assert any('"title"' in problem for problem in problems(write_content(tmp_path, title="From {{ vendor }}")))
