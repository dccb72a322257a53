"""Which address did not receive the mail, in the formats of many servers."""

import pytest

from helpcenter.bounces.recipients import recipients_in
from tests.bounces.letters import delivery_status, exim, letter, read

FAMILY = "famille@example.net"


@pytest.mark.parametrize(
    "text",
    [
        f"<{FAMILY}>: host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown",
        f"<{FAMILY}>:\nSorry, no mailbox here by that name. (#5.1.1)",
        f"   ----- The following addresses had permanent fatal errors -----\n<{FAMILY}>\n    (reason: 550 5.1.1 User unknown)",
        f"Delivery to the following recipient failed permanently:\n\n     {FAMILY}\n\nTechnical details: 550 5.1.1 User unknown",
        f"Your message\n  To:      {FAMILY}\n\ndid not reach the following recipient(s):\n\n{FAMILY} on Thu, 9 May\n  Unknown Recipient",
        f"Votre message envoyé à {FAMILY} n’a pas pu être remis.",
        f"Le message n’a pas pu être remis à :\n\n  • {FAMILY}\n\nUtilisateur inconnu",
        f"Unknown user: {FAMILY}",
        f"Each of the following recipients was rejected.\n\n Recipient: <{FAMILY}>\n >>> RCPT TO:<{FAMILY}>\n <<< 550 User unknown",
        f"554 <{FAMILY}>... User unknown",
        f"There was an error delivering your mail to <{FAMILY}>.\n\n550 User unknown",
        f"did not reach the following recipient(s):\n\nc=FR;a= ;p=ORG;dda:SMTP={FAMILY}; on Fri, 4 Oct 2024\n    Unknown Recipient",
        f"Failed to deliver to '<{FAMILY}>'\nLOCAL module reports:\n account is full (quota exceeded)",
        f"送信できませんでした。\n{FAMILY}は存在しません。",
    ],
)
def test_the_address_is_found_in_the_words_of_a_server(text: str) -> None:
    assert read(letter(text)).recipients == (FAMILY,)


def test_whom_to_ask_and_who_wrote_are_not_named() -> None:
    text = "Your message from envoi@example.com could not be delivered.\nContact support@example.org or postmaster@example.net for help."
    assert read(letter(text)).recipients == ()


def test_a_header_names_what_the_text_does_not() -> None:
    assert read(exim("550 wxyz").replace(f"  {FAMILY}\n", "  save to a file\n")).recipients == (FAMILY,)


def test_the_returned_mail_names_its_only_addressee() -> None:
    returned = f"Received: from here\nFrom: envoi@example.com\nTo: Famille <{FAMILY}>\nSubject: x\n"
    text = f"Message not delivered: mailbox full.\n\n--- Original message ---\n{returned}"
    assert read(letter(text)).recipients == (FAMILY,)
    assert read(letter(text.replace(f"<{FAMILY}>", f"<{FAMILY}>, <autre@example.net>"))).recipients == ()


def test_the_return_address_of_a_mailing_names_its_recipient() -> None:
    report = letter("Message not delivered: mailbox full.").replace("To: envoi@example.com", "To: bounces+famille=example.net@example.com")
    assert read(report).recipients == (FAMILY,)


def test_a_provider_lists_the_names_of_its_own_mailboxes() -> None:
    text = "Your mail to the following recipients could not be delivered:\n\n  famille\n\n"
    assert read(letter(text, sender="MAILER-DAEMON@example.net")).recipients == (FAMILY,)


def test_an_address_that_was_passed_on_is_named_as_the_sender_wrote_it() -> None:
    report = delivery_status("552 5.2.2 full", to="interne@hote.example").replace(
        "Action:", f"Original-Recipient: rfc822;{FAMILY}\nAction:"
    )
    assert read(report).recipients == (FAMILY,)


def test_a_bare_answer_names_the_recipient_and_not_the_sender() -> None:
    assert read(f"550 5.1.1 <{FAMILY}>: User unknown").recipients == (FAMILY,)
    assert read("550 5.1.8 <envoi@example.com>: Sender address rejected: Domain not found").recipients == ()


@pytest.mark.parametrize("sender", ["bounces+parent=famille.example@relais.example", "bounces-12-parent=famille.example@relais.example"])
def test_a_return_address_that_carries_the_recipient_is_not_a_second_one(sender: str) -> None:
    line = f"to=<parent@famille.example>, status=bounced (550 5.1.1 User unknown); from=<{sender}>, to=autre@famille.example"
    assert recipients_in(line) == ("parent@famille.example", "autre@famille.example")


@pytest.mark.parametrize(
    "words",
    [
        "Mail delivery failed to: {}",
        "Mail to {} could not be delivered",
        "Send to {} failed: no such user",
        "Mail an {} nicht zustellbar",
        "Invio a {} non riuscito",
        "Transfert vers {} impossible",
    ],
)
def test_a_noun_before_an_address_is_no_request_to_write_there(words: str) -> None:
    assert recipients_in(words.format("parent@famille.example")) == ("parent@famille.example",)


@pytest.mark.parametrize(
    "words",
    [
        "blocked. Please mail {} to be unblocked",
        "blocked; forward this message to {}",
        "blocked. Report this to {}",
        "message refusé. Veuillez transférer ce message à {}",
        "blockiert. Bitte leiten Sie diese Nachricht an {} weiter",
        "bloccato. Scrivere a {}",
        "bloqueado; póngase en contacto con {}",
        "bloqueado. Por favor escreva para {}",
        "geblokkeerd. Neem contact op met {}",
        "zablokowany. Skontaktuj się z {}",
    ],
)
def test_who_is_to_be_written_to_is_no_recipient(words: str) -> None:
    assert recipients_in(words.format("aide@serveur.example")) == ()


def test_whoever_is_greeted_is_not_the_one_who_did_not_get_the_mail() -> None:
    text = "Bonjour ecole@example.org,\n\nYour message could not be delivered: the group may not be open to posting."
    assert read(letter(text)).recipients == ()
    assert read(letter("Hello,\n\nYour message to famille@example.net could not be delivered.")).recipients == ("famille@example.net",)
