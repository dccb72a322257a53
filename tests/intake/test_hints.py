"""What few plain rules read in an error text."""

import pytest

from helpcenter.intake.hints import Hint, kind_of_block, read_hint
from helpcenter.providers.policy import BlockKind


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", Hint.UNKNOWN),
        ("bonjour, ça ne marche pas", Hint.UNKNOWN),
        ("550 5.1.1 <x@free.fr>: Recipient address rejected: User unknown", Hint.PERMANENT),
        ("Erreur permanente (hard bounce)", Hint.PERMANENT),
        ("L’adresse n’existe pas", Hint.PERMANENT),
        ("550 Relay access denied", Hint.PERMANENT),
        ("452 4.2.2 Mailbox full", Hint.TEMPORARY),
        ("552 5.2.2 quota exceeded", Hint.TEMPORARY),
        ("Erreur temporaire : la boîte du destinataire est pleine", Hint.TEMPORARY),
        ("450 4.7.1 Greylisted,\ntry again later", Hint.TEMPORARY),
        ("550 5.7.1 Message rejected as spam", Hint.SENDER_SIDE),
        ("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", Hint.SENDER_SIDE),
        ("sender blocked", Hint.SENDER_SIDE),
        ("preblocked", Hint.BLOCKED),
        ("Bloqué : quota exceeded", Hint.BLOCKED),
        ("spam complaint", Hint.REPORTED),
        ("signalé comme\nindésirable", Hint.REPORTED),
    ],
)
def test_the_first_rule_that_fits_says_what_an_error_text_means(text: str, hint: Hint) -> None:
    assert read_hint(text) is hint


def test_only_plain_texts_name_a_kind_of_block() -> None:
    assert kind_of_block(Hint.PERMANENT) is BlockKind.HARD_BOUNCE
    assert kind_of_block(Hint.REPORTED) is BlockKind.SPAM
    assert kind_of_block(Hint.BLOCKED) is BlockKind.UNKNOWN
    assert kind_of_block(Hint.SENDER_SIDE) is BlockKind.UNKNOWN
