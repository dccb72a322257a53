import pytest

from helpcenter.tutorials.tutorial import tutorial_id
from tests.tutorials.samples import real_tutorials


@pytest.mark.parametrize(
    ("client", "platform", "method", "name"),
    [
        ("gmail", "web", "filter", "gmail-web-filter"),
        ("gmail", "web", "not_spam", "gmail-web-not-spam"),
        ("outlook_web", "web", "safe_sender", "outlook-web-safe-sender"),
        ("outlook_web", "web", "from_message", "outlook-web-from-message"),
    ],
)
def test_an_id_is_client_platform_and_method_without_repetition(client: str, platform: str, method: str, name: str) -> None:
    assert tutorial_id(client, platform, method) == name


def test_the_four_tutorials_exist_in_both_languages_with_the_same_steps() -> None:
    tutorials = real_tutorials()
    assert tutorials.ids() == ("gmail-web-filter", "gmail-web-not-spam", "outlook-web-from-message", "outlook-web-safe-sender")
    for each in tutorials.ids():
        french, english = tutorials.find(each, "fr"), tutorials.find(each, "en")
        assert french
        assert english
        assert [step.facts for step in french.steps] == [step.facts for step in english.steps]


def test_sentences_stay_short() -> None:
    tutorials = real_tutorials()
    texts = [
        text
        for locale in ("fr", "en")
        for tutorial in tutorials.each(locale)
        for text in (*tutorial.meta.does, *tutorial.meta.limits, *tutorial.meta.may_still_block)
    ]
    assert max(len(text.split()) for text in texts) <= 15
