"""What the check says of the kit."""

from pathlib import Path

import pytest

from helpcenter.documents.checks import Level, check_content
from helpcenter.kit.content import CHECKS
from helpcenter.kit.texts import Kind
from tests.kit.samples import real_library, write_text

PAPER = "**Titre**\n\nIl vient de :\n\n{{ sender_address }}\n\nRegardez.\n\n> Scannez."


def messages(root: Path, kind: Kind, body: str) -> str:
    """All errors of one text, apart from the languages and kinds that are missing."""
    library = write_text(root, kind, body)
    problems = check_content(library, CHECKS)
    return "\n".join(each.message for each in problems if each.level is Level.ERROR and "is missing" not in each.message)


def test_the_house_s_own_kit_has_no_errors() -> None:
    assert [str(each) for each in check_content(real_library(), CHECKS) if each.level is Level.ERROR] == []


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (Kind.WEBSITE, "Rien.", "does not name the address"),
        (Kind.WEBSITE, "{{ sender_address }} {{ secret }}", "unknown variable"),
        (Kind.POSTER, PAPER.replace("**", ""), "needs a headline"),
        (Kind.POSTER, PAPER.replace("{{ sender_address }}", "de {{ sender_address }}"), "nothing but {{ sender_address }}"),
        (Kind.POSTER, PAPER.replace("> ", ""), "needs one quotation"),
        (Kind.POSTER, PAPER.replace("Titre", "T" * 60), "a headline of 60 letters"),
        (Kind.COUNTER_SIGN, PAPER.replace("Regardez.", "mot " * 40), "a paragraph of"),
        (Kind.SMS, "{{ sender_address }} " + "mot " * 40, "no wording that fits into one message"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, kind: Kind, body: str, said: str) -> None:
    assert said in messages(tmp_path, kind, body)


def test_a_value_that_one_language_leaves_out_is_named(tmp_path: Path) -> None:
    write_text(tmp_path, Kind.WEBSITE, "{{ sender_address }}", "en")
    assert "does not use sheets_url" in messages(tmp_path, Kind.WEBSITE, "{{ sender_address }} {{ sheets_url }}")


def test_a_missing_language_is_an_error_in_french_and_english_and_a_warning_elsewhere(tmp_path: Path) -> None:
    library = write_text(tmp_path, Kind.WEBSITE, "{{ sender_address }}", "fr")
    found = {(each.file.stem, each.level) for each in check_content(library, CHECKS) if "is missing: families" in each.message}
    assert ("en", Level.ERROR) in found
    assert ("ar", Level.WARNING) in found


def test_a_folder_of_no_known_kind_is_named(tmp_path: Path) -> None:
    file = tmp_path / "kit" / "flyer" / "fr.md"
    file.parent.mkdir(parents=True)
    text = "---\ntitle: Un titre\ndescription: Une description assez longue.\norder: 1\n---\n{{ sender_address }}\n"
    file.write_text(text, encoding="utf-8")
    library = write_text(tmp_path, Kind.WEBSITE, "{{ sender_address }}")
    assert any("is no kind of announcement" in each.message for each in check_content(library, CHECKS))
