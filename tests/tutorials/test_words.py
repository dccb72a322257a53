import pytest

from helpcenter.tutorials.words import Quote, SenderPlace, WordsError, parse_words, quoted_keys


def test_a_sentence_is_taken_apart() -> None:
    tokens = parse_words("Click {label}, then {web.rule.ok}: {sender}")
    assert tokens == ("Click ", Quote(), ", then ", Quote("web.rule.ok"), ": ", SenderPlace())
    assert quoted_keys(tokens, "web.own") == {"web.own", "web.rule.ok"}


@pytest.mark.parametrize("text", ["{sender.}", "{organisation}", "{0}", "{}", "a } b", "{{ 7*7 }}", "<b>x</b>", "*x*", "`x`", "[x](y)"])
def test_anything_else_than_sentences_and_known_places_is_refused(text: str) -> None:
    with pytest.raises(WordsError):
        parse_words(text)
