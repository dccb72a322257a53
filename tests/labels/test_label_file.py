"""Changing one label leaves every other line of the file alone."""

import difflib
from pathlib import Path

import pytest

from helpcenter.config import HOUSE
from helpcenter.labels.label_file import LabelFileError, change_label
from helpcenter.labels.mail_clients import read_mail_client
from tests.labels.samples import FILE

PLACE = Path("mail.yaml")


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}]


def test_only_the_lines_of_the_label_change_and_comments_stay() -> None:
    after = change_label(FILE, PLACE, "web.rule.ok", "fr", lambda block: block.update(text="Valider"))
    assert changed_lines(FILE, after) == ["-      text: D'accord", "+      text: Valider"]


@pytest.mark.parametrize("words", ["no", "null", "12", "a: b", "# c", "'q'", '"', "- x", "@x", "é\u00a0: 100 %", "ى", "x" * 120])
def test_any_words_come_back_as_they_were_written(words: str, tmp_path: Path) -> None:
    file = tmp_path / "mail.yaml"
    file.write_text(change_label(FILE, PLACE, "web.rule.ok", "en", lambda block: block.update(text=words)), encoding="utf-8")
    found = read_mail_client(file).find_label("web.rule.ok", "en")
    assert found
    assert found.text == words


def test_every_label_of_the_house_can_be_changed_alone() -> None:
    for file in sorted((HOUSE / "content" / "mail-clients").glob("*.yaml")):
        text, client = file.read_text(encoding="utf-8"), read_mail_client(file)
        for key, by_locale in list(client.labels.items())[:12]:
            for locale in by_locale:
                after = change_label(text, file, key, locale, lambda block: block.update(verified_by="Équipe A"))
                assert changed_lines(text, after) == ["+      verified_by: Équipe A"], (file.name, key, locale)


@pytest.mark.parametrize(
    ("key", "locale", "text"),
    [
        ("web.rule.ok", "de", FILE),
        ("web.rule.none", "fr", FILE),
        ("web.rule.ok", "fr", "labels: ["),
        ("web.rule.flat", "fr", FILE + "  web.rule.flat: {fr: {text: A, evidence: memory, confidence: low}}\n"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(key: str, locale: str, text: str) -> None:
    with pytest.raises(LabelFileError):
        change_label(text, PLACE, key, locale, lambda block: block.update(text="Valider"))


def test_a_change_that_makes_the_file_wrong_is_refused() -> None:
    with pytest.raises(LabelFileError):
        change_label(FILE, PLACE, "web.rule.ok", "fr", lambda block: block.update(evidence="rumour"))
