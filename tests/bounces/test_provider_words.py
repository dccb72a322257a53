"""The short words of our provider's lists: they mean something only when they stand alone."""

from pathlib import Path

import pytest

from helpcenter.bounces.explanation import Cause, Kind
from helpcenter.bounces.knowledge import read_knowledge
from helpcenter.bounces.provider_words import LONGEST, Vocabulary, explain_words, read_vocabulary
from helpcenter.bounces.reason_words import FOLDER, Wordings
from helpcenter.config import HOUSE, Settings
from helpcenter.documents.errors import ContentError
from helpcenter.documents.variables import site_variables
from helpcenter.i18n.locales import INTERFACE_LOCALES

CONTENT = HOUSE / "content"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary(CONTENT / FOLDER, read_knowledge(CONTENT / FOLDER).reasons)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("preblocked", "suppressed"),
        ("Erreur permanente (hard bounce)", "permanent-error"),
        ("Erreur temporaire", "temporary-error"),
        ("relay/access denied", "relay-denied"),
        ("Statut : bloqué", "suppressed"),
        ("Signalé comme\nindésirable", "reported"),
        # The block counts more than what led to it, and what is exact more than the kind.
        ("Bloqué : quota exceeded", "suppressed"),
        ("hard bounce: user unknown", "unknown-user"),
    ],
)
def test_the_words_of_a_list_are_known(vocabulary: Vocabulary, text: str, reason: str) -> None:
    found = explain_words(text.encode(), vocabulary)
    assert found
    assert found.reason == reason


def test_a_whole_line_of_a_list_names_the_address_too(vocabulary: Vocabulary) -> None:
    found = explain_words("famille.a@mail.example ; 12/11/2026 ; Bloqué".encode(), vocabulary)
    assert found
    assert (found.kind, found.cause, found.recipients) == (Kind.BLOCKED, Cause.SUPPRESSED, ("famille.a@mail.example",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "12/11/2026",
        "famille.a@mail.example",
        "mon mail est bloqué depuis hier",
        "550 5.1.1 user unknown",
        "550 5.1.1 <famille.a@mail.example>: user unknown",
        "5.2.2 : quota exceeded",
        "spam " * LONGEST,
        "\x00\xff",
    ],
)
def test_anything_more_is_left_to_the_rules(vocabulary: Vocabulary, text: str) -> None:
    assert explain_words(text.encode("latin-1"), vocabulary) is None


def test_our_own_words_for_a_block_lead_to_the_same_reason_again(vocabulary: Vocabulary) -> None:
    wordings = Wordings(CONTENT, site_variables(Settings()))
    for reason in ("suppressed", "reported", "reported-earlier"):
        for locale in INTERFACE_LOCALES:
            # A request is filled in with them when the server said nothing.
            found = explain_words(wordings.of(reason, locale).title.encode(), vocabulary)
            assert found
            assert found.reason == reason


def test_a_row_that_cannot_be_used_is_named_with_its_line(tmp_path: Path) -> None:
    text = "words:\n  - {reason: nonsense, source: s, words: [one]}\n  - {reason: policy, source: s, words: [two, Two]}\n"
    (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_vocabulary(tmp_path, read_knowledge(CONTENT / FOLDER).reasons)
    assert [(each.line, each.message) for each in caught.value.each()] == [
        (2, "the reason “nonsense” is not in reasons.yaml"),
        (3, "the word “two” stands here twice"),
    ]
