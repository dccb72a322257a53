"""Messages made to hang, swell or break whoever reads them."""

from collections.abc import Callable

REPORT = b"""From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: ne-pas-repondre@ani.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

<famille.a@example.org>: host mx.example.org said: 550 5.1.1 User unknown

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; famille.a@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b
Content-Type: message/rfc822

From: ne-pas-repondre@ani.example
To: famille.a@example.org
Subject: Inscriptions

"""
HEAD = b"From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
A_PART = b"--b\nContent-Type: message/delivery-status\n\nStatus: 5\n\n"
MEGABYTE = 1_000_000


def ten_megabytes_sent_back() -> bytes:
    return REPORT + b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\n" * 145_000 + b"--b--\n"


def ten_thousand_nested_parts() -> bytes:
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="n%d"\n\n--n%d\n' % (n, n) for n in range(10_000))
    return HEAD + opened + b"Content-Type: text/plain\n\n550 5.1.1 <famille.a@example.org>: User unknown\n"


def ten_thousand_nested_messages() -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * 10_000 + b"550 5.1.1 User unknown\n"


def ten_thousand_parts_beside_each_other() -> bytes:
    return HEAD + b'Content-Type: multipart/report; boundary="b"\n\n' + A_PART * 20_000


def the_same_boundary_inside_itself() -> bytes:
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b'--b\nContent-Type: multipart/mixed; boundary="b"\n\n' * 20_000


def a_boundary_of_spaces() -> bytes:
    return HEAD + b'Content-Type: multipart/mixed; boundary="' + b" " * 900_000 + b'"\n\n--' + b" " * 90_000


def endless_headers() -> bytes:
    return HEAD + b"".join(b"X-Failed-Recipients: a%d@example.org\n" % n for n in range(25_000)) + b"\nx\n"


def one_endless_header() -> bytes:
    return HEAD + b"X-Failed-Recipients: " + b",\n a@example.org" * 60_000 + b"\n\nx\n"


def an_endless_subject_of_encoded_words() -> bytes:
    return b"Subject: " + b"=?utf-8?Q?=C3=A9chec?= " * 40_000 + b"\nFrom: MAILER-DAEMON@mx.example.org\n\n550 5.1.1 User unknown\n"


def an_endless_content_type() -> bytes:
    return HEAD + b"Content-Type: text/plain" + b"; a*0*=utf-8''%41" * 60_000 + b"\n\n550 5.1.1 User unknown\n"


def comments_in_comments() -> bytes:
    return b"From: " + b"(" * 400_000 + b")" * 400_000 + b"\nSubject: x\n\n550 5.1.1 User unknown\n"


def quotes_without_end() -> bytes:
    return b'To: "' + b'\\"' * 400_000 + b"\nFrom: " + b"<" * 100_000 + b"\n\n550 5.1.1 User unknown\n"


def nuls() -> bytes:
    return HEAD + b"\n" + bytes(MEGABYTE) + b"550 5.1.1 <famille.a@example.org>: User unknown\n"


def nothing_but_line_ends() -> bytes:
    return b"\n" * MEGABYTE


def carriage_returns_alone() -> bytes:
    return HEAD.replace(b"\n", b"\r") + b"\r550 5.1.1 <famille.a@example.org>: User unknown\r" * 15_000


def one_endless_line() -> bytes:
    return HEAD + b"\n<" + b"a" * MEGABYTE


def ats() -> bytes:
    return HEAD + b"\n" + b"@" * MEGABYTE


def almost_addresses() -> bytes:
    return HEAD + b"\n" + b"a.a" * 150_000 + b"@" + b"b.b-" * 150_000 + b"!"


def almost_an_address_again_and_again() -> bytes:
    return HEAD + b"\n" + b"<aaaaaaaa@bbbbbbbb " * 50_000


def almost_codes() -> bytes:
    return HEAD + b"\n" + b"5.1.1.5.1.1." * 80_000 + b"x"


def digits() -> bytes:
    return HEAD + b"\n" + b"550" * 330_000


def spaces_before_nothing() -> bytes:
    return HEAD + b"\n" + (b"550" + b" " * 9_000 + b"x\n") * 100


def a_colon_after_each_word() -> bytes:
    return HEAD + b"\n" + b"Recipient address: user unknown: mailbox: host said: " * 19_000


def broken_base64() -> bytes:
    return HEAD + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + b"=" * 300_000 + b"A\n" * 300_000


def quoted_printable_without_end() -> bytes:
    return HEAD + b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 300_000 + b"=X" * 100_000


def uuencoded_nothing() -> bytes:
    return HEAD + b"Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"M" * 900_000


def utf_16() -> bytes:
    return ("550 5.1.1 <famille.a@example.org>: Utilisateur inconnu\r\n" * 5_000).encode("utf-16")


def utf_16_that_says_utf_8() -> bytes:
    return HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + "550 5.1.1 Utilisateur inconnu\n".encode("utf-16") * 5_000


def a_charset_that_is_none() -> bytes:
    return HEAD + b"Content-Type: text/plain; charset=" + b"x" * 100_000 + b"\n\n550 5.1.1 <famille.a@example.org>: User unknown \xff\xfe\n"


def a_charset_that_is_a_codec_but_no_charset() -> bytes:
    return HEAD + b"Content-Type: text/plain; charset=zlib_codec\n\n550 5.1.1 <famille.a@example.org>: User unknown\n"


def a_charset_with_a_nul() -> bytes:
    return HEAD + b"Content-Type: text/plain; charset=utf\0-8\n\n550 5.1.1 <famille.a@example.org>: User unknown\n"


def tags() -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + b"<" * 300_000 + b"<a href='" * 50_000 + b"<!--" * 50_000 + b"&" * 100_000


def tags_in_tags() -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + b"<div><blockquote>" * 55_000


def entities() -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + b"&#x000000000000000000000000000000000031;" * 16_000 + b"&#" + b"9" * 9_000


def ten_thousand_recipients() -> bytes:
    return (
        HEAD
        + b"Content-Type: message/delivery-status\n\n"
        + b"".join(b"\nFinal-Recipient: rfc822; a%d@example.org\nAction: failed\nStatus: 5.1.1\n" % n for n in range(14_000))
    )


def every_byte() -> bytes:
    return bytes(range(256)) * 4_000


MAKERS: tuple[Callable[[], bytes], ...] = (
    ten_megabytes_sent_back,
    ten_thousand_nested_parts,
    ten_thousand_nested_messages,
    ten_thousand_parts_beside_each_other,
    the_same_boundary_inside_itself,
    a_boundary_of_spaces,
    endless_headers,
    one_endless_header,
    an_endless_subject_of_encoded_words,
    an_endless_content_type,
    comments_in_comments,
    quotes_without_end,
    nuls,
    nothing_but_line_ends,
    carriage_returns_alone,
    one_endless_line,
    ats,
    almost_addresses,
    almost_an_address_again_and_again,
    almost_codes,
    digits,
    spaces_before_nothing,
    a_colon_after_each_word,
    broken_base64,
    quoted_printable_without_end,
    uuencoded_nothing,
    utf_16,
    utf_16_that_says_utf_8,
    a_charset_that_is_none,
    a_charset_that_is_a_codec_but_no_charset,
    a_charset_with_a_nul,
    tags,
    tags_in_tags,
    entities,
    ten_thousand_recipients,
    every_byte,
)
