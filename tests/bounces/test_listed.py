"""How letters of servers write addresses down: in lists, beside names, several on one line, in sentences of many languages."""

from base64 import encodebytes

import pytest

from tests.bounces.letters import delivery_status, letter, read

A, B = "famille.a@example.net", "contact@example.org"


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("<m.o'neil@example.net>: 550 5.1.1 User unknown", "m.o'neil@example.net"),
        ("Unknown user: 'm.o'neil@example.net'", "m.o'neil@example.net"),
        ('<"jean petit"@example.net>: 550 5.1.1 User unknown', '"jean petit"@example.net'),
        ("<jean/lyon@example.net>: 550 5.1.1 User unknown", "jean/lyon@example.net"),
        ("<jean=lyon@example.net>: 550 5.1.1 User unknown", "jean=lyon@example.net"),
        ("The address `jean@example.net` is unknown.", "jean@example.net"),
    ],
)
def test_a_name_may_hold_an_apostrophe_a_blank_a_slash(line: str, address: str) -> None:
    assert read(letter(f"Your message could not be delivered.\n\n{line}")).recipients == (address,)


@pytest.mark.parametrize("value", ['"jean petit"@example.net', '<"jean petit"@example.net>'])
def test_a_report_states_a_name_in_quotation_marks(value: str) -> None:
    assert read(delivery_status("550 5.1.1 User unknown", to=value)).recipients == ('"jean petit"@example.net',)


@pytest.mark.parametrize(
    "text",
    [
        f"Unknown recipients: {A}, {B}",
        f"The following addresses do not exist: {A}; {B}",
        f"The message could not be delivered to {A} and {B}: user unknown",
        f"Votre message à {A} et à {B} n’a pas pu être remis : utilisateur inconnu.",
        f"Wiadomość do {A}, {B} nie została dostarczona: skrzynka pełna",
        f"Failed: '{A}', '{B}' (user unknown)",
        f"次の宛先に配信できませんでした：「{A}」、「{B}」\n550 5.1.1 User unknown",
        f"{A}\t550 5.1.1 User unknown\n{B}\t550 5.1.1 User unknown",
        f"{A} | 550 5.1.1 User unknown\n{B} | 550 5.1.1 User unknown",
        f"[1] {A} => FAILED (mailbox full)\n[2] {B} => FAILED (mailbox full)",
        f"De volgende ontvangers konden niet worden bereikt:\n\n   {A} op 23-11-2026 09:13\n      x\n   {B} op 23-11-2026 09:13\n      x",
        f"Échec de la remise à ces destinataires :\n\nFamille A ({A})\nLa boîte est pleine.\n\ncontact ({B})\nLa boîte est pleine.",
        f"Recapito non riuscito per:\n\nFamiglia A<mailto:{A}>\nnon trovato\n\nUfficio<mailto:{B}>\nnon trovato",
        f"Your message was not delivered.\n\nTo: {A}\nReason: 550 unknown\nTo: {B}\nReason: 550 unknown",
        f"envoi@example.com -> {A} : 550 5.1.1 unknown\nenvoi@example.com -> {B} : 550 5.1.1 unknown",
        f"User unknown - {A}\nUser unknown - {B}",
    ],
)
def test_each_address_of_several_is_named(text: str) -> None:
    assert read(letter(text)).recipients == (A, B)


@pytest.mark.parametrize(
    "text",
    [
        (
            f"This message was created automatically. The following address(es) failed:\n\n{A} host mx.example.net [192.0.2.2] SMTP error "
            "from remote mail server after MAIL FROM:<envoi@example.com> SIZE=1024: 554 5.7.1 Reverse DNS failed."
        ),
        f"----- The following addresses had permanent fatal errors ----- <{A}> (reason: 550 5.1.1 User unknown)",
        f"Delivery to the following recipients failed.\n\n{A} The mailbox is full.",
    ],
)
def test_a_paragraph_that_came_onto_one_line_still_names_its_address_and_not_the_sender(text: str) -> None:
    assert read(letter(text)).recipients == (A,)


def test_a_paragraph_on_one_line_names_each_address_with_its_fate() -> None:
    reason = "host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command) and so on until the line is long"
    assert read(letter(f"<{A}>: {reason} <{B}>: {reason}")).recipients == (A, B)


@pytest.mark.parametrize(
    "text",
    [
        f"***  {A}\n    550 5.1.1 unknown\n\nIf you need assistance, please contact us\nat this address:\n    <aide@example.com>",
        f"The mailbox of {A} does not exist. Please write to bureau@example.com instead.",
        f"The message from envoi@example.com to {A} was rejected: user unknown",
        f"Message-ID: <20261123@example.com>\nTo: {A}\nResult: 550 5.1.1 User unknown",
        f"<{A}>: host mx.example.net said: 554 Mail from\n    envoi@example.com rejected for policy reasons.",
        f"The following error was returned.\n\n<{A}>: host mx said: 554 Mail from\n    envoi@example.com rejected for policy reasons.",
        f"Le courriel que vous avez adressé à {A}, n’a pas pu être distribué.\n\nL’équipe - contact@example.com",
    ],
)
def test_who_wrote_and_who_can_be_asked_are_not_among_them(text: str) -> None:
    assert read(letter(text)).recipients == (A,)


@pytest.mark.parametrize(
    "address", ["contact@example.net", "info@aide-nord.example", "assistance.famille@help.example", "from.paris@example.net"]
)
def test_a_mailbox_may_bear_a_word_that_elsewhere_says_whom_to_ask(address: str) -> None:
    text = f"Destinataire : {address}\nMotif : boîte aux lettres pleine"
    assert read(letter(f"Message non remis.\n\n{text}\n\n{text.replace(address, A)}")).recipients == (address, A)


def test_the_only_address_of_a_letter_is_not_named_when_it_says_whom_to_ask() -> None:
    assert read(letter("Your message could not be delivered: mailbox full.\n\nThe team - contact@example.com")).recipients == ()


@pytest.mark.parametrize("field", ["Cc", "To"])
@pytest.mark.parametrize("coding", ["7bit", "base64", "quoted-printable"])
def test_the_mail_that_came_back_names_its_addressee(field: str, coding: str) -> None:
    returned = f"From: envoi@example.com\n{field}: Famille A <{A}>\nSubject: Inscriptions\n\nBonjour\n"
    body = {"7bit": returned, "base64": _base64(returned), "quoted-printable": returned}[coding]
    assert read(_with_copy(body, coding)).recipients == (A,)


def _base64(text: str) -> str:
    return encodebytes(text.encode()).decode()


def _with_copy(body: str, coding: str) -> str:
    head = letter("", subject="Undelivered Mail Returned to Sender").partition("Content-Type")[0]
    return (
        f'{head}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nNot delivered: mailbox full.\n'
        f"--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: {coding}\n\n{body}\n--b--\n"
    )
