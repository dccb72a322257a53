import pytest

from helpcenter.tutorials.tutorial import Device, tutorial_id
from tests.tutorials.samples import real_tutorials

OF_GMAIL_AND_OUTLOOK = (
    "gmail-web-filter",
    "gmail-web-filter-from-file",
    "gmail-web-not-spam",
    "gmail-web-promotions",
    "gmail-android-ios-not-spam",
    "gmail-android-ios-contact",
    "gmail-android-ios-move-primary",
    "outlook-web-safe-sender",
    "outlook-web-from-message",
    "outlook-web-not-junk",
    "outlook-classic-windows-safe-sender",
    "outlook-classic-windows-from-message",
    "generic",
)


@pytest.mark.parametrize(
    ("client", "platform", "method", "name"),
    [
        ("gmail", "web", "filter", "gmail-web-filter"),
        ("gmail", "web", "not_spam", "gmail-web-not-spam"),
        ("outlook_web", "web", "safe_sender", "outlook-web-safe-sender"),
        ("outlook_web", "web", "from_message", "outlook-web-from-message"),
        ("gmail", "android_ios", "not_spam", "gmail-android-ios-not-spam"),
        ("outlook_classic", "windows", "safe_sender", "outlook-classic-windows-safe-sender"),
        ("generic", "generic", "generic", "generic"),
    ],
)
def test_an_id_is_client_platform_and_method_without_repetition(client: str, platform: str, method: str, name: str) -> None:
    assert tutorial_id(client, platform, method) == name


def test_every_tutorial_exists_in_both_languages_with_the_same_steps() -> None:
    tutorials = real_tutorials()
    assert set(OF_GMAIL_AND_OUTLOOK) <= set(tutorials.written_ids())
    for each in tutorials.written_ids():
        french, english = tutorials.find(each, "fr"), tutorials.find(each, "en")
        assert french
        assert english
        assert [step.facts for step in french.steps] == [step.facts for step in english.steps]


def test_without_a_known_way_the_generic_sheet_stands_in() -> None:
    tutorials = real_tutorials()
    assert {"sfr-web-generic", "bouygues-web-generic", "outlook-mobile-android-ios-generic"} < set(tutorials.ids())
    for each in ("gmail-web-generic", "gmail-android-ios-generic", "outlook-web-generic", "outlook-classic-windows-generic"):
        assert tutorials.find(each, "fr") is None


def test_a_phone_has_sheets_for_a_phone() -> None:
    tutorials = real_tutorials()
    phone = [found for each in tutorials.ids() if "android-ios" in each and (found := tutorials.find(each, "fr"))]
    assert {found.meta.device for found in phone} == {Device.PHONE}
    assert not any(step.facts.action == "click" for found in phone if not found.is_generic for step in found.steps)


def test_the_shorter_way_is_for_those_who_have_received_a_mail() -> None:
    tutorials = real_tutorials()
    for each in tutorials.written_ids():
        found = tutorials.find(each, "fr")
        assert found
        assert not (found.meta.shorter and found.meta.needs_received_mail)
        assert bool(found.meta.longer) == found.meta.needs_received_mail
        other = tutorials.find(found.meta.shorter or found.meta.longer, "fr")
        assert other is None or other.meta.needs_received_mail != found.meta.needs_received_mail
