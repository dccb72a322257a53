"""What only speaks of errors is never called one: sixty mails of our own, and words that people paste or type."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from helpcenter.bounces.child import make_engine
from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.recognise import looks_like_error
from helpcenter.config import HOUSE
from tests.bounces.exam import Engine

WRITTEN: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "ordinary.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return make_engine(HOUSE / "content" / "bounces")


def mail(told: dict[str, str]) -> bytes:
    more = f"{told['more']}\n" if "more" in told else ""
    head = f"{more}From: {told['from']}\nTo: Accueil <accueil@les-tilleuls.example>\nSubject: {told['subject']}\n"
    plain = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}Date: Fri, 27 Nov 2026 09:12:00 +0100\n{plain}\n{told['text']}\n".encode()


@pytest.mark.parametrize("told", WRITTEN["mails"], ids=lambda told: told["name"])
def test_a_mail_that_speaks_of_errors_is_none(engine: Engine, told: dict[str, str]) -> None:
    said = engine(mail(told))
    assert said.kind is Kind.NOT_A_BOUNCE, said


@pytest.mark.parametrize("told", WRITTEN["mails"], ids=lambda told: told["name"])
def test_what_is_copied_out_of_such_a_mail_is_no_error_for_certain(engine: Engine, told: dict[str, str]) -> None:
    said = engine(told["text"].encode())
    assert said.kind is Kind.NOT_A_BOUNCE or not said.is_certain, said


@pytest.mark.parametrize("words", WRITTEN["words"]["ordinary"])
def test_words_of_people_are_no_error(engine: Engine, words: str) -> None:
    assert not looks_like_error(words)
    assert engine(words.encode()).kind is Kind.NOT_A_BOUNCE


@pytest.mark.parametrize("words", WRITTEN["words"]["likely"])
def test_words_about_an_error_are_explained_as_what_they_may_mean(engine: Engine, words: str) -> None:
    said = engine(words.encode())
    assert (said.kind is not Kind.NOT_A_BOUNCE, said.is_certain) == (True, False), said


def test_seventy_sentences_in_the_words_of_servers_are_no_error_in_a_mail_and_none_for_certain_alone(engine: Engine) -> None:
    sentences = (Path(__file__).parent / "prose.txt").read_text("utf-8").splitlines()
    assert len(sentences) == 70
    persons = [mail({"from": "Famille B <b@lac.example>", "subject": "Undelivered mail", "text": each}) for each in sentences]
    assert not [each.decode() for each in persons if engine(each).kind is not Kind.NOT_A_BOUNCE]
    alone = [(each, engine(each.encode())) for each in sentences]
    assert not [each for each, said in alone if said.kind is not Kind.NOT_A_BOUNCE and said.is_certain]
    # What cannot be told from a server's sentence is called "perhaps"; of sentences about mails in general that is the lesser part.
    assert sum(said.kind is not Kind.NOT_A_BOUNCE for _, said in alone) < 20
