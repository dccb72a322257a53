"""Hostile messages are read within bounds: no recursion, no endless search, no text that is not text."""

import pytest

from helpcenter.bounces.decoding import LONGEST_TEXT
from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.notice import LONGEST_NOTICE, read_notice
from helpcenter.bounces.recipients import MOST_RECIPIENTS
from helpcenter.bounces.structure import MOST_PARTS, read_message
from tests.bounces.letters import delivery_status, letter, read

HEAD = b"From: MAILER-DAEMON@example.org\nSubject: failure notice\nReturn-Path: <>\n"


def nested(depth: int) -> bytes:
    """Parts in parts in parts."""
    parts = [b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (each, each + 1) for each in range(depth)]
    return HEAD + b"Content-Type: multipart/mixed; boundary=b0\n\n" + b"".join(parts)


def test_ten_thousand_nested_parts_are_answered() -> None:
    assert read(nested(10_000)).kind is Kind.PERMANENT


def test_no_more_parts_are_read_than_the_bounds_allow() -> None:
    many = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 10_000
    assert len(read_message(many).parts) <= MOST_PARTS * 2


def test_a_long_text_is_read_in_part() -> None:
    notice = read_notice(read_message(HEAD + b"\n" + b"user unknown\n" * 1_000_000))
    assert len(notice.text) <= LONGEST_NOTICE < LONGEST_TEXT


def test_a_report_on_thousands_names_as_many_as_a_page_can_show() -> None:
    rows = "".join(f"Final-Recipient: rfc822; f{each}@example.net\nAction: failed\nStatus: 5.1.1\n\n" for each in range(5_000))
    assert (
        2
        <= len(read(delivery_status("550 User unknown").replace("--limit/mx.example.org\nContent-Type: message/rfc822", rows)).recipients)
        <= MOST_RECIPIENTS
    )


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"\x00" * 10_000,
            b"\xff\xfe" + "550 user unknown".encode("utf-16-le"),
            b"=?utf-8?b?" * 1_000,
            b"\xf0\x9f" * 5_000,
            b"\r" * 5_000,
            b"",
        ),
        *(HEAD + b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 50_000, HEAD + b"Content-Transfer-Encoding: base64\n\n!!!=="),
        *(
            HEAD + b"Content-Type: text/html\n\n" + b"<style>" * 10_000,
            HEAD + b"Content-Type: multipart/mixed; boundary=\n\nx",
            b":\n" * 10_000,
        ),
        *(b"From: a\n" + b" folded\n" * 50_000, HEAD + b'\n{"notificationType":' + b"[" * 50_000, HEAD + b"\n" + b"\\x{FFFFFF}" * 1_000),
    ],
)
def test_what_is_broken_is_answered_all_the_same(content: bytes) -> None:
    assert isinstance(read(content).kind, Kind)


def test_a_quote_is_short_and_on_one_line() -> None:
    said = read(letter("<famille@example.net>:\n550 user unknown " + "x" * 900 + "\nmore"))
    assert len(said.quote) <= 300
    assert "\n" not in said.quote
