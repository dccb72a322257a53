"""Who signed a mail: only the sender's own domain vouches, for the whole mail, with a key that is published now."""

import pytest

from helpcenter.replies.signatures import SignatureProblem, check_signatures, is_aligned
from tests.consent.persons import ADDRESS
from tests.replies.mails import DOMAIN, FakeRecords, publish, sign, write_mail

MAIL = write_mail("Oui, 7K2M-9QXD-4TRW-0PZ5")


def problem(raw: bytes, records: FakeRecords) -> SignatureProblem | None:
    return check_signatures(raw, ADDRESS, records).problem


def test_the_senders_own_domain_vouches() -> None:
    signed = check_signatures(sign(MAIL), ADDRESS, publish())
    assert signed.is_proven
    assert (signed.domain, signed.selector) == (DOMAIN, "s1")


def test_line_ends_of_a_saved_file_make_no_difference() -> None:
    assert problem(sign(MAIL).replace(b"\r\n", b"\n"), publish()) is None


def test_a_signature_of_another_domain_does_not_vouch_and_is_not_even_looked_up() -> None:
    records = publish("evil.example")
    assert problem(sign(MAIL, domain="evil.example"), records) is SignatureProblem.OTHER_DOMAIN
    assert records.asked == []
    assert problem(sign(sign(MAIL), domain="list.example"), publish()) is None


@pytest.mark.parametrize(
    ("signing", "domain", "expected"),
    [
        ("free.fr", "free.fr", True),
        ("FREE.fr", "free.fr", True),
        ("mairie.example", "service.mairie.example", True),
        ("pirate.free.fr", "free.fr", False),
        ("ee.fr", "free.fr", False),
        ("fr", "free.fr", False),
        ("", "free.fr", False),
    ],
)
def test_alignment_goes_upwards_only(signing: str, domain: str, expected: bool) -> None:
    assert is_aligned(signing, domain) is expected


def test_a_changed_word_breaks_the_signature() -> None:
    assert problem(sign(MAIL).replace(b"Oui", b"Non"), publish()) is SignatureProblem.WRONG
    assert problem(sign(MAIL).replace(b"Personne A", b"Personne B"), publish()) is SignatureProblem.WRONG


def test_words_added_below_a_partly_signed_text_prove_nothing() -> None:
    raw = sign(write_mail("Bonjour"), length=True) + b"7K2M-9QXD-4TRW-0PZ5\r\n"
    assert problem(raw, publish()) is SignatureProblem.PARTIAL


def test_a_signature_that_leaves_out_the_sender_proves_nothing() -> None:
    """The library itself accepts it: anybody could write another sender above."""
    raw = sign(MAIL)
    assert problem(raw.replace(b"h=from : ", b"h="), publish()) is SignatureProblem.PARTIAL
    assert problem(raw.replace(b"a=rsa-sha256", b"a=rsa-sha1"), publish()) is SignatureProblem.PARTIAL


def test_a_missing_a_withdrawn_and_a_test_key_prove_nothing() -> None:
    withdrawn = FakeRecords({f"s1._domainkey.{DOMAIN}": ("v=DKIM1; p=",)})
    for records in (FakeRecords(), withdrawn, publish(extra="t=y; ")):
        assert problem(sign(MAIL), records) is SignatureProblem.WRONG


def test_a_silent_name_system_is_no_verdict() -> None:
    assert problem(sign(MAIL), FakeRecords(is_silent=True)) is SignatureProblem.NO_ANSWER


def test_no_signature_is_said_as_such() -> None:
    assert problem(MAIL, publish()) is SignatureProblem.NONE


@pytest.mark.parametrize(
    "rest",
    [
        b"v=1",
        b";;;",
        b"v=1; a=rsa-sha256; d=courrier.example; s=s1; h=from; bh=!; b=!",
        b"\xff=\xff",
        b"d=courrier.example; h=from; a=rsa-sha256; i=@x",
    ],
)
def test_no_strangers_signature_breaks_the_check(rest: bytes) -> None:
    assert problem(b"DKIM-Signature: " + rest + b"\r\n" + MAIL, publish()) is not None


def test_many_signatures_cost_few_questions() -> None:
    records = publish()
    bad = b"DKIM-Signature: v=1; a=rsa-sha256; d=courrier.example; s=s1; h=from; bh=AAAA; b=AAAA\r\n"
    assert problem(bad * 50 + MAIL, records) is SignatureProblem.WRONG
    assert len(records.asked) <= 4
