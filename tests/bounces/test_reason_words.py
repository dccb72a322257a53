"""The words of the reasons: read from a file that staff edit."""

import os
from pathlib import Path

import pytest
from flask import Flask

from helpcenter.bounces.explanation import Explanation, Kind
from helpcenter.bounces.reason_words import Wordings
from helpcenter.bounces.words import kind_of, sign_of
from helpcenter.documents.errors import ContentError

VALUES = {"vendor": "ANI", "block_days": "90"}
FILE = """unclear:
  title: Ce message ne dit pas pourquoi
  why: La raison n'est pas écrite.
  to_do: [Relisez l'adresse]
unknown-user:
  title: "Adresse inconnue ?"
  why: Chez {{ vendor }}, elle est bloquée {{ block_days }} jours.
  to_do: [Appelez la famille, Puis corrigez]
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "bounces").mkdir()
    write(tmp_path, FILE)
    return tmp_path


def write(content: Path, text: str, age: int = 0) -> None:
    file = content / "bounces" / "fr.yaml"
    file.write_text(text, encoding="utf-8")
    os.utime(file, (1_700_000_000 + age, 1_700_000_000 + age))


def test_words_hold_the_values_of_the_installation_and_french_blanks(content: Path) -> None:
    words = Wordings(content, VALUES).of("unknown-user", "fr")
    assert words.title == "Adresse inconnue\u202f?"
    assert words.why == "Chez ANI, elle est bloquée 90 jours."
    assert words.next_step == "Appelez la famille"


def test_a_reason_without_words_is_told_as_an_unclear_one(content: Path) -> None:
    assert Wordings(content, VALUES).of("brand-new", "fr").why == "La raison n’est pas écrite."


def test_an_edit_is_read_at_once_and_a_broken_one_leaves_what_was_said(content: Path) -> None:
    wordings = Wordings(content, VALUES)
    wordings.of("unclear", "fr")
    write(content, FILE.replace("Adresse inconnue ?", "Adresse fausse"), 1)
    assert wordings.of("unknown-user", "fr").title == "Adresse fausse"
    write(content, "unknown-user: [", 2)
    assert wordings.of("unknown-user", "fr").title == "Adresse fausse"


def test_without_a_readable_file_the_mistake_is_named(content: Path) -> None:
    with pytest.raises(ContentError, match=r"en\.yaml"):
        Wordings(content, VALUES).of("unclear", "en")


def test_a_delay_says_whether_the_tries_go_on(app: Flask) -> None:
    with app.test_request_context("/en/explain"):
        assert kind_of(Explanation(Kind.DELAYED_WARNING, reason="gave-up")) == "Delay: the tries have ended"
        assert kind_of(Explanation(Kind.DELAYED_WARNING, reason="delayed")) == "Delay: the tries go on"


def test_a_mail_that_waits_to_be_confirmed_is_not_simply_fine(app: Flask) -> None:
    with app.test_request_context("/en/explain"):
        asked = Explanation(Kind.NOT_A_BOUNCE, reason="challenge")
        assert (kind_of(asked), sign_of(asked)) == ("Waiting to be confirmed", "temporary")
