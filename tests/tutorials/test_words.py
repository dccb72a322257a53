import pytest

from helpcenter.tutorials.words import Quote, SenderPlace, VariablePlace, WordsError, parse_words, quoted_keys


def test_a_sentence_is_taken_apart() -> None:
    tokens = parse_words("Click {label}, then {web.rule.ok}: {sender}")
    assert tokens == ("Click ", Quote(), ", then ", Quote("web.rule.ok"), ": ", SenderPlace())
    assert quoted_keys(tokens, "web.own") == {"web.own", "web.rule.ok"}


def test_the_variables_of_articles_and_mails_are_known_here_too() -> None:
    tokens = parse_words("{{ vendor }} blocks for {{block_days}} days: {{ sender_address }}.")
    assert tokens == (VariablePlace("vendor"), " blocks for ", VariablePlace("block_days"), " days: ", SenderPlace(), ".")


def test_an_unknown_variable_is_named_with_those_that_are_known() -> None:
    with pytest.raises(WordsError, match=r"unknown variable \{\{ vendr \}\} \(known here: block_days, .*vendor\)"):
        parse_words("From {{ vendr }}")


@pytest.mark.parametrize("text", ["{sender.}", "{organisation}", "{0}", "{}", "a } b", "{{ 7*7 }}", "<b>x</b>", "*x*", "`x`", "[x](y)"])
def test_anything_else_than_sentences_and_known_places_is_refused(text: str) -> None:
    with pytest.raises(WordsError):
        parse_words(text)
