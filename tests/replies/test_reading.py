"""Taking a mail apart: forgiving towards mail clients, never fooled by what a program wrote."""

from contextlib import suppress

import pytest

from helpcenter.replies.automatic import Automatic
from helpcenter.replies.plain_text import strip_markup
from helpcenter.replies.reading import UnreadableError, find_codes, read_mail
from tests.consent.persons import ADDRESS
from tests.replies.mails import write_mail

CODE = "7K2M9QXD4TRW0PZ5"


@pytest.mark.parametrize(
    "written",
    [
        "7K2M-9QXD-4TRW-0PZ5",
        "7k2m 9qxd 4trw opz5",
        "7K2M9QXD4TRW0PZ5",
        "7K2M‑9QXD‑4TRW‑0PZ5",
        "7K2M-9QXD-\n4TRW-0PZ5",
        "bien\n7K2M-9QXD-4TRW-0PZ5",
    ],
)
def test_a_code_is_found_however_it_was_written(written: str) -> None:
    assert CODE in find_codes(f"Voici : {written}. Merci")


def test_a_code_of_letters_only_is_found_by_its_hyphens() -> None:
    assert find_codes("KMNP-QRST-VWXY-ZABC") == ("KMNPQRSTVWXYZABC",)
    assert find_codes("bien merk pour tout") == ()


def test_what_is_never_shown_is_left_out_however_it_is_closed() -> None:
    assert strip_markup("<head><title>a</title>b</head>c<title>d</title></title></head>e") == "ce"
    assert strip_markup("a<head><head>b</head>c</head>d") == "ad"


def test_a_mail_of_tags_that_are_never_closed_is_read() -> None:
    """Once, each closing tag went through all that were open: a mail of a megabyte took half an hour."""
    assert strip_markup("<head>" * 60_000 + "</title>" * 60_000 + "</head>" * 60_000 + "bonjour") == "bonjour"


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape"])
def test_half_a_letter_can_be_shown(charset: str) -> None:
    body = {"utf-7": "a+2AA-b", "unicode_escape": "a\\ud800b"}[charset]
    raw = f"From: {ADDRESS}\nContent-Type: text/plain; charset={charset}\n\n{body}\n"
    assert read_mail(raw.encode()).text.encode() == b"a?b\n"


@pytest.mark.parametrize("text", ["reinscriptions!!", "anticonstitution", "7K2M-9QXD-4TRW", "0612345678 0612345678 0612345678"])
def test_words_and_numbers_are_no_codes(text: str) -> None:
    assert CODE not in find_codes(text)
    assert all(len(code) == 16 for code in find_codes(text))


def test_the_sender_and_the_words_are_read_in_any_charset() -> None:
    mail = read_mail(write_mail("Bonjour, à bientôt : 7K2M-9QXD-4TRW-0PZ5"))
    assert (mail.sender, mail.codes) == (ADDRESS, (CODE,))
    unknown = write_mail("x 7K2M-9QXD-4TRW-0PZ5").replace(b'charset="utf-8"', b'charset="klingon"')
    assert read_mail(unknown).codes == (CODE,)


def test_html_is_read_as_words_without_what_nobody_sees() -> None:
    html = "<style>7K2M-0000-0000-0000</style><p>Mon code :<b>7K2M-9QXD-4TRW-0PZ5</b></p><blockquote>AAAA-1111-BBBB-2222</blockquote>"
    mail = read_mail(write_mail("-", html=html))
    assert mail.codes == (CODE, "AAAA1111BBBB2222")
    assert find_codes(mail.own_text) == (CODE,)


@pytest.mark.parametrize(
    "quote",
    [
        "> 7K2M-9QXD-4TRW-0PZ5",
        "Le 2 nov. 2026 à 10:00, Accueil <a@b.example> a écrit :\n7K2M-9QXD-4TRW-0PZ5",
        "-----Message d’origine-----\n7K2M-9QXD-4TRW-0PZ5",
    ],
)
def test_what_is_only_quoted_is_not_what_the_person_wrote(quote: str) -> None:
    mail = read_mail(write_mail(f"Merci\n\n{quote}"))
    assert mail.codes == (CODE,)
    assert find_codes(mail.own_text) == ()


