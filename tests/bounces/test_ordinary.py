"""Ordinary mails, replies of programs and questions of people are never called a bounce."""

import pytest

from helpcenter.bounces.explanation import Kind
from helpcenter.bounces.recognise import looks_like_error
from tests.bounces.letters import delivery_status, letter, person, read


@pytest.mark.parametrize(
    "mail",
    [
        person("Bonjour, pouvez-vous inscrire Jeanne à la cantine ?"),
        person(
            "Bonjour,\nj’ai reçu ceci : 550 5.1.1 User unknown. Que faire ?\n> Undelivered Mail Returned to Sender",
            subject="Mail en erreur",
        ),
        person(
            "> I'm sorry to have to inform you that your message could not be delivered.\n550 5.1.1",
            subject="Re: Undelivered Mail Returned to Sender",
        ),
        person("Regarde : could not be delivered, 550 5.1.1", subject="TR: Undelivered Mail Returned to Sender"),
        person("Votre colis n’a pas pu être livré : 550 rue des Tilleuls.", subject="Avis de livraison"),
        person("Your parcel could not be delivered. Invoice 554.00", subject="Delivery status of your order"),
        person("Impossible de venir lundi. La boîte aux lettres est pleine.", subject="Absence"),
        person("Réunion du bureau", subject="Bounce house for the party"),
        person(
            "I tried to write to you and got 'delivery failed, mailbox full'. Is direction@example.com right?", subject="Delivery failed??"
        ),
        person("An unknown user tried to open the account of compta@example.com.", subject="Unknown user tried to sign in"),
        person("a@example.net\nb@example.net\n\nJe voudrais les retirer de la liste.", subject="User unknown"),
        person("x", more="List-Id: <liste.example.net>\nPrecedence: bulk\n"),
        letter(
            "Please change the password of your mailbox.",
            sender="Postmaster <postmaster@example.net>",
            subject="News",
            path="<postmaster@example.net>",
        ),
    ],
)
def test_a_mail_of_a_person_is_no_bounce(mail: str) -> None:
    assert read(mail).kind is Kind.NOT_A_BOUNCE


@pytest.mark.parametrize(
    "mail",
    [
        letter(
            "Je suis absente jusqu’au 3 mars. Pour toute urgence : accueil@example.net",
            sender="claire@example.net",
            subject="Réponse automatique : Inscriptions",
        ),
        letter(
            "I am out of office, you cannot reach me. Write to bob@example.net.",
            sender="bob@example.net",
            subject="Out of office: Inscriptions",
        ),
        person("Merci de votre message", more="Auto-Submitted: auto-replied\n"),
        "Auto-Submitted: auto-generated\n"
        + letter("We answer in 2 days. If it could not be delivered: error 550.", sender="aide@example.net", subject="[Ticket 12]"),
        delivery_status("x")
        .replace("report-type=delivery-status", "report-type=disposition-notification")
        .replace("message/delivery-status", "message/disposition-notification"),
    ],
)
def test_a_reply_of_a_program_is_no_bounce(mail: str) -> None:
    mail = mail.replace(
        "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.",
        "Your message was displayed.",
    )
    said = read(mail)
    assert (said.kind, said.reason, said.recipients) == (Kind.NOT_A_BOUNCE, "automatic-reply", ())


@pytest.mark.parametrize(
    "question",
    [
        *(
            "",
            "pourquoi mes mails ne partent pas ?",
            "boîte pleine",
            "erreur permanente",
            "spam",
            "comment débloquer une adresse",
            "mail bloqué",
        ),
        *(
            "la famille ne reçoit rien depuis le 12.11.2026",
            "500 mails en une fois",
            "550 familles à prévenir",
            "version 4.2.1 du logiciel ?",
        ),
        *(
            "le message à famille@example.net n’a pas été reçu ?",
            "que veut dire mail delivery failed",
            "gmail refuse mes messages",
            "erreur 550",
            "user unknown",
            "article 5.1",
        ),
    ],
)
def test_a_question_in_the_search_box_is_no_error(question: str) -> None:
    assert not looks_like_error(question)


@pytest.mark.parametrize(
    "error",
    [
        *("550 5.1.1 User unknown", "421 Service refuse. Veuillez essayer plus tard. OFR_999 [999]", "said: 550 no such user", "5.7.26"),
        *(
            "This message was created automatically by mail delivery software.",
            "Échec de la remise à ces destinataires ou groupes :",
            "554-5.7.1 rejected",
        ),
        *("Final-Recipient: rfc822; famille@example.net", "Remote Server returned '550 5.4.1 Access denied'", "LPN007_416"),
    ],
)
def test_an_error_in_the_search_box_is_recognised(error: str) -> None:
    assert looks_like_error(error)


def test_a_pasted_sentence_is_not_explained_when_no_server_wrote_it() -> None:
    assert read("Bonjour, la boîte est pleine, que faire ?").reason == "ordinary-mail"
    assert read("").kind is Kind.NOT_A_BOUNCE


@pytest.mark.parametrize(
    ("sender", "subject", "text", "more"),
    [
        ("sympa@listes.example.org", "Demande de confirmation", "Votre message n'a pas été diffusé : à confirmer.", "Return-Path: <>"),
        ("ml-owner@listes.example.org", "Bienvenue", "Only members can post to this list.", "Precedence: bulk"),
        ("jean-admin@example.org", "Votre dossier", "Il est réservé aux résidents, il a été refusé.", "Return-Path: <jean@example.org>"),
        ("info@bank.example", "Delivery failed", "Your card could not be delivered. Write to a@bank.example.", "Date: Thu"),
        ("colis@poste.example", "Échec de livraison", "Votre colis n'a pas pu être distribué : a@poste.example", "Date: Thu"),
        ("postmaster@example.org", "Rapport hebdomadaire", "Bloqué comme spam : pub@shop.example", "Return-Path: <>"),
        ("a@guard.example", "Verification required", "Your mail to b@example.net was not delivered. Confirm.", "Return-Path: <>"),
        ("a@git.example", "[repo] Mail delivery failed", "The parser fails on 550 5.1.1 <a@example.net>", "Precedence: list"),
    ],
)
def test_lists_carriers_and_filters_that_talk_of_delivery_are_no_bounce(sender: str, subject: str, text: str, more: str) -> None:
    said = read(f"{more}\nFrom: {sender}\nTo: envoi@example.com\nSubject: {subject}\n\n{text}\n")
    assert (said.kind, said.recipients) == (Kind.NOT_A_BOUNCE, ())
