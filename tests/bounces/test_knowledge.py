"""What staff write in content/bounces is read, and each mistake is named with its file and line."""

import shutil
from pathlib import Path

import pytest

from helpcenter.bounces.checks import check_knowledge
from helpcenter.bounces.explain import explain
from helpcenter.bounces.knowledge import read_knowledge
from helpcenter.bounces.phrases import PhraseError, fold_report, read_phrase, words_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what is known, to write in."""
    shutil.copytree(CONTENT / "bounces", tmp_path / "bounces")
    return tmp_path / "bounces"


def add(file: Path, text: str) -> int:
    """Write at the end of a file; gives the line where it begins."""
    lines = file.read_text(encoding="utf-8").count("\n")
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return lines + 1


def test_a_line_that_staff_add_counts_at_once(folder: Path) -> None:
    add(folder / "texts.yaml", "  - reason: mailbox-full\n    source: example.net\n    phrases:\n      - le grenier déborde\n")
    assert explain(b"552 Le grenier\n d\xc3\xa9borde", read_knowledge(folder)).reason == "mailbox-full"


@pytest.mark.parametrize(
    ("file", "row", "at", "says"),
    [
        ("texts.yaml", "  - reason: nonsense\n    source: x\n    phrases: [wxyz wxyz]\n", 0, "nonsense"),
        ("texts.yaml", "  - reason: policy\n    source: x\n    phrases:\n      - wxyz wxyz\n      - x\n", 4, "too short"),
        ("texts.yaml", "  - reason: policy\n    source: x\n    phrases:\n      - User  UNKNOWN\n", 3, "twice"),
        ("texts.yaml", "  - reason: policy\n    phrases: [wxyz wxyz]\n", 0, "source"),
        ("codes.yaml", "  - {code: x.99, reason: policy, source: x}\n", 0, "code"),
        ("codes.yaml", "  - {code: x.1.1, reason: policy, source: x}\n", 0, "twice"),
        ("reasons.yaml", "wxyz: {kind: sometimes, cause: recipient, who_acts: wait, article: x}\n", 0, "kind"),
    ],
)
def test_a_mistake_is_named_with_its_line(folder: Path, file: str, row: str, at: int, says: str) -> None:
    line = add(folder / file, row) + at
    with pytest.raises(ContentError) as caught:
        read_knowledge(folder)
    assert (caught.value.file, caught.value.line) == (folder / file, line)
    assert says in str(caught.value)
    assert [problem.line for problem in check_knowledge(Library(folder.parent))] == [line]


def test_a_wording_that_can_never_count_is_named(folder: Path) -> None:
    line = (
        add(
            folder / "texts.yaml",
            "  - reason: policy\n    source: x\n    strength: delay\n    phrases: [your message has been delayed today]\n",
        )
        + 3
    )
    (problem,) = check_knowledge(Library(folder.parent))
    assert (problem.line, "never counts" in problem.message) == (line, True)


def test_the_content_of_the_house_has_no_problem() -> None:
    assert list(check_knowledge(Library(CONTENT))) == []


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("boîte pleine", "La BOITE   pleine.", True),
        ("boîte … pleine", "la boîte de la famille est pleine", True),
        ("boîte … pleine", "la boîte " + "x" * 200 + " pleine", False),
        ("rbl", "warble", False),
        ("blacklist*", "blacklisted", True),
        ("blacklist", "blacklisted", False),
        ("zażółć łódź", "ZAZOLC LODZ", True),
        ("いっぱいです", "メールボックスがいっぱいです。", True),
        ("user unknown", "550-5.1.1 user\n550 5.1.1 unknown", False),
        ("does not exist", "550-5.1.1 the account does\n550-5.1.1 not exist", True),
    ],
)
def test_a_phrase_is_found_as_staff_expect(phrase: str, text: str, found: bool) -> None:
    assert (read_phrase(phrase).find(fold_report(text)) >= 0) is found


@pytest.mark.parametrize("phrase", ["", "x", "…", "a … b", "abc …"])
def test_a_phrase_that_would_find_everything_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        read_phrase(phrase)


def test_a_text_is_asked_only_for_the_wordings_that_it_may_hold_and_for_each_of_these() -> None:
    texts = [fold_report(file.read_text("utf-8", "replace")) for file in sorted((Path(__file__).parent / "formats").iterdir())]
    for wordings in read_knowledge(CONTENT / "bounces").wordings.values():
        for text in texts:
            likely = list(wordings.likely_among(words_of(text)))
            assert [each for each in likely if each.phrase.find(text) >= 0] == [each for each in wordings if each.phrase.find(text) >= 0]
            assert len(likely) < len(wordings) / 2


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("mailbox is full", "mailbox"),
        ("over…the quota", "quota"),
        ("unzustell*", ""),
        ("quota*", ""),
        ("配信不能", "…"),
        ("n'existe pas", "existe"),
    ],
)
def test_a_phrase_is_looked_for_by_its_longest_whole_word(written: str, word: str) -> None:
    assert read_phrase(written).longest_word == word