def test_two_senders_are_nobody() -> None:
    assert read_mail(write_mail("x").replace(b"From: ", b"From: b@evil.example\r\nFrom: ", 1)).sender == ""
    assert read_mail(b"From: a@b.example, c@d.example\r\n\r\nx").sender == ""


def test_a_head_that_programs_read_differently_is_not_well_formed() -> None:
    assert read_mail(write_mail("x")).is_well_formed
    assert not read_mail(b"X-Note: a\rX-More: b\r\nFrom: a@b.example\r\n\r\nx").is_well_formed


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Auto_Submitted": "auto-replied"}, Automatic.AUTO_REPLY),
        ({"Auto_Submitted": "auto-generated; type=x"}, Automatic.AUTO_REPLY),
        ({"Precedence": "auto_reply"}, Automatic.AUTO_REPLY),
        ({"X_Autoreply": "yes"}, Automatic.AUTO_REPLY),
        ({"Return_Path": "<>"}, Automatic.AUTO_REPLY),
        ({"subject": "Réponse automatique : Ma réponse"}, Automatic.AUTO_REPLY),
        ({"subject": "Absence du bureau"}, Automatic.AUTO_REPLY),
        ({"subject": "رد تلقائي"}, Automatic.AUTO_REPLY),
        ({"sender": "ne-pas-repondre@courrier.example"}, Automatic.AUTO_REPLY),
        ({"Precedence": "bulk"}, Automatic.LIST),
        ({"List_Id": "<nouvelles.example>"}, Automatic.LIST),
        ({"sender": "MAILER-DAEMON@courrier.example"}, Automatic.BOUNCE),
        ({"subject": "Undeliverable: Ma réponse"}, Automatic.BOUNCE),
    ],
)
def test_what_a_program_wrote_is_known(headers: dict[str, str], kind: Automatic) -> None:
    assert read_mail(write_mail("7K2M-9QXD-4TRW-0PZ5", **headers)).automatic is kind


def test_a_person_is_not_taken_for_a_program() -> None:
    assert read_mail(write_mail("Oui", Auto_Submitted="no", Return_Path=f"<{ADDRESS}>", Importance="high")).automatic is None


@pytest.mark.parametrize(("report", "kind"), [("delivery-status", Automatic.BOUNCE), ("disposition-notification", Automatic.RECEIPT)])
def test_reports_are_bounces_and_receipts(report: str, kind: Automatic) -> None:
    raw = f"From: a@b.example\r\nContent-Type: multipart/report; report-type={report}; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x--\r\n"
    assert read_mail(raw.encode()).automatic is kind


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"\xd0\xcf\x11\xe0 outlook", "outlook"),
        (b"%PDF-1.7", "no_mail"),
        (b"<html>From: x</html>", "no_mail"),
        (b"Subject: x\r\n\r\nno sender", "no_mail"),
        (b"From: a@b.example\r\n\r\n" + b"x" * (5 * 1024 * 1024), "too_large"),
    ],
)
def test_what_is_no_mail_is_refused_with_its_reason(raw: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_mail(raw)
    assert refused.value.problem == problem


def test_no_stranger_s_mail_breaks_the_reader() -> None:
    nested = b"From: a@b.example\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(900)
    )
    for raw in (
        nested,
        b"From: =?utf-8?b?//////8=?= <a@b.example>\r\nSubject: =?x?q?=FF?=\r\nDate: yesterday\r\n\r\nx",
        b"From: \xff\xfe\r\n\r\n\xff",
    ):
        with suppress(UnreadableError):
            assert read_mail(raw).codes == ()
